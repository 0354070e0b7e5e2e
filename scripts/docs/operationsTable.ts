import type { Operation } from '../../nodes/MicrosoftDefenderMssp/actions/operation';
import type { Resource } from '../../nodes/MicrosoftDefenderMssp/actions/resource';
import { serviceTitle } from '../../nodes/MicrosoftDefenderMssp/core/clouds';
import type { Endpoint } from '../../nodes/MicrosoftDefenderMssp/transport/endpoint';

/** Where the table stands in docs/operations.md. */
export const BEGIN = '<!-- The table is made by `npm run docs`. -->';
export const END = '<!-- End of the table. -->';

const HEAD = ['Operation', 'Call', 'Application permission', 'Delegated permission', 'Limits'];

/** The tables of docs/operations.md, one per resource, from what the node itself works with. */
export function operationsTable(resources: readonly Resource[]): string {
	return resources.map(sectionOf).join('\n\n');
}

function sectionOf({ title, operations }: Resource): string {
	const sorted = Object.values(operations).sort((one, other) =>
		one.option.name.localeCompare(other.option.name, 'en'),
	);
	const rows = sorted.flatMap(rowsOf);
	return [`### ${title}`, '', row(HEAD), row(HEAD.map(() => '---')), ...rows.map(row)].join('\n');
}

/** One row for each call; an operation without any has one of its own. */
function rowsOf({ option: { name }, endpoints }: Operation): string[][] {
	if (endpoints.length === 0) return [[`**${name}**`, 'none', '', '', '']];
	return endpoints.map((endpoint, index) => [index === 0 ? `**${name}**` : '', ...cellsOf(endpoint)]);
}

function cellsOf({ service, method, path, permission, limits, countsAlone }: Endpoint): string[] {
	const hour = limits.perHour === undefined ? '' : `, ${limits.perHour.toLocaleString('en-US')} an hour`;
	const together =
		countsAlone || service !== 'graph' ? '' : `, all calls to ${serviceTitle(service)} together`;
	return [
		`\`${method} ${path}\``,
		`\`${permission.application}\``,
		`\`${permission.delegated}\``,
		`${limits.perMinute} a minute${hour}${together}`,
	];
}

const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;

/** The page with its tables renewed; throws where it has no place for them. */
export function withTable(page: string, table: string): string {
	const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (begin === -1 || end < begin)
		throw new Error(`docs/operations.md needs the lines "${BEGIN}" and "${END}".`);
	return `${page.slice(0, begin)}${BEGIN}\n\n${table}\n\n${page.slice(end)}`;
}
