import fc from 'fast-check';
import { DateTime } from 'luxon';

import { collection, readDate, readWholeNumber } from '../../../nodes/MicrosoftDefenderMssp/core/parameters';

describe('readDate', () => {
	const read = (value: unknown, timezone = 'UTC') => readDate(value, 'Created After', timezone);

	it.each([undefined, null, ''])('takes %p as no date', (value) => {
		expect(read(value)).toEqual({ ok: true, value: undefined });
	});

	it.each([
		['a text in UTC', '2026-01-31T08:00:00Z', 'Asia/Tokyo', '2026-01-31T08:00:00.0000000Z'],
		['a text with its own zone', '2026-01-31T08:00:00+02:00', 'UTC', '2026-01-31T06:00:00.0000000Z'],
		[
			"a text without a zone, in the workflow's",
			'2026-01-31T08:00:00',
			'Asia/Tokyo',
			'2026-01-30T23:00:00.0000000Z',
		],
		['a day alone', '2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.0000000Z'],
		['blanks around it', ' 2026-01-31T08:00:00Z ', 'UTC', '2026-01-31T08:00:00.0000000Z'],
		['a date object', new Date('2026-01-31T08:00:00.5Z'), 'UTC', '2026-01-31T08:00:00.5000000Z'],
		["n8n's own date", DateTime.fromISO('2026-01-31T08:00:00Z'), 'UTC', '2026-01-31T08:00:00.0000000Z'],
	])('reads %s', (_what, value, timezone, expected) => {
		expect(read(value, timezone)).toEqual({ ok: true, value: expected });
	});

	it.each([
		['a word', 'yesterday'],
		['an impossible day', '2026-02-31'],
		['a number', 20260131],
		['a date object that is none', new Date(NaN)],
		['an invalid n8n date', DateTime.fromISO('nonsense')],
		['an object', {}],
	])('names the parameter when it gets %s', (_what, value) => {
		const date = read(value);
		expect(date).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
		expect(date.ok ? '' : date.failure.cause).toContain("'Created After'");
	});
});

describe('readWholeNumber', () => {
	const read = (value: unknown) => readWholeNumber(value, 'Limit', [1, 50]);

	it.each([
		['the least', 1, 1],
		['the most', 50, 50],
		['a number as text', '7', 7],
		['a text with blanks', ' 7 ', 7],
	])('reads %s', (_what, value, expected) => {
		expect(read(value)).toEqual({ ok: true, value: expected });
	});

	it.each([0, 51, -1, NaN, Infinity, '', ' ', '7 days', null, undefined, [7], true, {}])(
		'names the parameter and its bounds when it gets %p',
		(value) => {
			const number = read(value);
			expect(number).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
			expect(number.ok ? '' : number.failure.cause).toBe("'Limit' is not a whole number from 1 to 50.");
		},
	);

	it('lets the whole numbers within the bounds through and no others', () => {
		const numbers = fc.oneof(fc.integer({ min: -60, max: 60 }), fc.double({ min: -60, max: 60 }));
		fc.assert(
			fc.property(numbers, fc.boolean(), (typed, asText) => {
				const isWithin = Number.isInteger(typed) && typed >= 1 && typed <= 50;
				expect(read(asText ? String(typed) : typed).ok).toBe(isWithin);
			}),
		);
	});

	it('gives a whole number within the bounds or none, whatever it gets', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const number = read(value);
				const given = number.ok ? number.value : 1;
				expect([Number.isInteger(given), given >= 1, given <= 50]).toEqual([true, true, true]);
			}),
		);
	});
});

describe('collection', () => {
	it.each([undefined, null, '', 'text', 3, []])('takes %p as a collection that was never opened', (value) => {
		expect(collection({ get: () => value, timezone: 'UTC' }, 'options')).toEqual({});
	});
});
