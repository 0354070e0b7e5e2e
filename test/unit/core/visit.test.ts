import type { FailureKind } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { SweepExtent, Visit } from '../../../nodes/MicrosoftDefenderMssp/core/visit';
import {
	afterFailure,
	afterSlowPage,
	afterSuccess,
	firstVisit,
	isDue,
	isSweepDue,
	pageOf,
} from '../../../nodes/MicrosoftDefenderMssp/core/visit';
import { lasting, MINUTE_MS, NOW, passing } from './builders';

const NONE = { isInterrupted: false, isLeft: false };
const WELL = { swept: false, sweep: NONE, starved: false, upToDate: true, slow: false };
const SWEPT = { ...WELL, swept: true };
const STARVED = { ...WELL, starved: true };
const HOUR_MS = 60 * MINUTE_MS;
const TENANT = '11111111-1111-4111-8111-111111111111';

/** After so many failures in a row, each at {@link NOW}. */
const failed = (times: number, failure = passing({ kind: 'throttled' })): Visit =>
	Array.from({ length: times }).reduce<Visit>((visit) => afterFailure(visit, failure, NOW), firstVisit);

describe('a tenant that fails', () => {
	it.each([
		[1, 0],
		[2, 1],
		[3, 2],
		[4, 4],
		[5, 8],
		[6, 10],
		[7, 10],
		[1000, 10],
	])('is tried after its failure number %i in a row at the first poll after %i minutes', (times, minutes) => {
		const visit = failed(times);
		expect(visit).toMatchObject({ failures: times, checkedAt: NOW });
		expect(isDue(visit, NOW + minutes * MINUTE_MS)).toBe(true);
		// A poll may come a little early, but not by half.
		expect(isDue(visit, NOW + minutes * 0.5 * MINUTE_MS)).toBe(minutes === 0);
	});

	it.each([
		['a second longer than the break', 5, 9 * MINUTE_MS],
		['of an hour', 1, HOUR_MS],
		['of just under a day', 1, 24 * HOUR_MS - 1],
		['of two days', 1, 48 * HOUR_MS],
	])('is not asked before the end of a Retry-After %s', (_what, times, retryAfterMs) => {
		const visit = failed(times, passing({ kind: 'throttled', retryAfterMs }));
		for (const waited of [0, retryAfterMs / 2, retryAfterMs - 1])
			expect(isDue(visit, NOW + waited)).toBe(false);
		expect(isDue(visit, NOW + retryAfterMs)).toBe(true);
	});

	it('keeps its break although Retry-After is shorter', () => {
		expect(failed(6, passing({ retryAfterMs: 1000 })).nextTryAt).toBe(NOW + 9 * MINUTE_MS);
	});

	it('is asked at once when the clock was set back, rather than in a year', () => {
		const visit = { ...failed(6), checkedAt: NOW + 365 * 24 * HOUR_MS, nextTryAt: NOW + 365 * 24 * HOUR_MS };
		expect(isDue(visit, NOW)).toBe(true);
	});

	it('is remembered with its failure, until it is read', () => {
		const failure = lasting();
		const visit = afterFailure(firstVisit, failure, NOW);
		expect(visit.failure).toBe(failure);
		expect(afterSuccess(visit, NOW + 1, WELL)).toEqual({
			...firstVisit,
			checkedAt: NOW + 1,
			upToDateAt: NOW + 1,
		});
	});

	it('begins with no break again after it was read', () => {
		expect(afterFailure(afterSuccess(failed(6), NOW, WELL), passing(), NOW).nextTryAt).toBe(NOW);
	});
});

describe('a tenant that was never read', () => {
	it('is due, and so is its sweep', () => {
		expect([isDue(firstVisit, NOW), isSweepDue(firstVisit, NOW, TENANT)]).toEqual([true, true]);
	});
});

describe('a tenant of which there is only time for the newest span', () => {
	const first = afterSuccess(firstVisit, NOW, STARVED);
	const second = afterSuccess(first, NOW, STARVED);

	it('is read from its newest and from its older spans in turns', () => {
		const third = afterSuccess(second, NOW, STARVED);
		expect([first, second, third].map(({ olderFirst }) => olderFirst)).toEqual([true, undefined, true]);
	});

	it('is read from its newest one again once it was read to the end, or failed', () => {
		expect(afterSuccess(first, NOW, WELL).olderFirst).toBeUndefined();
		expect(afterFailure(first, passing(), NOW).olderFirst).toBeUndefined();
	});
});

describe('a read of one tenant', () => {
	it('remembers until when the newest alerts were read, and does not forget it when they are not', () => {
		const read = afterSuccess(firstVisit, NOW, WELL);
		const behind = afterSuccess(read, NOW + 1, { ...WELL, upToDate: false });
		expect([read, behind].map(({ upToDateAt }) => upToDateAt)).toEqual([NOW, NOW]);
		expect(afterSuccess(firstVisit, NOW, { ...WELL, upToDate: false }).upToDateAt).toBeUndefined();
	});

	it('does not forget when an older span was read last', () => {
		const visit = { ...firstVisit, olderAt: NOW };
		expect(afterSuccess(visit, NOW + 1, WELL).olderAt).toBe(NOW);
		expect(afterFailure(visit, passing(), NOW + 1).olderAt).toBe(NOW);
	});
});

describe('a sweep', () => {
	const swept = afterSuccess(firstVisit, NOW, SWEPT);

	const TENANTS = Array.from({ length: 300 }, (_, n) => `${TENANT}${n}`);
	/** Of those that were all swept now, and again whenever they were due. */
	const dueIn = (minutes: number[]) => {
		const sweptAt = new Map(TENANTS.map((id) => [id, NOW]));
		return minutes.map((minute) => {
			const now = NOW + minute * MINUTE_MS;
			const due = TENANTS.filter((id) => isSweepDue({ ...swept, sweptAt: sweptAt.get(id) ?? 0 }, now, id));
			for (const id of due) sweptAt.set(id, now);
			return due;
		});
	};
	const minutes = (from: number) => Array.from({ length: 30 }, (_, n) => from + n);

	it('is not due again at once, but when the clock was set back', () => {
		expect(isSweepDue(swept, NOW, TENANT)).toBe(false);
		expect(isSweepDue(swept, NOW - 1, TENANT)).toBe(true);
	});

	it('is due again in each half hour, every tenant once', () => {
		const due = dueIn([...minutes(1), ...minutes(31), ...minutes(61)]);
		for (const from of [0, 30, 60])
			expect(
				due
					.slice(from, from + 30)
					.flat()
					.sort(),
			).toEqual([...TENANTS].sort());
	});

	it('is not due for many at a time', () => {
		const most = Math.max(...dueIn(minutes(1)).map(({ length }) => length));
		expect(most).toBeLessThanOrEqual((2 * TENANTS.length) / 30);
	});

	it('is due after half an hour however seldom polls are', () => {
		expect(dueIn([30, 60, 600]).map(({ length }) => length)).toEqual([300, 300, 300]);
	});

	it('stays due when only a part of it was read, or it failed', () => {
		expect(isSweepDue(afterSuccess(firstVisit, NOW, WELL), NOW, TENANT)).toBe(true);
		expect(isSweepDue(afterFailure(firstVisit, passing(), NOW), NOW, TENANT)).toBe(true);
	});

	it('is not forgotten by a read without one', () => {
		expect(afterSuccess(swept, NOW + MINUTE_MS, WELL).sweptAt).toBe(NOW);
	});
});

describe('to where the last whole sweep looked', () => {
	const [A, B] = ['2026-01-05T10:00:00.0000000Z', '2026-01-05T11:00:00.0000000Z'];
	const after = (before: Partial<Visit>, sweep: Partial<SweepExtent>) => {
		const { sweptTo, sweepingTo } = afterSuccess({ ...firstVisit, ...before }, NOW, {
			...WELL,
			sweep: { ...NONE, ...sweep },
		});
		return [sweptTo, sweepingTo];
	};

	it.each<[string, Partial<Visit>, Partial<SweepExtent>, Array<string | undefined>]>([
		['that began and ended', { sweptTo: A }, { begunTo: B }, [B, undefined]],
		['that began and is to be gone on with', { sweptTo: A }, { begunTo: B, isLeft: true }, [A, B]],
		['that goes on', { sweptTo: A, sweepingTo: B }, { isLeft: true }, [A, B]],
		['that ended', { sweptTo: A, sweepingTo: B }, {}, [B, undefined]],
		['of an earlier process that ended', {}, {}, [undefined, undefined]],
		['that was none', { sweptTo: A }, {}, [A, undefined]],
		['beside something unread', { sweptTo: A }, { begunTo: B, isInterrupted: true }, [undefined, undefined]],
	])('is known after a sweep %s', (_what, before, extent, expected) => {
		expect(after(before, extent)).toEqual(expected);
	});

	it('is not known after a failure, which may have left something unread', () => {
		const { sweptTo, sweepingTo } = afterFailure(
			{ ...firstVisit, sweptTo: A, sweepingTo: B },
			passing(),
			NOW,
		);
		expect([sweptTo, sweepingTo]).toEqual([undefined, undefined]);
	});
});

describe('the page', () => {
	const halved = (times: number) => ({ ...firstVisit, halvings: times });

	it.each([
		[0, 500, true],
		[1, 250, true],
		[2, 125, true],
		[3, 63, true],
		[4, 32, false],
		[5, 16, false],
		[6, 8, false],
	])('after %i halvings has %i rows, with details: %s', (times, top, expand) => {
		expect(pageOf(halved(times), 500)).toEqual({ top, expand });
	});

	it('never has fewer than five rows, or a tie could not be told from a page', () => {
		expect(pageOf(halved(6), 50).top).toBe(5);
	});

	it.each<[FailureKind, number]>([
		['outage', 1],
		['network', 1],
		['unexpectedAnswer', 1],
		['throttled', 0],
		['consentMissing', 0],
		['badRequest', 0],
	])('after a failure of kind %s is halved %i times', (kind, halvings) => {
		expect(afterFailure(firstVisit, lasting({ kind }), NOW).halvings).toBe(halvings);
	});

	it('is halved once for each failure, up to a limit', () => {
		expect(failed(100, passing({ kind: 'outage' })).halvings).toBe(6);
	});

	it('that came slowly is halved too, and stays so although the read goes well', () => {
		const slow = afterSlowPage(failed(2), NOW);
		expect(slow).toEqual({ ...failed(2), halvings: 1, halvedAt: NOW });
		expect(afterSuccess(slow, NOW + MINUTE_MS, WELL).halvings).toBe(1);
		expect(afterSlowPage(halved(6), NOW).halvings).toBe(6);
	});

	it('stays small for an hour, or it would break down at every second poll', () => {
		const small = afterFailure(firstVisit, passing({ kind: 'outage' }), NOW);
		const soon = afterSuccess(small, NOW + HOUR_MS - 1, WELL);
		expect(soon).toMatchObject({ halvings: 1, halvedAt: NOW });
		expect(afterSuccess(soon, NOW + HOUR_MS, WELL).halvings).toBe(0);
	});

	it('grows back step by step, an hour each', () => {
		const first = afterSuccess({ ...halved(3), halvedAt: NOW }, NOW + HOUR_MS, WELL);
		expect(first).toMatchObject({ halvings: 2, halvedAt: NOW + HOUR_MS });
		expect(afterSuccess(first, NOW + HOUR_MS + MINUTE_MS, WELL).halvings).toBe(2);
		expect(afterSuccess(first, NOW + 2 * HOUR_MS, WELL).halvings).toBe(1);
	});

	it('grows back although the clock was set back', () => {
		expect(afterSuccess({ ...halved(3), halvedAt: NOW + HOUR_MS }, NOW, WELL).halvings).toBe(2);
	});

	it('of full size does not grow', () => {
		expect(afterSuccess(firstVisit, NOW, WELL).halvings).toBe(0);
	});

	it('keeps its size through a failure that has nothing to do with it', () => {
		const small = { ...halved(3), halvedAt: NOW };
		expect(afterFailure(small, passing({ kind: 'throttled' }), NOW + 1)).toMatchObject({
			halvings: 3,
			halvedAt: NOW,
		});
	});
});
