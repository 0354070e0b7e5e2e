import fc from 'fast-check';

import {
	earlier,
	later,
	midpoint,
	nextTick,
	normalizeTimestamp,
	previousTick,
	shiftTimestamp,
	timestampFromMs,
	timestampToMs,
} from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';

const TICKS_PER_MS = 10_000n;
const TICKS_PER_SECOND = 10_000_000;
const NORMALIZED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z$/;

const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');

/** A moment in 100 ns, and one of the many ways to write it. */
const written = fc
	.record({
		seconds: fc.integer({ min: Date.UTC(1, 0, 2) / 1000, max: Date.UTC(9999, 11, 30) / 1000 }),
		ticks: fc.integer({ min: 0, max: TICKS_PER_SECOND - 1 }),
		digits: fc.integer({ min: 0, max: 7 }),
		zoneMinutes: fc.integer({ min: -14 * 60, max: 14 * 60 }),
		style: fc.constantFrom('Z', 'offset', 'none'),
	})
	.map(({ seconds, ticks, digits, zoneMinutes, style }) => {
		const kept = digits === 0 ? 0 : Number(pad(ticks, 7).slice(0, digits).padEnd(7, '0'));
		const shift = style === 'offset' ? zoneMinutes : 0;
		const local = new Date((seconds + shift * 60) * 1000).toISOString().slice(0, 19);
		const fraction = digits === 0 ? '' : `.${pad(ticks, 7).slice(0, digits)}`;
		return {
			text: `${local}${fraction}${zone(style, shift)}`,
			moment: BigInt(seconds) * 1000n * TICKS_PER_MS + BigInt(kept),
		};
	});

function zone(style: string, minutes: number): string {
	if (style === 'Z') return 'Z';
	if (style === 'none') return '';
	const size = Math.abs(minutes);
	return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

describe('normalizeTimestamp', () => {
	it.each([
		['no fraction', '2026-01-05T08:47:17Z', '2026-01-05T08:47:17.0000000Z'],
		['a trimmed fraction', '2026-01-05T08:47:17.2Z', '2026-01-05T08:47:17.2000000Z'],
		['all seven digits', '2026-01-05T08:47:17.7211305Z', '2026-01-05T08:47:17.7211305Z'],
		['more digits than there are ticks', '2026-01-05T08:47:17.123456789Z', '2026-01-05T08:47:17.1234567Z'],
		['an eastern zone', '2026-01-05T01:00:00.5+02:00', '2026-01-04T23:00:00.5000000Z'],
		['a western zone', '2026-01-04T20:00:00-05:30', '2026-01-05T01:30:00.0000000Z'],
		['no zone, which means UTC', '2026-01-05T08:47:17', '2026-01-05T08:47:17.0000000Z'],
		['.NET DateTime.MinValue', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.0000000Z'],
		['.NET DateTime.MaxValue', '9999-12-31T23:59:59.9999999Z', '9999-12-31T23:59:59.9999999Z'],
		['midnight at the end of a day', '2026-01-05T24:00:00.0000000Z', '2026-01-06T00:00:00.0000000Z'],
		['a leap day', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00.0000000Z'],
	])('reads %s', (_what, value, expected) => {
		expect(normalizeTimestamp(value)).toBe(expected);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['a number', 1_767_600_000_000],
		['a date object', new Date(0)],
		['an empty text', ''],
		['a word', 'yesterday'],
		['a date alone', '2026-01-05'],
		['a month that does not exist', '2026-13-05T00:00:00Z'],
		['a day that does not exist', '2026-02-30T00:00:00Z'],
		['a leap day in a common year', '2026-02-29T00:00:00.0000000Z'],
		['an hour that does not exist, in seven digits', '2026-01-05T25:00:00.0000000Z'],
		['a month that does not exist, in seven digits', '2026-13-05T00:00:00.0000000Z'],
		['a leap second in seven digits', '2026-06-30T23:59:60.0000000Z'],
		['a leap second', '2026-06-30T23:59:60Z'],
		['a zone without a colon', '2026-01-05T00:00:00+0200'],
		['text around it', ' 2026-01-05T00:00:00Z '],
		['a second line', '2026-01-05T00:00:00Z\n'],
		['a moment that UTC puts into the year 10000', '9999-12-31T23:59:59-01:00'],
		['a moment that UTC puts before the year 0', '0000-01-01T00:00:00+01:00'],
	])('refuses %s', (_what, value) => {
		expect(normalizeTimestamp(value)).toBeUndefined();
	});

	it('orders texts exactly as the moments they stand for, to 100 ns and across zones', () => {
		fc.assert(
			fc.property(written, written, (a, b) => {
				const [first = '', second = ''] = [normalizeTimestamp(a.text), normalizeTimestamp(b.text)];
				expect(first < second).toBe(a.moment < b.moment);
				expect(first === second).toBe(a.moment === b.moment);
			}),
			{ numRuns: 500 },
		);
	});

	it('always gives the one fixed form or nothing, and does not change what it gave', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					written.map(({ text }) => text),
					fc.string(),
				),
				(text) => {
					const normalized = normalizeTimestamp(text);
					if (normalized === undefined) return;
					expect(normalized).toMatch(NORMALIZED);
					expect(normalizeTimestamp(normalized)).toBe(normalized);
				},
			),
		);
	});
});

describe('timestamp arithmetic', () => {
	const anyMs = fc.integer({ min: 0, max: Date.UTC(9000, 0) });

	it('keeps milliseconds through a round trip', () => {
		fc.assert(
			fc.property(anyMs, (ms) => {
				expect(timestampFromMs(ms)).toMatch(NORMALIZED);
				expect(timestampToMs(timestampFromMs(ms))).toBe(ms);
			}),
		);
	});

	it('keeps the 100 ns digits when a timestamp is moved, so that equal times stay equal', () => {
		expect(shiftTimestamp('2026-01-05T00:00:00.1234567Z', -3_600_000)).toBe('2026-01-04T23:00:00.1234567Z');
		expect(shiftTimestamp('2026-01-05T00:00:00.9999999Z', 1)).toBe('2026-01-05T00:00:01.0009999Z');
	});

	it('moves there and back to the same text', () => {
		const offsets = fc.integer({ min: -1e9, max: 1e9 });
		const ticks = fc.integer({ min: 0, max: 9999 });
		fc.assert(
			fc.property(fc.integer({ min: 1e10, max: 4e12 }), ticks, offsets, (ms, fine, offset) => {
				const start = `${timestampFromMs(ms).slice(0, 23)}${pad(fine, 4)}Z`;
				expect(shiftTimestamp(shiftTimestamp(start, offset), -offset)).toBe(start);
			}),
		);
	});

	it('picks the later of two that differ by 100 ns', () => {
		const [a, b] = ['2026-01-05T00:00:00.0000001Z', '2026-01-05T00:00:00.0000002Z'];
		expect([later(a, b), later(b, a)]).toEqual([b, b]);
		expect([earlier(a, b), earlier(b, a)]).toEqual([a, a]);
	});
});

describe('ticks of 100 ns', () => {
	it.each([
		['within a millisecond', '2026-01-05T00:00:00.0000001Z', '2026-01-05T00:00:00.0000002Z'],
		['into the next millisecond', '2026-01-05T00:00:00.0009999Z', '2026-01-05T00:00:00.0010000Z'],
		['into the next second', '2026-01-05T00:00:00.9999999Z', '2026-01-05T00:00:01.0000000Z'],
		['into the next year', '2025-12-31T23:59:59.9999999Z', '2026-01-01T00:00:00.0000000Z'],
		['past 1970', '1969-12-31T23:59:59.9999999Z', '1970-01-01T00:00:00.0000000Z'],
		['before 1970', '1960-02-28T23:59:59.0000009Z', '1960-02-28T23:59:59.0000010Z'],
	])('lead %s, there and back', (_what, before, after) => {
		expect(nextTick(before)).toBe(after);
		expect(previousTick(after)).toBe(before);
	});

	const moment = fc
		.tuple(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) }), fc.integer({ min: 0, max: 9999 }))
		.map(([ms, fine]) => `${timestampFromMs(ms).slice(0, 23)}${pad(fine, 4)}Z`);

	it('have nothing between them and keep the fixed form', () => {
		fc.assert(
			fc.property(moment, (time) => {
				const next = nextTick(time);
				expect(next).toMatch(NORMALIZED);
				expect(next > time).toBe(true);
				expect(previousTick(next)).toBe(time);
				expect(midpoint(time, next)).toBe(time);
			}),
		);
	});

	it.each([
		[
			'in whole milliseconds',
			'2026-01-05T00:00:00.0000000Z',
			'2026-01-05T00:00:00.0020000Z',
			'2026-01-05T00:00:00.0010000Z',
		],
		[
			'in ticks',
			'2026-01-05T00:00:00.0000001Z',
			'2026-01-05T00:00:00.0000004Z',
			'2026-01-05T00:00:00.0000002Z',
		],
		[
			'across a day',
			'2026-01-05T12:00:00.0000000Z',
			'2026-01-06T12:00:00.0000000Z',
			'2026-01-06T00:00:00.0000000Z',
		],
		[
			'of a moment and itself',
			'2026-01-05T00:00:00.0000003Z',
			'2026-01-05T00:00:00.0000003Z',
			'2026-01-05T00:00:00.0000003Z',
		],
	])('have a middle %s', (_what, a, b, middle) => {
		expect(midpoint(a, b)).toBe(middle);
	});

	it('have a middle that is never outside, and nearer than either until they are neighbours', () => {
		fc.assert(
			fc.property(moment, moment, (a, b) => {
				const [from, to] = [earlier(a, b), later(a, b)];
				const middle = midpoint(from, to);
				expect(middle).toMatch(NORMALIZED);
				expect(middle >= from && (middle < to || from === to)).toBe(true);
				expect(middle === from).toBe(from === to || nextTick(from) === to);
			}),
		);
	});
});
