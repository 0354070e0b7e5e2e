import type { Progress } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { replayedFrom, startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import { windowsToRead } from '../../../nodes/MicrosoftDefenderMssp/core/windowsToRead';
import { MOST_SEEN } from '../../../nodes/MicrosoftDefenderMssp/core/forget';
import type { Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { seenKey, seenValue } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { encodeSeen } from '../../../nodes/MicrosoftDefenderMssp/core/seenLines';
import { nextTick } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { atMinute, MINUTE_MS, pageOf, rowAt, span, sweepOf } from './builders';
import {
	DAY,
	HOUR,
	after,
	ascendingPage,
	brief,
	countIn,
	rememberedIn,
	rowsFrom,
	take,
	takeAll,
} from './checkpointSteps';

describe('a read that was interrupted', () => {
	const start = startAt(atMinute(0));
	const cut = (left: Progress<Row>['left'], ...rows: Row[]) =>
		take(start, { pages: [{ rows, asked: span(0), ascending: false }], left });

	it('is resumed where it ended', () => {
		expect(cut([span(90)], rowAt('a', 90)).next).toMatchObject({ resume: atMinute(90), backlog: [] });
	});

	it('is resumed at the earliest of its open ends', () => {
		expect(cut([span(90), span(70)]).next.resume).toBe(atMinute(70));
	});

	it('keeps older spans, newest first', () => {
		expect(cut([span(1, 2), span(5, 6), span(3, 4)]).next.backlog).toEqual([
			span(5, 6),
			span(3, 4),
			span(1, 2),
		]);
	});

	it('does not move its beginning while its end is not reached', () => {
		expect(cut([span(500)], rowAt('a', 500)).next.from).toBe(atMinute(0));
	});

	it.each<[string, Progress<Row>['left']]>([
		['an open span', [span(2 * DAY)]],
		['an older span', [span(10, 20)]],
	])('keeps the floor below %s, because what is in there was never handed over', (_what, left) => {
		const { next } = cut(left, rowAt('a', 2 * DAY));
		expect(next.floor).toBe(atMinute(0));
		expect(brief(takeAll(next, [rowAt('waiting', 10)]))).toEqual(['waiting created']);
	});

	it('lets the next read begin later when only older spans are left', () => {
		expect(cut([sweepOf(10, 20), span(5, 6)], rowAt('a', 2 * DAY)).next.from).toBe(atMinute(2 * DAY - HOUR));
	});

	it.each<[string, Progress<Row>['left']]>([
		['a sweep is under way, because the rest of it would look new', [sweepOf(0, 30)]],
		['an older span is unread, which may show it again', [span(5, 15)]],
		['the newest rows are unread, which may show it again', [span(10)]],
		['something is unread, because a later version of it may be in there', [span(500, 600)]],
	])('forgets nothing while %s', (_what, left) => {
		const before = after(rowAt('a', 10), rowAt('b', DAY));
		const { next } = take(before, { pages: [pageOf([rowAt('c', 3 * DAY)])], left });
		expect([next.horizon, next.floor]).toEqual([before.horizon, before.floor]);
		expect(rememberedIn(next, ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
		expect(brief(takeAll(next, [rowAt('a', 10, { updated: 550 })]))).toEqual(['a updated']);
	});

	it('keeps the floor below what is unread although more came since than can be remembered', () => {
		const { next } = cut([span(2, 5)], ...rowsFrom(MOST_SEEN + 5, 100));
		expect(next.horizon > atMinute(100)).toBe(true);
		expect(brief(takeAll(next, [rowAt('waiting', 3)]))).toEqual(['waiting created']);
	});

	it('lets horizon and floor follow as soon as all is read', () => {
		const before = { ...cut([span(10, 20)], rowAt('a', 10)).next, backlog: [] };
		expect(takeAll(before, [rowAt('b', 3 * DAY)], { sweptTo: atMinute(3 * DAY) }).next).toMatchObject({
			horizon: atMinute(2 * DAY),
			floor: atMinute(2 * DAY),
		});
	});

	it('forgets last what an older unread span will show again, although more came than can be remembered', () => {
		const many = Array.from({ length: MOST_SEEN - 2 }, (_, index) => rowAt(`many-${index}`, 100));
		const odd = [rowAt('newer', 20), rowAt('new', 15), rowAt('inside', 10), rowAt('old', 3)];
		const { next } = cut([span(5, 12)], ...many, ...odd);
		expect(rememberedIn(next, ['newer', 'new', 'inside', 'old'])).toEqual(['newer', 'inside']);
		expect(next.horizon).toBe(nextTick(atMinute(15)));
		expect(brief(takeAll(next, [rowAt('inside', 10)]))).toEqual([]);
	});

	it('forgets the rows of a sweep that is under way before younger ones', () => {
		const { next } = cut([sweepOf(0, 12)], ...rowsFrom(MOST_SEEN + 3, 10));
		expect(next.horizon).toBe(nextTick(atMinute(12)));
		expect(countIn(next)).toBe(MOST_SEEN);
	});

	it('that brought nothing and got no further changes nothing', () => {
		const before = cut([span(90), span(1, 2)], rowAt('a', 90)).next;
		expect(take(before, { pages: [], left: [span(90), span(1, 2)] }).next).toBe(before);
	});

	it('and then brought nothing more is finished all the same', () => {
		const before = cut([span(90), span(1, 2)], rowAt('a', 90)).next;
		const { next } = takeAll(before, []);
		expect(next).toMatchObject({ from: atMinute(0), backlog: [] });
		expect(next).not.toHaveProperty('resume');
		expect(takeAll(next, []).next.from).toBe(atMinute(30));
	});

	it('joins the oldest spans when there are too many, and leaves out none of their time', () => {
		const spans = Array.from({ length: 60 }, (_, index) => span(10 * index, 10 * index + 5));
		const { backlog } = cut(spans).next;
		expect(backlog).toHaveLength(40);
		const isCovered = spans.map(({ from, to = '' }) =>
			backlog.some((whole) => whole.from <= from && whole.to >= to),
		);
		expect(isCovered).toEqual(spans.map(() => true));
	});

	it.each([
		[0, span(0, 15)],
		[1, span(0, 15)],
		[9, sweepOf(0, 15)],
	])('joins a sweep with an unread span to an unread one: the one at %i', (unread, joined) => {
		const spans = Array.from({ length: 41 }, (_, n) =>
			n === unread ? span(10 * n, 10 * n + 5) : sweepOf(10 * n, 10 * n + 5),
		);
		expect(cut(spans).next.backlog.at(-1)).toEqual(joined);
	});
});

describe('rows that became visible late while a read was interrupted', () => {
	const start = startAt(atMinute(0));
	const interrupted = take(start, {
		pages: [ascendingPage([rowAt('a', 600)], 0, 600)],
		left: [span(600)],
	}).next;

	it('are still looked for by the sweep after a pause of hours', () => {
		const { next } = takeAll(interrupted, [rowAt('b', 600 + DAY)]);
		expect(windowsToRead(next, { sweepDue: true })[1]?.from).toBe(atMinute(0));
		expect(brief(takeAll(next, [rowAt('late', 590)]))).toEqual(['late created']);
	});

	it('are still looked for by the next read where no sweep is made', () => {
		const rules = { sweepMs: 0 };
		const { next } = takeAll(interrupted, [rowAt('b', 650)], rules);
		expect(next.from <= atMinute(590)).toBe(true);
		expect(takeAll(next, [], rules).next.from).toBe(atMinute(590));
	});

	it('are still looked for in the part of a sweep that was read before the interruption', () => {
		const before = { ...after(rowAt('a', 600)), backlog: [sweepOf(0, 100)] };
		expect(takeAll(before, [rowAt('b', 600 + DAY)]).next.horizon).toBe(atMinute(0));
	});

	it('are still looked for by the next whole sweep, whatever a sweep before the interruption found', () => {
		const { next } = takeAll(interrupted, [rowAt('b', 5 * DAY)], { sweptTo: atMinute(500) });
		expect(next.horizon).toBe(atMinute(0));
		const { horizon } = takeAll(next, [rowAt('c', 5 * DAY)], { sweptTo: atMinute(3 * DAY) }).next;
		expect(horizon).toBe(atMinute(2 * DAY));
	});
});

describe('the settle delay', () => {
	const start = startAt(atMinute(0));
	const settledBefore = atMinute(100);

	it('leaves a new alert for a later poll, and the next read begins before it', () => {
		const rows = [rowAt('settled', 100), rowAt('fresh', 101)];
		const first = takeAll(start, rows, { settledBefore });
		expect(brief(first)).toEqual(['settled created']);
		expect(first.next.from <= atMinute(101)).toBe(true);
		expect(brief(takeAll(first.next, rows, { settledBefore: atMinute(101) }))).toEqual(['fresh created']);
	});

	it('holds back only what is new: an update of an older alert goes out at once', () => {
		const before = after(rowAt('a', 50));
		const updated = rowAt('a', 50, { updated: 110 });
		expect(brief(takeAll(before, [updated], { settledBefore }))).toEqual(['a updated']);
	});

	it('keeps the next read behind what it holds back, although newer rows were taken', () => {
		const rows = [rowAt('fresh', 101), rowAt('old', -5, { updated: 300 })];
		expect(takeAll(start, rows, { settledBefore }).next.from).toBe(atMinute(101));
	});

	it('keeps behind what it holds back although the read was interrupted after it', () => {
		const pages = [ascendingPage([rowAt('fresh', 101), rowAt('old', -5, { updated: 110 })], 0, 110)];
		const first = take(start, { pages, left: [span(110)] }, { settledBefore });
		expect(windowsToRead(first.next, { sweepDue: false })[0]).toEqual(span(101));
		const second = takeAll(first.next, [rowAt('fresh', 101), rowAt('much-later', 5 * DAY)]);
		expect(brief(second)).toEqual(['fresh created', 'much-later created']);
	});

	it('keeps behind what it holds back although the next read would begin after it', () => {
		const before = { ...after(rowAt('a', 300)), backlog: [{ from: atMinute(90), to: atMinute(120) }] };
		const pages = [pageOf([rowAt('fresh', 101)], span(90, 120))];
		const { next } = take(before, { pages, left: [] }, { settledBefore });
		expect(windowsToRead(next, { sweepDue: false })[0]).toEqual(span(101));
	});

	it.each<[string, string]>([
		['no readable time', '9999-12-31T23:59:59.9999999Z'],
		['a creation time years ahead', atMinute(2000 * DAY)],
	])('does not hold back an alert with %s for ever', (_what, time) => {
		const row = { ...rowAt('odd', 0), createdAt: time, updatedAt: time };
		expect(brief(takeAll(start, [row], { settledBefore, latest: atMinute(110) }))).toEqual(['odd created']);
	});

	it('holds back an alert whose creation is ahead of our clock by little', () => {
		expect(brief(takeAll(start, [rowAt('fresh', 112)], { settledBefore, latest: atMinute(110) }))).toEqual(
			[],
		);
	});

	it('changes nothing when there is nothing but what it holds back', () => {
		const before = after(rowAt('a', 90));
		expect(takeAll(before, [rowAt('fresh', 101)], { settledBefore }).next).toBe(before);
	});
});

describe('what is remembered', () => {
	it(`is the newest ${MOST_SEEN} at most, and the next read does not reach behind them`, () => {
		const ms = (index: number) => nextTick(atMinute(index / MOST_SEEN));
		const rows = Array.from({ length: MOST_SEEN + 7 }, (_, index) => ({
			...rowAt(`row-${index}`, 0),
			updatedAt: ms(index),
			createdAt: ms(index),
		}));
		const { next } = takeAll(startAt(atMinute(0)), rows);
		expect(countIn(next)).toBe(MOST_SEEN);
		expect(next.horizon > ms(6) && next.horizon <= ms(7)).toBe(true);
		expect([next.from, next.floor]).toEqual([next.horizon, next.horizon]);
		const shown = rows.filter(({ updatedAt }) => updatedAt >= next.from);
		expect(takeAll(next, shown).next).toBe(next);
	});

	it('is all of one time or none, or the rest would look new', () => {
		const ties = Array.from({ length: 5 }, (_, n) => rowAt(`tie-${n}`, 5));
		const rows = [...rowsFrom(MOST_SEEN - 2, 10), ...ties];
		const { next } = takeAll(startAt(atMinute(0)), rows, { sweepMs: 2 * MOST_SEEN * MINUTE_MS });
		expect(countIn(next)).toBe(MOST_SEEN - 2);
		expect(next.horizon).toBe(nextTick(atMinute(5)));
	});

	it('is of a sweep that is under way no more than that either', () => {
		const rows = rowsFrom(MOST_SEEN + 7, 10);
		const pages = [pageOf(rows)];
		const { next } = take(startAt(atMinute(0)), { pages, left: [sweepOf(0, 12), sweepOf(0, 20)] });
		expect(next.horizon).toBe(nextTick(atMinute(16)));
		expect(windowsToRead(next, { sweepDue: false }).slice(1)).toEqual([
			{ ...sweepOf(16, 20), from: nextTick(atMinute(16)) },
		]);
	});

	it('holds nothing of the alert but its version and the values whose changes are told', () => {
		const row = { ...rowAt('a', 1), title: 'Ransomware at Contoso' };
		expect(after(row).seen).toEqual(
			encodeSeen(new Map([[seenKey('a'), { updatedAt: atMinute(1), snapshot: { status: 'new' } }]])),
		);
	});

	it.each<[string, string]>([
		['long', 'x'.repeat(130)],
		['quotes and backslashes', '"\\'.repeat(65)],
		['halves of characters', '\ud800'.repeat(130)],
		['control characters', '\u0000\t\n'.repeat(43)],
	])('stays below 1 MB of JSON although ids and values are %s', (_what, hostile) => {
		const value = seenValue(hostile);
		const snapshot = { status: value, severity: value, assignedTo: value, classification: value };
		const rows = Array.from({ length: 6000 }, (_, index) => ({
			...rowAt(`${hostile}${index}`, index / 20, snapshot),
			snapshot: { ...snapshot, determination: value, incidentId: value, evidence: value },
		}));
		const left = Array.from({ length: 500 }, (_, index) => span(2 * index, 2 * index + 1));
		for (const progress of [
			{ pages: [pageOf(rows)], left },
			{ pages: [pageOf(rows)], left: [span(0)] },
		]) {
			const { next } = take(startAt(atMinute(0)), progress);
			expect(JSON.stringify(next).length).toBeLessThan(1_000_000);
			expect(countIn(next)).toBe(rows.length);
		}
	});
});

describe('replayedFrom', () => {
	const before = after(rowAt('old', 10), rowAt('a', 100), rowAt('b', 200));

	it('makes due again what was created or changed since then, and nothing before', () => {
		const replayed = replayedFrom(before, atMinute(100));
		const { from = '' } = windowsToRead(replayed, { sweepDue: false })[0] ?? {};
		const shown = [rowAt('old', 10), rowAt('a', 100), rowAt('b', 200)].filter(
			({ updatedAt }) => updatedAt >= from,
		);
		expect(brief(takeAll(replayed, shown))).toEqual(['a created', 'b created']);
	});

	it('reaches back to before the first read', () => {
		const replayed = replayedFrom(before, atMinute(-500));
		expect(windowsToRead(replayed, { sweepDue: false })).toEqual([span(-500)]);
		expect(brief(takeAll(replayed, [rowAt('ancient', -400)]))).toEqual(['ancient created']);
	});

	it('does not skip what is not read yet, although it is older', () => {
		const backlog = [{ from: atMinute(1), to: atMinute(5) }];
		const unread = { ...before, resume: atMinute(90), backlog };
		const replayed = replayedFrom(unread, atMinute(150));
		expect(windowsToRead(replayed, { sweepDue: false })).toEqual([span(90), span(1, 5)]);
		expect(brief(takeAll(replayed, [rowAt('waiting', 3)]))).toEqual(['waiting created']);
	});

	it('goes back where the rest of the last read begins after it', () => {
		const replayed = replayedFrom({ ...before, resume: atMinute(190) }, atMinute(50));
		expect(windowsToRead(replayed, { sweepDue: false })).toEqual([span(50)]);
	});

	it('does not change the checkpoint that it was given', () => {
		const copy = structuredClone(before);
		replayedFrom(before, atMinute(100));
		expect(before).toEqual(copy);
	});
});
