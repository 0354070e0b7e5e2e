import fc from 'fast-check';

import type { SeenAlert, SeenAlerts } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { endOfMs, seenKey, seenValue } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { decodeSeen, encodeSeen } from '../../../nodes/MicrosoftDefenderMssp/core/seenLines';
import type { Snapshot } from '../../../nodes/MicrosoftDefenderMssp/core/snapshot';
import { TRACKED } from '../../../nodes/MicrosoftDefenderMssp/core/snapshot';
import { shiftTimestamp } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { atMinute, MINUTE_MS } from './builders';

const hostileText = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.constantFrom('A', 'Z', '%', '%A', ',', '%.', '%%', 'new', 'resolved'),
	fc
		.array(fc.constantFrom('\t', '\n', '\r', '\0', '\u0085', '"', '\\', 'a', '~', ',', '%', '.', 'A', '@'), {
			maxLength: 200,
		})
		.map((all) => all.join('')),
);

const snapshot: fc.Arbitrary<Snapshot> = fc.record(
	Object.fromEntries(TRACKED.map((name) => [name, hostileText.map(seenValue)])),
	{ requiredKeys: [] },
);

const digits = (most: number, length: number) =>
	fc.nat({ max: most }).map((value) => String(value).padStart(length, '0'));

/** Any normalized timestamp, most of them of our time. */
const time = fc
	.tuple(
		fc.oneof({ weight: 5, arbitrary: fc.constant('2026') }, digits(9999, 4)),
		fc.integer({ min: 1, max: 12 }),
		fc.integer({ min: 1, max: 28 }),
		digits(23, 2),
		digits(59, 2),
		digits(59, 2),
		digits(9_999_999, 7),
	)
	.map(([year, month, day, hour, minute, second, ticks]) => {
		const date = [year, ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
		return `${date}T${hour}:${minute}:${second}.${ticks}Z`;
	});

const flag = fc.constantFrom(true as const, undefined);

const alert: fc.Arbitrary<SeenAlert> = fc
	.record({ updatedAt: time, snapshot, brief: flag, passed: flag, untold: flag, due: flag })
	.map(({ updatedAt, snapshot: values, ...flags }) => ({ updatedAt, snapshot: values, ...set(flags) }));

const set = (flags: Record<string, true | undefined>): Partial<SeenAlert> =>
	Object.fromEntries(Object.entries(flags).filter(([, value]) => value));

const alerts = fc
	.uniqueArray(fc.tuple(hostileText.map(seenKey), alert), { selector: ([key]) => key, maxLength: 20 })
	.map((entries): SeenAlerts => new Map(entries));

const told = (values: Snapshot): Snapshot =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

const seenOf = (...entries: Array<[id: string, values: Snapshot]>): SeenAlerts =>
	new Map(
		entries.map(([id, values], minute) => [seenKey(id), { updatedAt: atMinute(minute), snapshot: values }]),
	);

const throughJson = (lines: string[]) => decodeSeen(JSON.parse(JSON.stringify(lines)) as string[]);

const byKey = (seen: SeenAlerts | undefined) => Object.fromEntries(seen ?? []);

describe('remembered alerts', () => {
	it('come back as they were, whatever is in their values and times', () => {
		fc.assert(
			fc.property(alerts, (seen) => {
				const expected = [...seen].map(([key, entry]) => [key, { ...entry, snapshot: told(entry.snapshot) }]);
				expect(byKey(throughJson(encodeSeen(seen)))).toEqual(Object.fromEntries(expected));
			}),
			{ numRuns: 500 },
		);
	});

	it('that are remembered briefly come back with their millisecond, their flags and whether they were resolved', () => {
		fc.assert(
			fc.property(alerts, (seen) => {
				const expected = [...seen].map(([key, entry]) => {
					const { updatedAt, passed, untold, due, snapshot: values } = entry;
					if (due) return [key, { ...entry, snapshot: told(values) }];
					const status = values.status === 'resolved' ? { status: 'resolved' } : {};
					const flags = set({ passed, untold, brief: true, coarse: true });
					return [key, { updatedAt: endOfMs(updatedAt), snapshot: status, ...flags }];
				});
				const back = throughJson(encodeSeen(seen, () => true));
				expect(byKey(back)).toEqual(Object.fromEntries(expected));
				expect(byKey(throughJson(encodeSeen(back ?? new Map<string, never>())))).toEqual(byKey(back));
			}),
			{ numRuns: 500 },
		);
	});

	it('that are remembered as resolved alone come back so, but for those whose version is remembered', () => {
		const old: SeenAlert = {
			updatedAt: atMinute(1),
			snapshot: { status: 'resolved' },
			brief: true,
			old: true,
		};
		const back = throughJson(encodeSeen(new Map([...seenOf(['a', { status: 'new' }]), [seenKey('b'), old]])));
		expect(back?.get(seenKey('a'))).toEqual({ updatedAt: atMinute(0), snapshot: { status: 'new' } });
		expect(back?.get(seenKey('b'))).toMatchObject({
			snapshot: { status: 'resolved' },
			brief: true,
			old: true,
		});
		expect(back?.get(seenKey('b'))?.updatedAt.startsWith('0000')).toBe(true);
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
		['swap two characters', `${'x'.repeat(200)}12`, `${'x'.repeat(200)}21`],
	])('keep ids apart that %s', (_what, a, b) => {
		expect(seenKey(a)).not.toBe(seenKey(b));
	});

	it('keep 300,000 ids apart that differ in a number, as those of the services do', () => {
		const ids = Array.from({ length: 300_000 }, (_, index) => `da63755122767756${index}_-961444813`);
		expect(new Set(ids.map(seenKey)).size).toBe(ids.length);
	});

	it('have short keys and values without control characters, whatever comes', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 2000, size: 'max' }), (text) => {
				expect(seenKey(text)).toMatch(/^[\w-]{7}$/);
				expect(seenValue(text).length).toBeLessThanOrEqual(60);
				expect(seenValue(text)).not.toMatch(/\p{Cc}/u);
				expect(seenValue(text).isWellFormed()).toBe(true);
			}),
		);
	});

	it('do not take an empty value for one that is there', () => {
		const seen = decodeSeen(encodeSeen(seenOf(['a', { status: '', evidence: '0' }])));
		expect(seen?.get(seenKey('a'))?.snapshot).toEqual({ evidence: '0' });
	});

	it('take so little room: 36 bytes with their values, 12 without, 8 for one that was resolved long ago', () => {
		const values = { status: 'new', severity: 'high', incidentId: '924565', evidence: '3' };
		const many: SeenAlerts = new Map(
			Array.from({ length: 1000 }, (_, index) => [
				seenKey(`alert-${index}`),
				{ updatedAt: shiftTimestamp(atMinute(0), 1.5 * index * MINUTE_MS), snapshot: values },
			]),
		);
		const old: SeenAlerts = new Map([...many].map(([key, entry]) => [key, { ...entry, old: true }]));
		const sizeOf = (lines: string[]) => JSON.stringify(lines).length / many.size;
		expect(sizeOf(encodeSeen(many))).toBeLessThanOrEqual(36);
		expect(sizeOf(encodeSeen(many, () => true))).toBeLessThanOrEqual(12);
		expect(sizeOf(encodeSeen(old))).toBeLessThanOrEqual(8);
	});
});

describe('decodeSeen', () => {
	const [line = ''] = encodeSeen(seenOf(['a', { status: 'new' }]));
	const [block = ''] = encodeSeen(seenOf(['a', { status: 'new' }]), () => true);

	it.each<[string, string]>([
		['an empty line', ''],
		['a word', 'garbage'],
		['no values', line.slice(0, 17)],
		['too many values', `${line},b,c,d,e,f,g,h,i`],
		['no time', line.slice(10)],
		['a time that is none', `${line.slice(0, 7)}2026-13-05T12:00:00.0000000Z,,A`],
		['a time in another form', `${line.slice(0, 7)}2026-01-05T12:00:00.000Z,,A`],
		['more ticks than a millisecond has', `${line.slice(0, 14)}___,,A`],
		['flags in another order', line.replace(',,', ',ub,')],
		['flags that are none', line.replace(',,', ',x,')],
		['a key alone', 'AbCdEfG'],
		['commas alone', ','.repeat(8)],
		['a block of no time', block.replace(/\d{4}-/, '20x6-')],
		['a block that begins in between', block.replace(/T\d\d/, 'T13')],
		['half an entry in a block', block.slice(0, -1)],
		['a block without entries', block.slice(0, block.indexOf(' ') + 1)],
		['a block with flags that are none', block.replace(' ', 'x ')],
		['half a key among the old ones', '@old AbCdEfGAbC'],
	])(
		'refuses everything for a line with %s, rather than forget an alert without a word',
		(_what, garbage) => {
			expect(decodeSeen([line, garbage])).toBeUndefined();
		},
	);

	it('refuses no line that was written, and no empty list', () => {
		expect(decodeSeen([line])?.size).toBe(1);
		expect(decodeSeen([block])?.size).toBe(1);
		expect(decodeSeen([])?.size).toBe(0);
	});

	it('takes the last of two lines of one alert, because it was added later', () => {
		const later = encodeSeen(new Map([[seenKey('a'), { updatedAt: atMinute(9), snapshot: {} }]]));
		expect(decodeSeen([line, ...later])?.get(seenKey('a'))?.updatedAt).toBe(atMinute(9));
	});
});
