import { ODataError } from './errors';
import { tokenize, type Literal, type Token } from './tokenize';

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export type FilterNode =
	| { kind: 'and' | 'or'; left: FilterNode; right: FilterNode }
	| { kind: 'not'; operand: FilterNode }
	| { kind: 'comparison'; field: string; operator: ComparisonOperator; literal: Literal }
	| { kind: 'startsWith'; field: string; start: string };

interface Cursor {
	tokens: Token[];
	position: number;
}

const comparisonOperators: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];

/** Parses `$filter`. Throws an ODataError that says where it stops being one. */
export function parseFilter(text: string): FilterNode {
	const cursor: Cursor = { tokens: tokenize(text), position: 0 };
	const node = parseOr(cursor);
	const rest = cursor.tokens[cursor.position];
	if (rest) throw new ODataError(`Syntax error at position ${rest.position} in '${text}'.`);
	return node;
}

function parseOr(cursor: Cursor): FilterNode {
	let left = parseAnd(cursor);
	while (takeWord(cursor, 'or')) left = { kind: 'or', left, right: parseAnd(cursor) };
	return left;
}

function parseAnd(cursor: Cursor): FilterNode {
	let left = parseUnary(cursor);
	while (takeWord(cursor, 'and')) left = { kind: 'and', left, right: parseUnary(cursor) };
	return left;
}

function parseUnary(cursor: Cursor): FilterNode {
	if (takeWord(cursor, 'not')) return { kind: 'not', operand: parseUnary(cursor) };
	if (take(cursor, 'open')) {
		const inner = parseOr(cursor);
		if (!take(cursor, 'close')) throw new ODataError('Expression expected a closing parenthesis.');
		return inner;
	}
	return parseTerm(cursor);
}

type Comparison = Extract<FilterNode, { kind: 'comparison' }>;

function parseTerm(cursor: Cursor): FilterNode {
	const name = cursor.tokens[cursor.position];
	const isCall = cursor.tokens[cursor.position + 1]?.kind === 'open';
	if (name?.kind !== 'word' || !isCall) return parseComparison(cursor);
	cursor.position += 2;
	if (name.text === 'startswith') return parseStartsWith(cursor);
	if (name.text.endsWith('/any')) return parseAny(cursor, name.text.slice(0, -'/any'.length));
	throw new ODataError(`The function '${name.text}' is not supported.`);
}

/** `startswith(name,'x')`, from behind its parenthesis. */
function parseStartsWith(cursor: Cursor): FilterNode {
	const field = take(cursor, 'word');
	const comma = take(cursor, 'comma');
	const literal = comma && takeLiteral(cursor);
	if (!field || literal?.kind !== 'string' || !take(cursor, 'close')) {
		throw new ODataError("The function 'startswith' takes a property and a string.");
	}
	return { kind: 'startsWith', field: field.text, start: literal.value };
}

/**
 * A lambda over a collection, from behind its parenthesis, as a plain comparison: `e: e/x eq 'y'` of `list` becomes one of
 * `list/x`, and `t: t eq 'y'` becomes one of `list/any`.
 */
function parseAny(cursor: Cursor, collection: string): FilterNode {
	const variable = take(cursor, 'word')?.text ?? '';
	const colon = take(cursor, 'colon');
	const inner = colon ? parseComparison(cursor) : undefined;
	if (inner?.field.split('/')[0] !== variable || !take(cursor, 'close')) {
		throw new ODataError('The lambda expression is not valid.');
	}
	const rest = inner.field.slice(variable.length + 1);
	return { ...inner, field: `${collection}/${rest === '' ? 'any' : rest}` };
}

function parseComparison(cursor: Cursor): Comparison {
	const field = take(cursor, 'word');
	if (!field) throw new ODataError('Expression expected: a property name was not found.');
	const operator = take(cursor, 'word');
	if (!operator || !isComparisonOperator(operator.text)) {
		throw new ODataError(`A binary operator was not found after '${field.text}'.`);
	}
	return { kind: 'comparison', field: field.text, operator: operator.text, literal: takeLiteral(cursor) };
}

function takeLiteral(cursor: Cursor): Literal {
	const token = cursor.tokens[cursor.position];
	if (token?.kind !== 'literal') throw new ODataError('A literal was expected after the operator.');
	cursor.position += 1;
	return token.literal;
}

function isComparisonOperator(text: string): text is ComparisonOperator {
	return comparisonOperators.includes(text);
}

function take<Kind extends Token['kind']>(
	cursor: Cursor,
	kind: Kind,
): Extract<Token, { kind: Kind }> | undefined {
	const token = cursor.tokens[cursor.position];
	if (token?.kind !== kind) return undefined;
	cursor.position += 1;
	// SAFETY: the kind was compared just above; TypeScript does not narrow by a type parameter.
	return token as Extract<Token, { kind: Kind }>;
}

function takeWord(cursor: Cursor, text: string): boolean {
	const token = cursor.tokens[cursor.position];
	if (token?.kind !== 'word' || token.text !== text) return false;
	cursor.position += 1;
	return true;
}
