import type {
	Advance,
	Checkpoint,
	Progress,
	ReadPage,
	Rules,
} from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import {
	advance,
	MOST_SEEN,
	replayedFrom,
	startAt,
	windowsToRead,
} from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import type { AlertEvent, Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { decodeSeen, encodeSeen, seenValue } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { nextTick } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { atMinute, MINUTE_MS, pageOf, rowAt, span, sweepOf } from './builders';

const HOUR = 60;
const DAY = 24 * HOUR;

const RULES: Rules = {
	overlapMs: HOUR * MINUTE_MS,
	sweepMs: DAY * MINUTE_MS,
	latest: atMinute(100 * DAY),
	limit: Infinity,
};

type Taken = Advance<Row>;

const take = (before: Checkpoint, progress: Progress<Row>, rules: Partial<Rules> = {}): Taken =>
	advance(before, progress, { ...RULES, ...rules }, () => true);

/** Takes in a read that got to the end and saw these rows. */
const takeAll = (before: Checkpoint, rows: Row[], rules: Partial<Rules> = {}): Taken =>
	take(before, { pages: [pageOf(rows, { from: before.resume ?? before.from })], left: [] }, rules);

const ascendingPage = (rows: Row[], from: number, to: number): ReadPage<Row> => ({
	rows,
	again: span(from, to),
	ascending: true,
});

const brief = ({ events }: Taken) => events.map(({ type, row }) => `${row.id} ${type}`);
const rememberedIn = ({ seen }: Checkpoint) =>
	[...(decodeSeen(seen) ?? new Map<string, never>()).keys()].sort();

/** So many rows, each a minute later than the one before. */
const rowsFrom = (count: number, minute: number, id = 'row') =>
	Array.from({ length: count }, (_, index) => rowAt(`${id}-${index}`, minute + index));

/** A checkpoint that has taken in these rows. */
const after = (...rows: Row[]): Checkpoint => takeAll(startAt(atMinute(0)), rows).next;

describe('startAt', () => {
	it('begins with nothing remembered and nothing unread', () => {
		const from = atMinute(0);
		expect(startAt(from)).toEqual({ from, backlog: [], floor: from, horizon: from, seen: [] });
	});
});

describe('windowsToRead', () => {
	const quiet: Checkpoint = {
		...startAt(atMinute(0)),
		from: atMinute(10 * HOUR),
		horizon: atMinute(HOUR),
	};

	it.each<[string, Partial<Checkpoint>, boolean, object[]]>([
		['the newest, to whatever comes', {}, false, [span(10 * HOUR)]],
		['and what was read before, if a sweep is due', {}, true, [span(10 * HOUR), sweepOf(HOUR, 10 * HOUR)]],
		[
			'nothing older than what is remembered, because it would look new',
			{ horizon: atMinute(9 * HOUR) },
			true,
			[span(10 * HOUR), sweepOf(9 * HOUR, 10 * HOUR)],
		],
		['no sweep of nothing', { horizon: atMinute(10 * HOUR) }, true, [span(10 * HOUR)]],
		[
			'where the last read did not get to the end, from there on and without a sweep',
			{ resume: atMinute(12 * HOUR) },
			true,
			[span(12 * HOUR)],
		],
		[
			'older spans that are unread after the newest, and with the sweep behind them',
			{ backlog: [{ ...sweepOf(2, 3), sweep: undefined }] },
			true,
			[span(10 * HOUR), span(2, 3), sweepOf(HOUR, 10 * HOUR)],
		],
		[
			'the rest of a sweep that is under way in place of another one',
			{ backlog: [sweepOf(2 * HOUR, 3 * HOUR)] },
			true,
			[span(10 * HOUR), sweepOf(2 * HOUR, 3 * HOUR)],
		],
		[
			'older spans that are unread before the rest of a sweep, which a backlog would wait for',
			{ backlog: [sweepOf(2 * HOUR, 3 * HOUR), { ...sweepOf(2, 3), sweep: undefined }] },
			true,
			[span(10 * HOUR), span(2, 3), sweepOf(2 * HOUR, 3 * HOUR)],
		],
		[
			'the rest of a sweep even if none is due',
			{ backlog: [sweepOf(2 * HOUR, 3 * HOUR)] },
			false,
			[span(10 * HOUR), sweepOf(2 * HOUR, 3 * HOUR)],
		],
		[
			'of a sweep only what is still remembered',
			{ backlog: [sweepOf(0, 2 * HOUR), sweepOf(0, HOUR - 1)] },
			false,
			[span(10 * HOUR), sweepOf(HOUR, 2 * HOUR)],
		],
	])('reads %s', (_what, part, sweepDue, expected) => {
		expect(windowsToRead({ ...quiet, ...part }, sweepDue)).toEqual(expected);
	});

	it('reads an unread span although nothing of its time is remembered, because nothing of it was handed over', () => {
		const unread = { ...quiet, backlog: [{ from: atMinute(1), to: atMinute(2) }] };
		expect(windowsToRead(unread, false)).toContainEqual(span(1, 2));
	});
});

describe('an alert', () => {
	const start = startAt(atMinute(0));

	it.each<[string, Row, string[]]>([
		['created at the very moment the first read begins', rowAt('edge', 0), ['edge created']],
		['created before the start and updated since', rowAt('old', -9, { updated: 5 }), ['old updated']],
		[
			'created before the start and resolved since',
			rowAt('old', -9, { updated: 5, status: 'resolved' }),
			['old resolved'],
		],
		[
			'that was created and resolved between two reads',
			rowAt('quick', 1, { updated: 5, status: 'resolved' }),
			['quick created'],
		],
	])('%s', (_what, row, expected) => {
		expect(brief(takeAll(start, [row]))).toEqual(expected);
	});

	it('that was resolved before the start and only updated since is updated', () => {
		const row = { ...rowAt('old', -9, { updated: 5, status: 'resolved' }), resolvedAt: atMinute(-3) };
		expect(brief(takeAll(start, [row]))).toEqual(['old updated']);
	});

	it('is not handed over again when the overlap shows it again', () => {
		expect(brief(takeAll(after(rowAt('a', 1)), [rowAt('a', 1)]))).toEqual([]);
	});

	it('is handed over once although two pages of one read show it', () => {
		const pages = [pageOf([rowAt('a', 1)]), pageOf([rowAt('a', 1)])];
		expect(brief(take(start, { pages, left: [] }))).toEqual(['a created']);
	});

	it('that changes while it is read is created and then updated', () => {
		const pages = [pageOf([rowAt('a', 1)]), pageOf([rowAt('a', 1, { updated: 2 })])];
		expect(brief(take(start, { pages, left: [] }))).toEqual(['a created', 'a updated']);
	});

	it('is not handed over in an older version than before, which a service that lags may show', () => {
		const before = after(rowAt('a', 1, { updated: 9, status: 'resolved' }));
		expect(brief(takeAll(before, [rowAt('a', 1, { updated: 5 })]))).toEqual([]);
	});

	it('tells its changes since the version before, and remembers the later ones', () => {
		const before = after(rowAt('a', 1, { severity: 'low' }));
		const updated = takeAll(before, [rowAt('a', 1, { updated: 5, severity: 'high' })]);
		expect(updated.events[0]?.changes).toEqual({ severity: { from: 'low', to: 'high' } });
		const resolved = takeAll(updated.next, [
			rowAt('a', 1, { updated: 9, severity: 'high', status: 'resolved' }),
		]);
		expect(brief(resolved)).toEqual(['a resolved']);
		expect(resolved.events[0]?.changes).toEqual({ status: { from: 'new', to: 'resolved' } });
	});

	it('is handed over although it becomes visible late, after younger ones', () => {
		const before = after(rowAt('young', 100));
		expect(brief(takeAll(before, [rowAt('young', 100), rowAt('late', 45)]))).toEqual(['late created']);
	});

	it('that is not wanted counts as handled and is not asked about again', () => {
		const never = () => false;
		const progress = { pages: [pageOf([rowAt('a', 1)])], left: [] };
		const { events, next } = advance(start, progress, RULES, never);
		expect(events).toEqual([]);
		expect(brief(takeAll(next, [rowAt('a', 1)]))).toEqual([]);
		expect(brief(takeAll(next, [rowAt('a', 1, { updated: 2 })]))).toEqual(['a updated']);
	});

	it('is judged as an event, so that a filter sees what happened', () => {
		const asked: string[] = [];
		const judge = ({ type, changes }: AlertEvent<Row>) => {
			asked.push(`${type} ${Object.keys(changes ?? {}).join()}`);
			return true;
		};
		const progress = {
			pages: [pageOf([rowAt('a', 1, { updated: 3, severity: 'high' }), rowAt('b', 1)])],
			left: [],
		};
		advance(after(rowAt('a', 1)), progress, RULES, judge);
		expect(asked).toEqual(['updated severity', 'created ']);
	});
});

describe('a read that got to the end', () => {
	it('lets the next one begin one overlap before the newest row, never before its own start', () => {
		expect(after(rowAt('a', 30)).from).toBe(atMinute(0));
		expect(after(rowAt('a', 90)).from).toBe(atMinute(30));
	});

	it('lets the horizon follow the newest row at the distance of the sweep, and the floor with it', () => {
		const { horizon, floor } = after(rowAt('a', 0), rowAt('b', DAY + 7));
		expect([horizon, floor]).toEqual([atMinute(7), atMinute(7)]);
	});

	it('forgets what is older than the horizon, all of one time together', () => {
		const rows = [rowAt('old', 6), rowAt('edge-1', 7), rowAt('edge-2', 7), rowAt('new', DAY + 7)];
		expect(rememberedIn(after(...rows))).toEqual(['edge-1', 'edge-2', 'new']);
	});

	it('does not move anything by a row that is dated after the latest time there can be', () => {
		const latest = atMinute(500);
		const rows = [rowAt('future', 90_000), rowAt('real', 100)];
		const { next } = takeAll(startAt(atMinute(0)), rows, { latest });
		expect(next).toMatchObject({ from: atMinute(40), floor: atMinute(0), horizon: atMinute(0) });
		expect(brief(takeAll(next, rows, { latest }))).toEqual([]);
	});

	it('does not move past real rows either, although more future ones came than can be remembered', () => {
		const future = rowsFrom(MOST_SEEN + 5, 90_000, 'future');
		const { next } = takeAll(startAt(atMinute(0)), [...future, rowAt('real', 100)], {
			latest: atMinute(500),
		});
		expect(next.from <= atMinute(100)).toBe(true);
	});

	it('that brought nothing changes nothing, not even the object', () => {
		const before = after(rowAt('a', 90));
		expect(takeAll(before, []).next).toBe(before);
		expect(takeAll(before, [rowAt('a', 90)]).next).toBe(before);
	});

	it('changes neither the checkpoint nor the pages that it was given', () => {
		const before = {
			...after(rowAt('a', 90), rowAt('b', 1)),
			backlog: [{ from: atMinute(1), to: atMinute(2) }],
		};
		const progress: Progress<Row> = {
			pages: [
				pageOf([rowAt('c', 95), rowAt('a', 90, { updated: 96 })]),
				ascendingPage([rowAt('d', 97)], 96, 98),
			],
			left: [span(98), span(3, 4)],
		};
		const copy = structuredClone({ before, progress });
		take(before, progress, { limit: 2 });
		expect({ before, progress }).toEqual(copy);
	});
});

describe('a limit', () => {
	const start = startAt(atMinute(0));

	it('leaves what is beyond it unread: an open span is read on from its beginning', () => {
		const rows = rowsFrom(3, 90);
		const { events, next } = takeAll(start, rows, { limit: 2 });
		expect(events).toHaveLength(2);
		expect(next).toMatchObject({ from: atMinute(0), resume: atMinute(0), floor: atMinute(0) });
		expect(brief(takeAll(next, rows))).toEqual(['row-2 created']);
	});

	it('leaves a bounded span unread as a whole where its rows came in no order', () => {
		const pages = [pageOf([rowAt('b', 15), rowAt('a', 12)], span(10, 20))];
		const { events, next } = take(start, { pages, left: [] }, { limit: 1 });
		expect(events.map(({ row }) => row.id)).toEqual(['b']);
		expect(next.backlog).toEqual([span(10, 20)]);
	});

	it('leaves a span in ascending order unread from the first row that was not taken', () => {
		const rows = [rowAt('a', 1, { updated: 12 }), rowAt('b', 1, { updated: 15 })];
		const { next } = take(start, { pages: [ascendingPage(rows, 10, 20)], left: [] }, { limit: 1 });
		expect(next.backlog).toEqual([span(15, 20)]);
	});

	it('loses no alert whose creation the service dates a little after its last update', () => {
		const odd = rowAt('odd', 15, { updated: 14 });
		const rows = [rowAt('a', 12), odd, rowAt('b', 16)];
		const { next } = take(start, { pages: [ascendingPage(rows, 10, 20)], left: [] }, { limit: 1 });
		expect(next.backlog).toEqual([span(14, 20)]);
	});

	it.each<[string, Partial<Row>]>([
		['no readable time', { updatedAt: '9999-12-31T23:59:59.9999999Z' }],
		['a time before its span', { updatedAt: atMinute(2) }],
		['a time after its span', { updatedAt: atMinute(30) }],
	])('leaves the whole span unread where the row that was not taken has %s', (_what, part) => {
		const rows = [rowAt('a', 12), { ...rowAt('odd', 1), ...part }, rowAt('b', 16)];
		const { next } = take(start, { pages: [ascendingPage(rows, 10, 20)], left: [] }, { limit: 1 });
		expect(next.backlog).toEqual([span(10, 20)]);
	});

	it('does not need to keep a page unread whose parts are read anyway', () => {
		const parts = [span(5), span(0, 5)];
		const pages: Array<ReadPage<Row>> = [{ rows: rowsFrom(3, 4), ascending: false }];
		const { events, next } = take(start, { pages, left: parts }, { limit: 1 });
		expect(events).toHaveLength(1);
		expect(next).toMatchObject({ resume: atMinute(5), backlog: [span(0, 5)] });
	});

	it('does not count what is not wanted, and passes over it', () => {
		const rows = rowsFrom(9, 90);
		const wanted = ({ row }: AlertEvent<Row>) => row.id === 'row-8';
		const { events, next } = advance(
			start,
			{ pages: [pageOf(rows)], left: [] },
			{ ...RULES, limit: 1 },
			wanted,
		);
		expect(events.map(({ row }) => row.id)).toEqual(['row-8']);
		expect(next).not.toHaveProperty('resume');
	});

	it('of none still passes over what is not wanted', () => {
		const progress = { pages: [pageOf(rowsFrom(9, 90))], left: [] };
		const { next } = advance(start, progress, { ...RULES, limit: 0 }, () => false);
		expect(next).not.toHaveProperty('resume');
		expect(rememberedIn(next)).toHaveLength(9);
	});

	it('keeps each page of a read unread of which something was not taken', () => {
		const pages = [
			ascendingPage([rowAt('a', 1, { updated: 2 }), rowAt('b', 1, { updated: 3 })], 0, 5),
			ascendingPage([rowAt('c', 1, { updated: 7 })], 5, 10),
			pageOf([rowAt('d', 12)], span(10)),
		];
		const { next } = take(start, { pages, left: [] }, { limit: 1 });
		expect(next).toMatchObject({ resume: atMinute(10), backlog: [span(7, 10), span(3, 5)] });
	});

	it('keeps a span unread once, however many pages of it were not taken', () => {
		const tie = span(10, 10);
		const pages = ['a', 'b', 'c'].map((id) => pageOf([rowAt(id, 10)], tie));
		expect(take(start, { pages, left: [tie] }, { limit: 1 }).next.backlog).toEqual([tie]);
	});

	it('keeps a span unread that a sweep covers too, because it was never read before', () => {
		const left = [sweepOf(10, 20), span(12, 18)];
		expect(take(start, { pages: [], left }).next.backlog).toEqual(left);
	});

	it('keeps no sweep of what is unread anyway', () => {
		const left = [sweepOf(12, 18), span(10, 20)];
		expect(take(start, { pages: [], left }).next.backlog).toEqual([span(10, 20)]);
	});
});

describe('a read that was interrupted', () => {
	const start = startAt(atMinute(0));
	const cut = (left: Progress<Row>['left'], ...rows: Row[]) =>
		take(start, { pages: [{ rows, ascending: false }], left });

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
		expect(rememberedIn(next)).toEqual(['a', 'b', 'c']);
		expect(brief(takeAll(next, [rowAt('a', 10, { updated: 550 })]))).toEqual(['a updated']);
	});

	it('keeps the floor below what is unread although more came since than can be remembered', () => {
		const { next } = cut([span(2, 5)], ...rowsFrom(MOST_SEEN + 5, 100));
		expect(next.horizon > atMinute(100)).toBe(true);
		expect(brief(takeAll(next, [rowAt('waiting', 3)]))).toEqual(['waiting created']);
	});

	it('lets horizon and floor follow as soon as all is read', () => {
		const before = { ...cut([span(10, 20)], rowAt('a', 10)).next, backlog: [] };
		expect(takeAll(before, [rowAt('b', 3 * DAY)]).next).toMatchObject({
			horizon: atMinute(2 * DAY),
			floor: atMinute(2 * DAY),
		});
	});

	it('forgets last what an older unread span will show again, although more came than can be remembered', () => {
		const many = Array.from({ length: MOST_SEEN - 2 }, (_, index) => rowAt(`many-${index}`, 100));
		const odd = [rowAt('newer', 20), rowAt('new', 15), rowAt('inside', 10), rowAt('old', 3)];
		const { next } = cut([span(5, 12)], ...many, ...odd);
		expect(rememberedIn(next).filter((id) => !id.startsWith('many'))).toEqual(['inside', 'newer']);
		expect(next.horizon).toBe(nextTick(atMinute(15)));
		expect(brief(takeAll(next, [rowAt('inside', 10)]))).toEqual([]);
	});

	it('forgets the rows of a sweep that is under way before younger ones', () => {
		const { next } = cut([sweepOf(0, 12)], ...rowsFrom(MOST_SEEN + 3, 10));
		expect(next.horizon).toBe(nextTick(atMinute(12)));
		expect(next.seen).toHaveLength(MOST_SEEN);
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
		expect(windowsToRead(next, true)[1]?.from).toBe(atMinute(0));
		expect(brief(takeAll(next, [rowAt('late', 590)]))).toEqual(['late created']);
	});

	it('are still looked for by the next read where no sweep is made', () => {
		const rules = { sweepMs: RULES.overlapMs };
		const { next } = takeAll(interrupted, [rowAt('b', 650)], rules);
		expect(next.from <= atMinute(590)).toBe(true);
		expect(takeAll(next, [], rules).next.from).toBe(atMinute(590));
	});

	it('are still looked for in the part of a sweep that was read before the interruption', () => {
		const before = { ...after(rowAt('a', 600)), backlog: [sweepOf(0, 100)] };
		expect(takeAll(before, [rowAt('b', 600 + DAY)]).next.horizon).toBe(atMinute(0));
	});

	it('do not keep a tenant that is read in pieces for days from forgetting what is two sweeps old', () => {
		expect(takeAll(interrupted, [rowAt('b', 5 * DAY)]).next.horizon).toBe(atMinute(3 * DAY));
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
		expect(windowsToRead(first.next, false)[0]).toEqual(span(101));
		const second = takeAll(first.next, [rowAt('fresh', 101), rowAt('much-later', 5 * DAY)]);
		expect(brief(second)).toEqual(['fresh created', 'much-later created']);
	});

	it('keeps behind what it holds back although the next read would begin after it', () => {
		const before = { ...after(rowAt('a', 300)), backlog: [{ from: atMinute(90), to: atMinute(120) }] };
		const pages = [pageOf([rowAt('fresh', 101)], span(90, 120))];
		const { next } = take(before, { pages, left: [] }, { settledBefore });
		expect(windowsToRead(next, false)[0]).toEqual(span(101));
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
		expect(next.seen).toHaveLength(MOST_SEEN);
		expect(next.horizon > ms(6) && next.horizon <= ms(7)).toBe(true);
		expect([next.from, next.floor]).toEqual([next.horizon, next.horizon]);
		const shown = rows.filter(({ updatedAt }) => updatedAt >= next.from);
		expect(takeAll(next, shown).next).toBe(next);
	});

	it('is all of one time or none, or the rest would look new', () => {
		const ties = Array.from({ length: 5 }, (_, n) => rowAt(`tie-${n}`, 5));
		const rows = [...rowsFrom(MOST_SEEN - 2, 10), ...ties];
		const { next } = takeAll(startAt(atMinute(0)), rows, { sweepMs: 2 * MOST_SEEN * MINUTE_MS });
		expect(next.seen).toHaveLength(MOST_SEEN - 2);
		expect(next.horizon).toBe(nextTick(atMinute(5)));
	});

	it('is of a sweep that is under way no more than that either', () => {
		const rows = rowsFrom(MOST_SEEN + 7, 10);
		const pages = [pageOf(rows)];
		const { next } = take(startAt(atMinute(0)), { pages, left: [sweepOf(0, 12), sweepOf(0, 20)] });
		expect(next.horizon).toBe(nextTick(atMinute(16)));
		expect(windowsToRead(next, false).slice(1)).toEqual([
			{ ...sweepOf(16, 20), from: nextTick(atMinute(16)) },
		]);
	});

	it('holds nothing of the alert but its version and the values whose changes are told', () => {
		const row = { ...rowAt('a', 1), title: 'Ransomware at Contoso' };
		expect(after(row).seen).toEqual(
			encodeSeen(new Map([['a', { updatedAt: atMinute(1), snapshot: { status: 'new' } }]])),
		);
	});

	it.each<[string, string]>([
		['long', 'x'.repeat(130)],
		['quotes and backslashes', '"\\'.repeat(65)],
		['halves of characters', '\ud800'.repeat(130)],
		['control characters', '\u0000\t\n'.repeat(43)],
	])('stays below 1.5 MB of JSON although ids and values are %s', (_what, hostile) => {
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
			expect(JSON.stringify(next).length).toBeLessThan(1_500_000);
			expect(next.seen.length).toBeGreaterThan(300);
			expect(decodeSeen(next.seen)?.size).toBe(next.seen.length);
		}
	});
});

describe('replayedFrom', () => {
	const before = after(rowAt('old', 10), rowAt('a', 100), rowAt('b', 200));

	it('makes due again what was created or changed since then, and nothing before', () => {
		const replayed = replayedFrom(before, atMinute(100));
		const { from = '' } = windowsToRead(replayed, false)[0] ?? {};
		const shown = [rowAt('old', 10), rowAt('a', 100), rowAt('b', 200)].filter(
			({ updatedAt }) => updatedAt >= from,
		);
		expect(brief(takeAll(replayed, shown))).toEqual(['a created', 'b created']);
	});

	it('reaches back to before the first read', () => {
		const replayed = replayedFrom(before, atMinute(-500));
		expect(windowsToRead(replayed, false)).toEqual([span(-500)]);
		expect(brief(takeAll(replayed, [rowAt('ancient', -400)]))).toEqual(['ancient created']);
	});

	it('does not skip what is not read yet, although it is older', () => {
		const backlog = [{ from: atMinute(1), to: atMinute(5) }];
		const unread = { ...before, resume: atMinute(90), backlog };
		const replayed = replayedFrom(unread, atMinute(150));
		expect(windowsToRead(replayed, false)).toEqual([span(90), span(1, 5)]);
		expect(brief(takeAll(replayed, [rowAt('waiting', 3)]))).toEqual(['waiting created']);
	});

	it('goes back where the rest of the last read begins after it', () => {
		const replayed = replayedFrom({ ...before, resume: atMinute(190) }, atMinute(50));
		expect(windowsToRead(replayed, false)).toEqual([span(50)]);
	});

	it('does not change the checkpoint that it was given', () => {
		const copy = structuredClone(before);
		replayedFrom(before, atMinute(100));
		expect(before).toEqual(copy);
	});
});
