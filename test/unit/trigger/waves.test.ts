import type { Standing } from '../../../nodes/MicrosoftDefenderMssp/trigger/waves';
import { isWaveDue } from '../../../nodes/MicrosoftDefenderMssp/trigger/waves';
import { NOW } from '../core/builders';

/** Milliseconds before now. */
const ago = (ms: number): number => NOW - ms;

/** Rows have waited for two seconds, and it goes on for long. */
const STANDING: Standing = {
	now: NOW,
	rowsSince: ago(2_000),
	isSlow: false,
	isQuiet: false,
	restMs: 3_000,
};

describe('a wave', () => {
	it.each<[string, Partial<Standing>, boolean]>([
		['two seconds after the first rows, where the poll goes on for three more', {}, true],
		['before that', { rowsSince: ago(1_999) }, false],
		['without rows', { rowsSince: undefined }, false],
		['near the end of the poll', { restMs: 2_999 }, false],
		['near the end, while somebody is slow', { restMs: 0, isSlow: true }, true],
		['near the end, when rows have waited for five seconds', { restMs: 0, rowsSince: ago(5_000) }, true],
		['near the end, when they have waited for less', { restMs: 0, rowsSince: ago(4_999) }, false],
		['five seconds after the one before', { lastWaveAt: ago(5_000) }, true],
		['less after it, while turns come and go', { lastWaveAt: ago(4_999), isSlow: true }, false],
		[
			'two seconds after it, when only slow ones are left',
			{ lastWaveAt: ago(2_000), isSlow: true, isQuiet: true },
			true,
		],
		[
			'less after it, when only slow ones are left',
			{ lastWaveAt: ago(1_999), isSlow: true, isQuiet: true },
			false,
		],
	])('is due %s: %s', (_when, part, isDue) => {
		expect(isWaveDue({ ...STANDING, ...part })).toBe(isDue);
	});
});
