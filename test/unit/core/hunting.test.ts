import { MOST_ROWS, readHuntingResults } from '../../../nodes/MicrosoftDefenderMssp/core/hunting';

const valueOf = (type: string, value: unknown): unknown =>
	readHuntingResults({ schema: [{ name: 'A', type }], results: [{ A: value }] })?.rows[0]?.A;

describe('readHuntingResults', () => {
	it('gives schema and rows, in the order of the service', () => {
		const schema = [
			{ name: 'Timestamp', type: 'DateTime' },
			{ name: 'FileName', type: 'String' },
		];
		const results = [
			{ Timestamp: '2026-01-05T08:47:17.7211305Z', FileName: 'b.exe' },
			{ Timestamp: '2026-01-05T08:47:17Z', FileName: null },
		];
		expect(readHuntingResults({ schema, results })).toEqual({ schema, rows: results, truncated: false });
	});

	it('takes names with a capital letter, as a sample of the documentation has them', () => {
		expect(readHuntingResults({ schema: [{ Name: 'A', Type: 'Int64' }], results: [] })?.schema).toEqual([
			{ name: 'A', type: 'Int64' },
		]);
	});

	it.each<[string, unknown, unknown]>([
		['Int64', '42', 42],
		['Int32', 7, 7],
		['Double', '0.5', 0.5],
		['Int64', '9223372036854775807', '9223372036854775807'],
		['Int64', 'many', 'many'],
		['Int64', '', ''],
		['Int64', null, null],
		['Boolean', 1, true],
		['Boolean', 0, false],
		['Boolean', 'True', true],
		['Boolean', true, true],
		['Boolean', null, null],
		['Boolean', 2, 2],
		['Object', '{"a":[1]}', { a: [1] }],
		['dynamic', '["a"]', ['a']],
		['Object', { a: 1 }, { a: 1 }],
		['Object', '"text"', '"text"'],
		['Object', '{broken', '{broken'],
		['SByte', 1, 1],
		['SByte', 0, 0],
		['String', '42', '42'],
		['String', '{"a":1}', '{"a":1}'],
		['DateTime', '2026-01-05T08:47:17.7211305Z', '2026-01-05T08:47:17.7211305Z'],
		['Guid', '1', '1'],
	])('makes of %s %j: %j', (type, value, expected) => {
		expect(valueOf(type, value)).toEqual(expected);
	});

	it('leaves out what OData says beside the values, and nothing else', () => {
		const results = [
			{
				'@odata.type': '#microsoft.graph.security.huntingRowResult',
				'A@odata.type': '#Int64',
				A: '1',
				B: 'x',
			},
		];
		expect(readHuntingResults({ schema: [{ name: 'A', type: 'Int64' }], results })?.rows).toEqual([
			{ A: 1, B: 'x' },
		]);
	});

	it('keeps a column with a name that objects have of their own', () => {
		const row = JSON.parse('{"__proto__":"x","constructor":"y"}') as object;
		const rows = readHuntingResults({ schema: [], results: [row] })?.rows;
		expect(JSON.stringify(rows)).toBe('[{"__proto__":"x","constructor":"y"}]');
	});

	it('tells when there are as many rows as the service gives at most', () => {
		const rowsOf = (count: number) => ({ schema: [], results: Array.from({ length: count }, () => ({})) });
		expect(readHuntingResults(rowsOf(MOST_ROWS - 1))?.truncated).toBe(false);
		expect(readHuntingResults(rowsOf(MOST_ROWS))?.truncated).toBe(true);
	});

	it.each([{}, { results: null }, { results: 'x' }, { schema: [] }])(
		'does not take %j for an answer',
		(body) => {
			expect(readHuntingResults(body)).toBeUndefined();
		},
	);
});
