import { ODataError } from './errors';
import { tokenize, type Literal, type Token } from './tokenize';

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export type FilterNode =
	| { kind: 'and' | 'or'; left: FilterNode; right: FilterNode }
	| { kind: 'not'; operand: FilterNode }
	| { kind: 'comparison'; field: string; operator: ComparisonOperator; literal: Literal };

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
	return parseComparison(cursor);
}

function parseComparison(cursor: Cursor): FilterNode {
	const field = take(cursor, 'word');
	if (!field) throw new ODataError('Expression expected: a property name was not found.');
	if (cursor.tokens[cursor.position]?.kind === 'open') {
		if (field.text.toLowerCase() === 'evidence/any') return parseEvidenceAny(cursor);
		throw new ODataError(`The function '${field.text}' is not supported.`);
	}
	const operator = take(cursor, 'word');
	if (!operator || !isComparisonOperator(operator.text)) {
		throw new ODataError(`A binary operator was not found after '${field.text}'.`);
	}
	return { kind: 'comparison', field: field.text, operator: operator.text, literal: takeLiteral(cursor) };
}

/** `evidence/any(e: e/microsoft.graph.security.deviceEvidence/deviceDnsName eq 'x')` becomes a plain comparison. */
function parseEvidenceAny(cursor: Cursor): FilterNode {
	take(cursor, 'open');
	const variable = take(cursor, 'word')?.text ?? '';
	const colon = take(cursor, 'colon');
	const inner = colon ? parseComparison(cursor) : undefined;
	if (inner?.kind !== 'comparison' || !inner.field.startsWith(`${variable}/`) || !take(cursor, 'close')) {
		throw new ODataError('The lambda expression is not valid.');
	}
	return { ...inner, field: `evidence/${inner.field.slice(variable.length + 1)}` };
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
