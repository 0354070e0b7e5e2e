import { parseTicks } from '../alerts/timestamp';
import { ODataError } from './errors';

/** A literal of a filter, typed as OData types it: strings quoted, times and numbers bare. */
export type Literal =
	| { kind: 'string'; value: string }
	| { kind: 'dateTime'; ticks: bigint }
	| { kind: 'number'; value: number }
	| { kind: 'boolean'; value: boolean }
	| { kind: 'null' };

export type Token =
	| { kind: 'open'; position: number }
	| { kind: 'close'; position: number }
	| { kind: 'colon'; position: number }
	| { kind: 'comma'; position: number }
	| { kind: 'word'; text: string; position: number }
	| { kind: 'literal'; literal: Literal; position: number };

/** White space, a quoted string ('' is an escaped quote), a time, a number, a word, or punctuation. */
const shapes =
	/\s+|'((?:[^']|'')*)'|(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)|(-?\d+(?:\.\d+)?)(?![\w-])|([A-Za-z_][\w./]*)|([():,])/y;

/** Splits a filter; throws an ODataError at the first character that cannot be part of one. */
export function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let position = 0;
	while (position < text.length) {
		shapes.lastIndex = position;
		const match = shapes.exec(text);
		if (!match) throw new ODataError(`Syntax error at position ${position} in '${text}'.`);
		const token = tokenOf(match, position);
		if (token) tokens.push(token);
		position += match[0].length;
	}
	return tokens;
}

function tokenOf(match: RegExpExecArray, position: number): Token | undefined {
	const [, quoted, time, number, word, punctuation] = match;
	const literal = (value: Literal): Token => ({ kind: 'literal', literal: value, position });
	if (quoted !== undefined) return literal({ kind: 'string', value: quoted.replaceAll("''", "'") });
	if (time !== undefined) return literal({ kind: 'dateTime', ticks: timeLiteral(time) });
	if (number !== undefined) return literal({ kind: 'number', value: Number(number) });
	if (word === 'null') return literal({ kind: 'null' });
	if (word === 'true' || word === 'false') return literal({ kind: 'boolean', value: word === 'true' });
	if (word !== undefined) return { kind: 'word', text: word, position };
	if (punctuation === '(') return { kind: 'open', position };
	if (punctuation === ')') return { kind: 'close', position };
	if (punctuation === ',') return { kind: 'comma', position };
	return punctuation === ':' ? { kind: 'colon', position } : undefined;
}

/** A time without zone or a bare date is no DateTimeOffset, so the services refuse to compare it with one. */
function timeLiteral(text: string): bigint {
	const ticks = parseTicks(text);
	if (ticks === undefined) throw new ODataError(`The literal '${text}' is not a valid Edm.DateTimeOffset.`);
	return ticks;
}
