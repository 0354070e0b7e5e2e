import { checksumOf } from './checksum';
import { compact } from './compact';
import type { Failure } from './failure';

const MINUTE_MS = 60_000;
/** A sweep re-reads a day; twice an hour finds what is late soon enough and costs one request in thirty. */
const SWEEP_EVERY_MS = 30 * MINUTE_MS;
const LONGEST_BREAK_MS = 10 * MINUTE_MS;
const MOST_HALVINGS = 6;
const RECOVERY_MS = 60 * MINUTE_MS;

/**
 * What is known of a tenant's last reads. Kept in memory only: whatever of it is lost at a restart just makes a tenant be
 * read sooner than need be.
 */
export interface Visit {
	/** Milliseconds since 1970, by our clock; 0 before the first read. */
	checkedAt: number;
	sweptAt: number;
	/** To where the last sweep looked that got to its end, and the one that is under way; normalized. */
	sweptTo?: string;
	sweepingTo?: string;
	/** Failed reads in a row. */
	failures: number;
	/** Not before this time, again by our clock. */
	nextTryAt: number;
	/** Why the last read failed. */
	failure?: Failure;
	/** How often the page was halved, because the service broke down or took long over it. */
	halvings: number;
	/** When it was halved last, or tried in twice the size again; milliseconds since 1970. */
	halvedAt: number;
	/** The next read begins with a page of an older span, because the last one had only time for the newest. */
	olderFirst?: true;
	/** When a page of an older span was begun last; milliseconds since 1970. Absent: never. */
	olderAt?: number;
	/** There was no time for it in the last poll. */
	skipped?: true;
	/** A page took so long that others had to go on without it. */
	slow?: true;
	/** When its newest alerts were read to their end; milliseconds since 1970. Absent: never. */
	upToDateAt?: number;
}

export const firstVisit: Visit = {
	checkedAt: 0,
	sweptAt: 0,
	failures: 0,
	nextTryAt: 0,
	halvings: 0,
	halvedAt: 0,
};

/** Whether the tenant may be asked now. The break of a clock that was set back since is none. */
export function isDue({ nextTryAt, checkedAt }: Visit, now: number): boolean {
	return nextTryAt <= now || checkedAt > now;
}

/**
 * Orders those that may be asked: who has waited longest, and of those the ones that did not fail and were not slow, so that
 * a poll has read others before it meets trouble that it knows of. A failed one waits from the end of its break on, and one that was read in
 * the future of a clock that was set back since has waited longest.
 */
export function byWait(now: number): (a: Visit, b: Visit) => number {
	const since = ({ checkedAt, nextTryAt }: Visit) => (checkedAt > now ? 0 : Math.max(checkedAt, nextTryAt));
	return (a, b) =>
		since(a) - since(b) || a.failures - b.failures || Number(a.slow ?? false) - Number(b.slow ?? false);
}

/**
 * Whether to look again for rows that became visible late. The minutes at which that is due depend on the tenant, so that no poll
 * has to read the last day of all of them again.
 */
export function isSweepDue({ sweptAt }: Visit, now: number, tenantId: string): boolean {
	const share = checksumOf(tenantId) / 2 ** 53;
	const turn = (at: number) => Math.floor(at / SWEEP_EVERY_MS + share);
	return turn(now) > turn(sweptAt) || sweptAt > now;
}

/** How far a read came with a sweep. */
export interface SweepExtent {
	/** Something else was unread before it or after it. */
	isInterrupted: boolean;
	/** To where it looks, if this read began it; normalized. */
	begunTo?: string;
	/** It is to be gone on with. */
	isLeft: boolean;
}

/** How far a read came that went well. */
export interface ReadExtent {
	/** All of a sweep that was due was read. */
	swept: boolean;
	sweep: SweepExtent;
	/** There was no time for anything but the newest span, and something else is left. */
	starved: boolean;
	/** The newest span was read to its end. */
	upToDate: boolean;
	/** See {@link Visit}. */
	slow: boolean;
}

/**
 * After a read that went well. Where there is never time for more than a page, the newest span and the older ones take
 * turns.
 */
export function afterSuccess(
	visit: Visit,
	now: number,
	{ swept, sweep, starved, upToDate, slow }: ReadExtent,
): Visit {
	const { olderAt, upToDateAt } = visit;
	const last = upToDate ? now : upToDateAt;
	return {
		checkedAt: now,
		sweptAt: swept ? now : visit.sweptAt,
		...sweptSpans(visit, sweep),
		failures: 0,
		nextTryAt: 0,
		...recovered(visit, now),
		...(starved && visit.olderFirst === undefined && { olderFirst: true }),
		...(slow && { slow }),
		...(olderAt !== undefined && { olderAt }),
		...(last !== undefined && { upToDateAt: last }),
	};
}

/**
 * A sweep shows that everything from before its beginning was handled, unless something was unread: what is in there may since
 * have been updated, and become visible late in what was read. One that a process before began is of unknown extent.
 */
function sweptSpans(
	{ sweptTo, sweepingTo }: Visit,
	{ isInterrupted, begunTo = sweepingTo, isLeft }: SweepExtent,
): Pick<Visit, 'sweptTo' | 'sweepingTo'> {
	if (isInterrupted) return {};
	return compact(isLeft ? { sweptTo, sweepingTo: begunTo } : { sweptTo: begunTo ?? sweptTo });
}

/**
 * After a failed read: it is tried at the next poll, then after 1, 2, 4, … minutes, ten at most, so that a customer that
 * was mended is found within that time and one that is not costs little. `Retry-After` is never shortened.
 */
export function afterFailure(visit: Visit, failure: Failure, now: number): Visit {
	const failures = visit.failures + 1;
	const pause = failures < 2 ? 0 : Math.min(LONGEST_BREAK_MS, MINUTE_MS * 2 ** Math.min(failures - 2, 10));
	// A little less, so that a poll that is a little early does not cost a whole interval.
	const nextTryAt = now + Math.max(pause * 0.9, failure.retryAfterMs ?? 0);
	return {
		...visit,
		checkedAt: now,
		failures,
		failure,
		nextTryAt,
		// Older spans may be what fails, and must not keep new alerts from coming.
		olderFirst: undefined,
		sweptTo: undefined,
		sweepingTo: undefined,
		...(isTooBig(failure) && halved(visit, now)),
	};
}

/** After a page that came, but slowly. */
export const afterSlowPage = (visit: Visit, now: number): Visit => ({ ...visit, ...halved(visit, now) });

const halved = ({ halvings }: Visit, now: number) => ({
	halvings: Math.min(MOST_HALVINGS, halvings + 1),
	halvedAt: now,
});

/** A page that was too big an hour ago may not be any more; sooner, it would break down at every second poll. */
function recovered({ halvings, halvedAt }: Visit, now: number): Pick<Visit, 'halvings' | 'halvedAt'> {
	const isLongAgo = now - halvedAt >= RECOVERY_MS || halvedAt > now;
	return halvings > 0 && isLongAgo ? { halvings: halvings - 1, halvedAt: now } : { halvings, halvedAt };
}

const isTooBig = ({ kind }: Failure): boolean => ['outage', 'network', 'unexpectedAnswer'].includes(kind);

/** Rows to ask for, and whether to ask for details: those are dropped only when smaller pages did not help. */
export function pageOf({ halvings }: Visit, pageSize: number): { top: number; expand: boolean } {
	return { top: Math.max(5, Math.ceil(pageSize / 2 ** halvings)), expand: halvings < 4 };
}
