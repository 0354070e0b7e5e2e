import type { Checkpoint, Progress, Wanted } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import { advance } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { windowsToRead } from '../../../nodes/MicrosoftDefenderMssp/core/windowsToRead';
import { MOST_SEEN } from '../../../nodes/MicrosoftDefenderMssp/core/forget';
import type { Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { undone } from '../../../nodes/MicrosoftDefenderMssp/core/undo';
import { atMinute, pageOf, rowAt, span, sweepOf } from './builders';
import {
	DAY,
	HOUR,
	RULES,
	after,
	ascendingPage,
	brief,
	rememberedIn,
	rowsFrom,
	take,
	takeAll,
} from './checkpointSteps';

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
		expect(windowsToRead({ ...quiet, ...part }, { sweepDue })).toEqual(expected);
	});

	it.each<[string, Partial<Checkpoint>, object[]]>([
		[
			'the fresh end before what lies between',
			{},
			[span(12 * HOUR), span(10 * HOUR, 12 * HOUR), sweepOf(HOUR, 10 * HOUR)],
		],
		[
			'likewise where the last read did not get to the end',
			{ resume: atMinute(11 * HOUR) },
			[span(12 * HOUR), span(11 * HOUR, 12 * HOUR)],
		],
		[
			'what is newer than all that waits, and not again what was read before it',
			{ backlog: [span(11 * HOUR, 12 * HOUR), span(2, 3)] as Checkpoint['backlog'] },
			[span(12 * HOUR), span(11 * HOUR, 12 * HOUR), span(2, 3), sweepOf(HOUR, 10 * HOUR)],
		],
		['all in one where that is fresh', { resume: atMinute(13 * HOUR) }, [span(13 * HOUR)]],
	])('reads first of a tenant with much to read %s', (_what, part, expected) => {
		const options = { sweepDue: true, freshFrom: atMinute(12 * HOUR) };
		expect(windowsToRead({ ...quiet, ...part }, options)).toEqual(expected);
	});

	it('reads what is newer than a backlog first, and not again what was read before it', () => {
		const backlog = [{ ...span(11 * HOUR, 12 * HOUR), to: atMinute(12 * HOUR) }];
		expect(windowsToRead({ ...quiet, backlog }, { sweepDue: false })).toEqual([
			span(12 * HOUR),
			span(11 * HOUR, 12 * HOUR),
		]);
	});

	it('lets the next read begin near the newest row as soon as the fresh end was read, and keeps the rest unread', () => {
		const [fresh = span(0), rest = span(0)] = windowsToRead(startAt(atMinute(0)), {
			sweepDue: false,
			freshFrom: atMinute(5 * DAY),
		});
		const { next } = take(startAt(atMinute(0)), {
			pages: [pageOf([rowAt('new', 5 * DAY + HOUR)], fresh)],
			left: [rest],
		});
		expect(next).toMatchObject({
			from: atMinute(5 * DAY),
			backlog: [span(0, 5 * DAY)],
			floor: atMinute(0),
			horizon: atMinute(0),
		});
		expect(brief(take(next, { pages: [pageOf([rowAt('old', 7)], rest)], left: [] }))).toEqual([
			'old created',
		]);
	});

	it('reads an unread span although nothing of its time is remembered, because nothing of it was handed over', () => {
		const unread = { ...quiet, backlog: [{ from: atMinute(1), to: atMinute(2) }] };
		expect(windowsToRead(unread, { sweepDue: false })).toContainEqual(span(1, 2));
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
		const never = { events: [], passes: () => true };
		const progress = { pages: [pageOf([rowAt('a', 1)])], left: [] };
		const { events, next } = advance(start, progress, RULES, never);
		expect(events).toEqual([]);
		expect(brief(takeAll(next, [rowAt('a', 1)]))).toEqual([]);
		expect(brief(takeAll(next, [rowAt('a', 1, { updated: 2 })]))).toEqual(['a updated']);
	});

	describe('that a filter holds back', () => {
		const high: Wanted<Row> = {
			events: ['created'],
			passes: ({ snapshot: { severity } }) => severity === 'high',
		};
		const filtered = (before: Checkpoint, rows: Row[], wanted = high) =>
			advance(before, { pages: [pageOf(rows)], left: [] }, RULES, wanted);

		it('is created the first time that it passes, as long as it is remembered, and once', () => {
			const first = filtered(start, [rowAt('a', 1, { severity: 'low' })]);
			expect(brief(first)).toEqual([]);
			const second = filtered(first.next, [rowAt('a', 1, { updated: 5, severity: 'medium' })]);
			expect(brief(second)).toEqual([]);
			const third = filtered(second.next, [rowAt('a', 1, { updated: 9, severity: 'high' })]);
			expect(brief(third)).toEqual(['a created']);
			expect(brief(filtered(third.next, [rowAt('a', 1, { updated: 12, severity: 'high' })]))).toEqual([]);
		});

		it('is not created again because the filter holds a later version back', () => {
			const first = filtered(start, [rowAt('a', 1, { severity: 'high' })]);
			const second = filtered(first.next, [rowAt('a', 1, { updated: 5, severity: 'low' })]);
			const third = filtered(second.next, [rowAt('a', 1, { updated: 9, severity: 'high' })]);
			expect([second, third].map(brief)).toEqual([[], []]);
		});

		it('is not created for having been passed over as old', () => {
			const first = filtered(start, [rowAt('old', -9, { updated: 2, severity: 'low' })]);
			expect(brief(filtered(first.next, [rowAt('old', -9, { updated: 5, severity: 'high' })]))).toEqual([]);
		});

		it('is no created event for Trigger On having lacked it', () => {
			const wanted = { ...high, events: ['updated'] as const };
			const first = filtered(start, [rowAt('a', 1, { severity: 'high' })], wanted);
			expect(brief(first)).toEqual([]);
			expect(brief(filtered(first.next, [rowAt('a', 1, { updated: 5, severity: 'high' })]))).toEqual([]);
		});

		it('is due as created again where that hand-over is undone', () => {
			const first = filtered(start, [rowAt('a', 1, { severity: 'low' })]);
			const row = rowAt('a', 1, { updated: 5, severity: 'high' });
			const { next, undo } = filtered(first.next, [row]);
			if (undo === undefined) throw new Error('There is no undo.');
			expect(brief(filtered(undone(next, undo), [row]))).toEqual(['a created']);
		});
	});
});

describe('a read that got to the end', () => {
	it('lets the next one begin one overlap before the newest row, never before its own start', () => {
		expect(after(rowAt('a', 30)).from).toBe(atMinute(0));
		expect(after(rowAt('a', 90)).from).toBe(atMinute(30));
	});

	it('lets the horizon follow the last whole sweep at the distance of late rows, and the floor with it', () => {
		const rows = [rowAt('a', 0), rowAt('b', 3 * DAY)];
		const { horizon, floor } = takeAll(startAt(atMinute(0)), rows, { sweptTo: atMinute(DAY + 7) }).next;
		expect([horizon, floor]).toEqual([atMinute(7), atMinute(7)]);
	});

	it('leaves the horizon where it is while no sweep got to its end, however much comes', () => {
		const { horizon, floor } = after(rowAt('a', 0), rowAt('b', 30 * DAY));
		expect([horizon, floor]).toEqual([atMinute(0), atMinute(0)]);
	});

	it('lets the horizon be the next beginning where there are no sweeps', () => {
		const { next } = takeAll(startAt(atMinute(0)), [rowAt('a', 3 * DAY)], { sweepMs: 0 });
		expect([next.horizon, next.from]).toEqual([atMinute(3 * DAY - HOUR), atMinute(3 * DAY - HOUR)]);
	});

	it('forgets what is older than the horizon, all of one time together', () => {
		const rows = [rowAt('old', 6), rowAt('edge-1', 7), rowAt('edge-2', 7), rowAt('new', DAY + 7)];
		const { next } = takeAll(startAt(atMinute(0)), rows, { sweptTo: atMinute(DAY + 7) });
		expect(rememberedIn(next, ['old', 'edge-1', 'edge-2', 'new'])).toEqual(['edge-1', 'edge-2', 'new']);
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
