import fc from 'fast-check';

import { retryAfterMs } from '../../../nodes/MicrosoftDefenderMssp/core/retryAfter';
import { NOW } from '../core/builders';

const read = (value: string) => retryAfterMs({ 'retry-after': value }, NOW);
const httpDate = (ms: number) => new Date(ms).toUTCString();

describe('retryAfterMs', () => {
	it.each([
		['seconds', '30', 30_000],
		['seconds with blanks', ' 30 ', 30_000],
		['a fraction of a second, rounded up', '0.0004', 1],
		['zero', '0', 0],
		['a date in the future', httpDate(NOW + 90_000), 90_000],
		['a date that has passed', httpDate(NOW - 90_000), 0],
		['just less than a day', '86399', 86_399_000],
		['more than a day as a day', '86401', 86_400_000],
		['more seconds than there are numbers for as a day', '9'.repeat(400), 86_400_000],
		['a date in a year as a day', httpDate(NOW + 365 * 86_400_000), 86_400_000],
		['the older RFC 850 form', 'Monday, 05-Jan-26 12:00:10 GMT', 10_000],
		['the asctime form', 'Mon Jan  5 12:00:10 2026', 10_000],
	])('reads %s', (_what, value, expected) => {
		expect(read(value)).toBe(expected);
	});

	it.each(['', ' ', '-1', 'soon', '1e9', '0x10', '30s', 'NaN', '2026-01-05T12:00:00Z', '٣٠'])(
		'takes %j as no answer rather than as a time',
		(value) => {
			expect(read(value)).toBeUndefined();
		},
	);

	it('is undefined when the service names no time', () => {
		expect(retryAfterMs({}, NOW)).toBeUndefined();
	});

	it('never gives a negative time or no number, whatever the header says', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.-]+$/)), (value) => {
				const ms = read(value);
				if (ms !== undefined) expect(ms).toBeGreaterThanOrEqual(0);
			}),
		);
	});
});
