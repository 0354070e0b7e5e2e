import { beginAgainAt, replayedFrom, startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import type { Checkpoint } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { atMinute, rowAt } from './builders';
import { after, rememberedIn } from './checkpointSteps';

const at = (part: Partial<Checkpoint> = {}): Checkpoint => ({ ...startAt(atMinute(50)), ...part });

describe('a replay', () => {
	it.each<[string, number, Partial<Checkpoint>, Partial<Checkpoint>]>([
		['goes back to its begin', 20, {}, { from: atMinute(20), floor: atMinute(20), horizon: atMinute(20) }],
		['leads nobody forward', 80, {}, { from: atMinute(50), floor: atMinute(50), horizon: atMinute(50) }],
		['goes back from where the last read ended', 20, { resume: atMinute(60) }, { resume: atMinute(20) }],
		['passes over nothing that is unread before it', 70, { resume: atMinute(60) }, { resume: atMinute(60) }],
		[
			'keeps the spans that are unread',
			70,
			{ backlog: [{ from: atMinute(1), to: atMinute(2) }] },
			{ backlog: [{ from: atMinute(1), to: atMinute(2) }] },
		],
	])('%s', (_what, minute, before, expected) => {
		expect(replayedFrom(at(before), atMinute(minute))).toMatchObject(expected);
	});

	it('reads on nowhere else where the last read got to the end', () => {
		expect(replayedFrom(at(), atMinute(20))).not.toHaveProperty('resume');
	});

	it('forgets what was updated since its begin, and nothing older', () => {
		const before = after(rowAt('older', 10), rowAt('at it', 20), rowAt('younger', 30));
		expect(rememberedIn(replayedFrom(before, atMinute(20)), ['older', 'at it', 'younger'])).toEqual([
			'older',
		]);
	});
});

describe('a tenant that is back after a long time', () => {
	it('begins at the time given, and remembers what came', () => {
		const before = { ...after(rowAt('a', 10)), resume: atMinute(15) };
		const again = beginAgainAt(before, atMinute(90));
		expect([again.from, again.resume, rememberedIn(again, ['a'])]).toEqual([atMinute(90), undefined, ['a']]);
	});

	it('is not set back', () => {
		const before = at();
		expect(beginAgainAt(before, atMinute(20))).toBe(before);
	});
});
