import fc from 'fast-check';

import {
	allOf,
	anyOf,
	odataString,
	pathSegment,
	withQuery,
} from '../../../nodes/MicrosoftDefenderMssp/core/odata';

/** Reads one OData literal at the start of `source`: its value and what follows it. */
function readLiteral(source: string): { value: string; rest: string } {
	const match = /^'((?:[^']|'')*)'(?!')/s.exec(source);
	if (match === null) throw new Error('No literal');
	return { value: (match[1] ?? '').replaceAll("''", "'"), rest: source.slice(match[0].length) };
}

describe('odataString', () => {
	it('doubles the quotes inside', () => {
		expect(odataString("O'Brien's")).toBe("'O''Brien''s'");
	});

	it('lets no text break out of its quotes, whatever it contains', () => {
		const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", ' ', 'o', 'r', '1', '=') }));
		fc.assert(
			fc.property(texts, (text) => {
				expect(readLiteral(`${odataString(text)} and status eq 'new'`)).toEqual({
					value: text,
					rest: " and status eq 'new'",
				});
			}),
			{ numRuns: 500 },
		);
	});
});

describe('filter clauses', () => {
	it.each<[string, string[], string | undefined]>([
		['no value', [], undefined],
		['one value', ['high'], "severity eq 'high'"],
		['several values', ['high', 'low'], "(severity eq 'high' or severity eq 'low')"],
		['a value with a quote', ["a' or 'b"], "severity eq 'a'' or ''b'"],
	])('joins %s with or, in parentheses only where needed', (_what, values, expected) => {
		expect(anyOf('severity', values)).toBe(expected);
	});

	it.each<[string, Array<string | undefined>, string | undefined]>([
		['nothing', [], undefined],
		['only missing clauses', [undefined, undefined], undefined],
		['one clause', [undefined, 'a ge 1'], 'a ge 1'],
		['two clauses', ['a ge 1', undefined, '(b or c)'], 'a ge 1 and (b or c)'],
	])('joins %s with and', (_what, clauses, expected) => {
		expect(allOf(clauses)).toBe(expected);
	});
});

describe('withQuery', () => {
	it('adds no question mark when there is nothing to ask', () => {
		expect(withQuery('/api/alerts', { $filter: undefined })).toBe('/api/alerts');
	});

	it('encodes plus, ampersand and blanks, which a service would read as something else', () => {
		const url = withQuery('/a', { $filter: "title eq 'a+b & c'", $top: '5', $skip: undefined });
		expect(url).toBe("/a?$filter=title%20eq%20'a%2Bb%20%26%20c'&$top=5");
	});

	it('takes a text that was cut through the middle of a character, as a path does', () => {
		expect(withQuery('/a', { $filter: 'x\ud83d' })).toBe('/a?$filter=x%EF%BF%BD');
		expect(pathSegment('x\ud83d')).toBe('x%EF%BF%BD');
	});

	it('gives back every value unchanged to a standard URL reader', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (value) => {
				const url = new URL(withQuery('https://graph.microsoft.com/x', { $filter: value, $top: '1' }));
				expect([...url.searchParams]).toEqual([
					['$filter', value],
					['$top', '1'],
				]);
			}),
		);
	});
});
