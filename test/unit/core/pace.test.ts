import type { Pace } from '../../../nodes/MicrosoftDefenderMssp/core/pace';
import { paceAt } from '../../../nodes/MicrosoftDefenderMssp/core/pace';
import { MINUTE_MS, NOW } from './builders';

const HOUR = 60;

/** Whether the pace breaks off at the polls of these minutes. */
function broken(minutes: number[]): boolean[] {
	let pace: Pace = {};
	return minutes.map((minute) => {
		const step = paceAt(pace, NOW + minute * MINUTE_MS);
		({ pace } = step);
		return step.isBroken;
	});
}

describe('paceAt', () => {
	it('breaks off at the first poll of a process', () => {
		expect(broken([0, 1, 2])).toEqual([true, false, false]);
	});

	it.each([1, 5, 30, 6 * HOUR])(
		'goes on at polls every %d minutes, also when one of them is left out',
		(every) => {
			const [, , ...rest] = broken([0, 1, 2, 4, 5, 6].map((n) => n * every));
			expect(rest).toEqual([false, false, false, false]);
		},
	);

	it.each([1, 5, 30])('breaks off when polls every %d minutes stop for hours', (every) => {
		expect(broken([0, every, 2 * every, 2 * every + 3 * HOUR]).at(-1)).toBe(true);
	});

	it('breaks off when the clock is set back by hours', () => {
		expect(broken([0, 1, 2, -3 * HOUR]).at(-1)).toBe(true);
	});
});
