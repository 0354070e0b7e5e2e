import { ODataError } from '../odata/errors';
import type { HuntingColumn, HuntingRow, HuntingTable } from './tables';

/** One step of a query behind the table. */
type Operator = (table: HuntingTable) => HuntingTable;

/**
 * Runs a query of a small part of KQL: a table, then `where Column == value [and …]` (or `has`), `take`, `limit`,
 * `project` and `summarize count()`. Throws an ODataError for anything else, as Graph answers 400 to what is wrong.
 */
export function runKql(query: string, find: (table: string) => HuntingTable | undefined): HuntingTable {
	const [source = '', ...steps] = stepsOf(query);
	if (!/^[A-Za-z_]\w*$/.test(source)) throw syntaxError(source);
	const table = find(source);
	if (!table) {
		throw new ODataError(`Failed to resolve table or column expression named '${source}'.`);
	}
	return steps.map(operatorOf).reduce((left, operator) => operator(left), table);
}

/** The parts between the pipes that stand in no quotes, without comments. */
function stepsOf(query: string): string[] {
	const parts = query.match(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\||[^"|/]+|\/|"/g) ?? [];
	const steps = [''];
	for (const part of parts) {
		if (part === '"') throw syntaxError(query);
		if (part.startsWith('//')) continue;
		if (part === '|') steps.push('');
		else steps.push(`${steps.pop() ?? ''}${part}`);
	}
	return steps.map((step) => step.trim());
}

function operatorOf(step: string): Operator {
	const [, name = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(step) ?? [];
	switch (name) {
		case 'where':
			return where(rest);
		case 'take':
		case 'limit':
			return take(rest);
		case 'project':
			return project(rest);
		case 'summarize':
			if (/^count\(\s*\)$/.test(rest)) return count;
			throw syntaxError(step);
		default:
			throw syntaxError(step);
	}
}

const CONDITION = /^\s*(\w+)\s*(==|\bhas\b)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)\s*/;

/** Whether a column's value meets what a condition asks for. */
type Test = (found: unknown, wanted: unknown) => boolean;

/** `has` finds whole words, whatever their case: what is around them is no letter and no digit. */
const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
	['==', (found, wanted) => found === wanted],
	['has', (found, wanted) => typeof found === 'string' && hasTerm(found.toLowerCase(), String(wanted))],
]);

function hasTerm(text: string, term: string): boolean {
	const literal = term.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

function where(expression: string): Operator {
	const conditions: Array<{ column: string; test?: Test; value: unknown }> = [];
	for (let rest = expression; ;) {
		const [matched, column = '', operator = '', literal = ''] = CONDITION.exec(rest) ?? [];
		if (matched === undefined) throw syntaxError(expression);
		conditions.push({ column, test: TESTS.get(operator), value: JSON.parse(literal) as unknown });
		rest = rest.slice(matched.length);
		if (rest === '') break;
		if (!/^and\b/.test(rest)) throw syntaxError(expression);
		rest = rest.slice('and'.length);
	}
	return ({ columns, rows }) => {
		for (const { column } of conditions) columnOf(columns, column, 'where');
		const keep = (row: HuntingRow) =>
			conditions.every(({ column, test, value }) => test?.(row[column], value) === true);
		return { columns, rows: rows.filter(keep) };
	};
}

function take(expression: string): Operator {
	if (!/^\d+$/.test(expression)) throw syntaxError(expression);
	return ({ columns, rows }) => ({ columns, rows: rows.slice(0, Number(expression)) });
}

function project(expression: string): Operator {
	const names = expression.split(',').map((name) => name.trim());
	return ({ columns, rows }) => ({
		columns: names.map((name) => columnOf(columns, name, 'project')),
		rows: rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]]))),
	});
}

const count: Operator = ({ rows }) => ({
	columns: [{ name: 'count_', type: 'Int64' }],
	rows: [{ count_: rows.length }],
});

function columnOf(columns: HuntingColumn[], name: string, operator: string): HuntingColumn {
	const column = columns.find((known) => known.name === name);
	if (column) return column;
	throw new ODataError(
		`'${operator}' operator: Failed to resolve column or scalar expression named '${name}'.`,
	);
}

const syntaxError = (near: string): ODataError =>
	new ODataError(`Syntax error: Query could not be parsed at '${near.slice(0, 60)}'.`);
