import type { Operation } from '../../nodes/MicrosoftDefenderMssp/actions/operation';
import type { Resource } from '../../nodes/MicrosoftDefenderMssp/actions/resource';
import { serviceTitle } from '../../nodes/MicrosoftDefenderMssp/core/clouds';
import type { Endpoint } from '../../nodes/MicrosoftDefenderMssp/transport/endpoint';

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
