import fc from 'fast-check';

import type { SeenAlerts } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { decodeSeen, encodeSeen, seenKey, seenValue } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import type { Snapshot } from '../../../nodes/MicrosoftDefenderMssp/core/snapshot';
import { TRACKED } from '../../../nodes/MicrosoftDefenderMssp/core/snapshot';
import { atMinute } from './builders';

const hostileText = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc
		.array(fc.constantFrom('\t', '\n', '\r', '\0', '\u0085', '"', '\\', 'a', '~'), { maxLength: 200 })
		.map((all) => all.join('')),
);

const snapshot: fc.Arbitrary<Snapshot> = fc.record(
	Object.fromEntries(TRACKED.map((name) => [name, hostileText.map(seenValue)])),
	{ requiredKeys: [] },
);

const told = (values: Snapshot): Snapshot =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

const seenOf = (...entries: Array<[id: string, values: Snapshot]>): SeenAlerts =>
	new Map(
		entries.map(([id, values], minute) => [seenKey(id), { updatedAt: atMinute(minute), snapshot: values }]),
	);

describe('remembered alerts', () => {
	it('come back as they were, whatever is in ids and values', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.tuple(hostileText, snapshot), { selector: ([id]) => id }), (entries) => {
				const seen = seenOf(...entries);
				const stored: unknown = JSON.parse(JSON.stringify(encodeSeen(seen)));
				const back = decodeSeen(stored as string[]);
				const expected = [...seen].map(([key, entry]) => [key, { ...entry, snapshot: told(entry.snapshot) }]);
				expect([...(back ?? [])]).toEqual(expected);
			}),
			{ numRuns: 500 },
		);
	});

	it('keep hostile ids apart and find each again', () => {
		fc.assert(
			fc.property(fc.uniqueArray(hostileText, { maxLength: 50 }), (ids) => {
				expect(seenOf(...ids.map((id): [string, Snapshot] => [id, {}])).size).toBe(ids.length);
				expect(ids.map(seenKey)).toEqual(ids.map(seenKey));
			}),
		);
	});

	it.each<[string, string, string]>([
		['are very long and begin alike', `${'x'.repeat(5000)}1`, `${'x'.repeat(5000)}2`],
		['are very long and end alike', `1${'x'.repeat(5000)}`, `2${'x'.repeat(5000)}`],
		['differ in their length only', 'x'.repeat(5000), 'x'.repeat(5001)],
		['differ in a control character only', 'a\tb', 'a\nb'],
		['differ in a tab that is a blank in the other', 'a\tb', 'a b'],
		['swap two characters behind the bound', `${'x'.repeat(200)}12`, `${'x'.repeat(200)}21`],
	])('keep ids apart that %s', (_what, a, b) => {
		expect(seenKey(a)).not.toBe(seenKey(b));
	});

	it("keep the services' own ids as they are", () => {
		const id = 'da637551227677560813_-961444813';
		expect(seenKey(id)).toBe(id);
		expect(seenKey('x'.repeat(120))).toBe('x'.repeat(120));
	});

	it('have short keys and values without control characters, whatever comes', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 2000, size: 'max' }), (text) => {
				expect(seenKey(text).length).toBeLessThan(160);
				expect(seenValue(text).length).toBeLessThanOrEqual(60);
				expect(seenKey(text) + seenValue(text)).not.toMatch(/\p{Cc}/u);
			}),
		);
	});

	it('do not take an empty value for one that is there', () => {
		const seen = decodeSeen(encodeSeen(seenOf(['a', { status: '', evidence: '0' }])));
		expect(seen?.get('a')?.snapshot).toEqual({ evidence: '0' });
	});
});

describe('decodeSeen', () => {
	const [line = ''] = encodeSeen(seenOf(['a', { status: 'new' }]));

	it.each<[string, string]>([
		['an empty line', ''],
		['a word', 'garbage'],
		['too few values', line.replace('\t', '')],
		['too many values', `${line}\tmore`],
		['no time', line.replace(/^[^\t]*/, '')],
		['a time that is none', line.replace('2026', '20x6')],
		['a time in another form', line.replace('.0000000Z', 'Z')],
		['an id alone', 'a'],
		['tabs alone', '\t'.repeat(8)],
	])(
		'refuses everything for a line with %s, rather than forget an alert without a word',
		(_what, garbage) => {
			expect(decodeSeen([line, garbage])).toBeUndefined();
		},
	);

	it('refuses no line that was written, and no empty list', () => {
		expect(decodeSeen([line])?.size).toBe(1);
		expect(decodeSeen([])?.size).toBe(0);
	});

	it('takes the last of two lines of one alert, because it was added later', () => {
		const later = encodeSeen(new Map([['a', { updatedAt: atMinute(9), snapshot: {} }]]));
		expect(decodeSeen([line, ...later])?.get('a')?.updatedAt).toBe(atMinute(9));
	});

	it('is not misled by ids that are names of objects', () => {
		const ids = ['__proto__', 'constructor', 'toString', ''];
		const seen = decodeSeen(encodeSeen(seenOf(...ids.map((id): [string, Snapshot] => [id, {}]))));
		expect([...(seen?.keys() ?? [])]).toEqual(ids);
	});
});
