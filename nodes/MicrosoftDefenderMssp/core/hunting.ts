import type { JsonObject } from './json';
import { isJsonObject, objects, parsed, text } from './json';

/** A column of what a hunting query found. */
export interface HuntingColumn {
	name: string;
	/** As the service calls it: `String`, `DateTime`, `Int64`, … */
	type: string;
}

/** What a hunting query found in one tenant. */
export interface HuntingResults {
	schema: HuntingColumn[];
	rows: JsonObject[];
	/** There are as many rows as the service gives at most, so that some are probably missing. */
	truncated: boolean;
}

/** Graph "throttling limits", hunting: rows of one answer at most. */
export const MOST_ROWS = 100_000;

/** Reads the answer of Graph `runHuntingQuery`; undefined if it is none. Values have the types that the schema tells. */
export function readHuntingResults({ schema, results }: JsonObject): HuntingResults | undefined {
	if (!Array.isArray(results)) return undefined;
	const columns = objects(schema).flatMap(columnOf);
	const types = new Map(columns.map(({ name, type }) => [name, type.toLowerCase()]));
	const rows = objects(results).map((row) => typedRow(row, types));
	return { schema: columns, rows, truncated: results.length >= MOST_ROWS };
}

/** A sample of Graph's documentation writes the names with a capital letter. */
function columnOf(column: JsonObject): HuntingColumn[] {
	const name = text(column.name ?? column.Name);
	return name === undefined ? [] : [{ name, type: text(column.type ?? column.Type) ?? '' }];
}

/** Without what OData tells about a value beside it (`Count@odata.type`). */
function typedRow(row: JsonObject, types: ReadonlyMap<string, string>): JsonObject {
	return Object.fromEntries(
		Object.entries(row)
			.filter(([name]) => types.has(name) || !name.includes('@odata.'))
			.map(([name, value]) => [name, typed(value, types.get(name))]),
	);
}

const NUMBERS: readonly unknown[] = ['int16', 'int32', 'int64', 'long', 'int', 'double', 'real', 'single'];

/** A value that cannot be of its column's type without loss stays as it came. Times stay text, for their 100 ns. */
function typed(value: unknown, type: string | undefined): unknown {
	if (NUMBERS.includes(type)) return toNumber(value);
	if (type === 'boolean' || type === 'bool') return toBoolean(value);
	if (type === 'object' || type === 'dynamic') return toObject(value);
	return value;
}

function toNumber(value: unknown): unknown {
	if (typeof value !== 'string' || value.trim() === '') return value;
	const number = Number(value);
	const isExact = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
	return isExact ? number : value;
}

function toBoolean(value: unknown): unknown {
	const word = String(value).toLowerCase();
	if (word === '1' || word === 'true') return true;
	return word === '0' || word === 'false' ? false : value;
}

function toObject(value: unknown): unknown {
	const read = typeof value === 'string' ? parsed(value) : value;
	return isJsonObject(read) || Array.isArray(read) ? read : value;
}
