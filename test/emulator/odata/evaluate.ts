import { ODataError } from './errors';
import type { ComparisonOperator, FilterNode } from './parse';
import type { Literal } from './tokenize';

/** A property that may be filtered, and how it is read from a row. */
export type FilterField<Row> =
	| { type: 'dateTime'; read: (row: Row) => bigint | null }
	| { type: 'number'; read: (row: Row) => number | null }
	| { type: 'string'; read: (row: Row) => string | null; allowsStartsWith?: true }
	| { type: 'enum'; members: readonly string[]; read: (row: Row) => string | null }
	| { type: 'strings'; read: (row: Row) => readonly string[] };

export type FilterFields<Row> = Readonly<Record<string, FilterField<Row>>>;

type Predicate<Row> = (row: Row) => boolean;
type Comparable = string | number | bigint | null;

/**
 * Turns a parsed filter into a predicate. Throws an ODataError for properties that cannot be filtered,
 * literals of another type, unknown enum members (members are case-sensitive) and ordering of text.
 */
export function compileFilter<Row>(node: FilterNode, fields: FilterFields<Row>): Predicate<Row> {
	switch (node.kind) {
		case 'not': {
			const operand = compileFilter(node.operand, fields);
			return (row) => !operand(row);
		}
		case 'and': {
			const [left, right] = [compileFilter(node.left, fields), compileFilter(node.right, fields)];
			return (row) => left(row) && right(row);
		}
		case 'or': {
			const [left, right] = [compileFilter(node.left, fields), compileFilter(node.right, fields)];
			return (row) => left(row) || right(row);
		}
		case 'comparison':
			return compileComparison(node, fields);
		case 'startsWith':
			return compileStartsWith(node, fields);
	}
}

function compileStartsWith<Row>(
	{ field: name, start }: Extract<FilterNode, { kind: 'startsWith' }>,
	fields: FilterFields<Row>,
): Predicate<Row> {
	const field = fieldOf(name, fields);
	if (field.type !== 'string' || field.allowsStartsWith !== true) {
		throw new ODataError(`The function 'startswith' is not supported for the property '${name}'.`);
	}
	return (row) => field.read(row)?.startsWith(start) ?? false;
}

function fieldOf<Row>(name: string, fields: FilterFields<Row>): FilterField<Row> {
	const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
	if (!field) throw new ODataError(`Could not find a property named '${name}' that supports $filter.`);
	return field;
}

function compileComparison<Row>(
	{ field: name, operator, literal }: Extract<FilterNode, { kind: 'comparison' }>,
	fields: FilterFields<Row>,
): Predicate<Row> {
	const field = fieldOf(name, fields);
	const ordered = field.type === 'dateTime' || field.type === 'number';
	if (!ordered && operator !== 'eq' && operator !== 'ne') {
		throw new ODataError(`The operator '${operator}' is not supported for the property '${name}'.`);
	}
	const expected = literalFor(name, field, literal);
	if (field.type === 'strings') {
		return (row) => field.read(row).some((value) => compare(value, operator, expected));
	}
	return (row) => compare(field.read(row), operator, expected);
}

function literalFor<Row>(name: string, field: FilterField<Row>, literal: Literal): Comparable {
	if (literal.kind === 'null') return null;
	if (field.type === 'dateTime' && literal.kind === 'dateTime') return literal.ticks;
	if (field.type === 'number' && literal.kind === 'number') return literal.value;
	if (literal.kind === 'string' && field.type !== 'dateTime' && field.type !== 'number') {
		if (field.type === 'enum' && !field.members.includes(literal.value)) {
			throw new ODataError(`The string '${literal.value}' is not a valid enumeration value of '${name}'.`);
		}
		return literal.value;
	}
	throw new ODataError(`A binary operator with incompatible types was detected on the property '${name}'.`);
}

function compare(actual: Comparable, operator: ComparisonOperator, expected: Comparable): boolean {
	if (operator === 'eq') return actual === expected;
	if (operator === 'ne') return actual !== expected;
	// OData: every ordering comparison with null is false.
	if (actual === null || expected === null) return false;
	if (operator === 'gt') return actual > expected;
	if (operator === 'ge') return actual >= expected;
	return operator === 'lt' ? actual < expected : actual <= expected;
}
