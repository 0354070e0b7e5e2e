import type { Pace, Places } from '../../../nodes/MicrosoftDefenderMssp/trigger/pace';
import { createPace } from '../../../nodes/MicrosoftDefenderMssp/trigger/pace';

const TEN_TO_FIFTY: Places = { from: 10, to: 50 };
const WANTED_MS = 10_000;

/** A pace after turns of these milliseconds; those with trouble are marked. */
function paceAfter(turns: Array<number | { trouble: number }>, places = TEN_TO_FIFTY): Pace {
	const pace = createPace(places, WANTED_MS);
	for (const turn of turns) {
		if (typeof turn === 'number') pace.note(turn, false);
		else pace.note(turn.trouble, true);
	}
	return pace;
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('the pace of a poll', () => {
	it.each<[string, number[], number, number]>([
		['begins with the fewest', [], 1_000, 10],
		['stays there as long as that is enough', [100], 1_000, 10],
		['takes as many places as are enough for all who wait', [300], 1_000, 30],
		['goes by the mean of the turns', [100, 500], 1_000, 30],
		['rounds up', [301], 1_000, 31],
		['never takes more than the most', [300], 9_999, 50],
	])('%s', (_what, turns, waiting, places) => {
		expect(paceAfter(turns).places(waiting)).toBe(places);
	});

	it('takes no fewer towards the end', () => {
		const pace = paceAfter([300]);
		expect([pace.places(1_000), pace.places(1), pace.places(0)]).toEqual([30, 30, 30]);
	});

	it('keeps to a number that is set', () => {
		expect(paceAfter([9_000], { from: 7, to: 7 }).places(9_999)).toBe(7);
	});

	it('halves the places at each trouble, down to the fewest, and gives back one at each turn without', () => {
		const pace = paceAfter([1_000]);
		const seen = [pace.places(1_000)];
		for (const isTrouble of [true, true, true, false, false]) {
			pace.note(1_000, isTrouble);
			seen.push(pace.places(1_000));
		}
		expect(seen).toEqual([50, 25, 12, 10, 11, 12]);
	});

	it('gives back no more than was taken', () => {
		expect(paceAfter([...times(200, 1_000), { trouble: 1_000 }]).places(9_999)).toBeLessThanOrEqual(50);
		expect(paceAfter(times(200, 1_000)).places(9_999)).toBe(50);
	});

	it.each<[string, number[], number, number]>([
		['nothing is known', [], 100, 0],
		['ten at a time', [200, 400], 100, 3_000],
	])('tells how long so many turns take where %s', (_what, turns, count, ms) => {
		expect(paceAfter(turns).timeFor(count)).toBe(ms);
	});

	it('tells how long turns take with the places that are taken now', () => {
		const pace = paceAfter([300]);
		pace.places(1_000);
		expect(pace.timeFor(300)).toBe(3_000);
	});
});
