import type { OcsfObjectType, OcsfSchema, OcsfValueType } from './schemas';

/** The name of a type without the mark of a list. */
export const itemType = (declared: string): string => declared.replace(/\[\]$/, '');

/** The type of an object, undefined for the type of a plain value. A name that the schema does not have throws: nothing may pass unchecked. */
export function objectTypeOf(schema: OcsfSchema, name: string): OcsfObjectType | undefined {
	if (Object.hasOwn(schema.objects, name)) return schema.objects[name];
	valueTypeOf(schema, name);
	return undefined;
}

function valueTypeOf(schema: OcsfSchema, name: string): OcsfValueType {
	const type = Object.hasOwn(schema.types, name) ? schema.types[name] : undefined;
	if (type === undefined) throw new Error(`The schema of OCSF has neither a type nor an object ${name}`);
	return type;
}

const isWithin = (value: number, [from = -Infinity, to = Infinity]: number[] = []): boolean =>
	value >= from && value <= to;

const matches = (value: string, regex: string | undefined): boolean =>
	regex === undefined || new RegExp(regex).test(value);

const isWhole = (value: unknown, { range }: OcsfValueType): boolean =>
	Number.isSafeInteger(value) && isWithin(Number(value), range);

/** The types that all others are made of. */
const BASES: ReadonlyMap<string, (value: unknown, limits: OcsfValueType) => boolean> = new Map([
	['json_t', (value: unknown) => value !== undefined],
	['boolean_t', (value: unknown) => typeof value === 'boolean'],
	['integer_t', isWhole],
	['long_t', isWhole],
	['float_t', (value: unknown, { range }) => Number.isFinite(value) && isWithin(Number(value), range)],
	[
		'string_t',
		(value: unknown, { max_len: longest = Infinity, regex }) =>
			typeof value === 'string' && value.length <= longest && matches(value, regex),
	],
]);

/** Whether a plain value is of the type. */
export function isOfType(schema: OcsfSchema, name: string, value: unknown): boolean {
	const type = valueTypeOf(schema, name);
	const base = BASES.get(type.type ?? name);
	if (base === undefined) throw new Error(`The check of OCSF does not know what a ${name} is`);
	return base(value, type);
}
