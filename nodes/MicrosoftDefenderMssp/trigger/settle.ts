import type { Failure } from '../core/failure';
import type { Tenant } from '../core/tenant';
import type { Visit } from '../core/visit';
import { afterFailure, afterSuccess, firstVisit } from '../core/visit';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Reading } from './deliver';
import type { PollMemory } from './pollFrame';
import type { Job } from './tenantJob';
import { PATIENCE_MS } from './tenantJob';

/** A page that takes longer is asked for in halves. */
export const SLOW_PAGE_MS = 15_000;
/** An answer that is outstanding for so long at the end of a poll, or for half of a short one, is not merely cut off by it. */
const SILENCE_MS = 10_000;
/**
 * So many customers must meet a failure of the credential before any is read, for it to be taken as that: Entra ID answers
 * one customer's own trouble with the same codes.
 */
export const ENOUGH_REFUSALS = 3;

/** What came of one tenant in a poll. */
export interface TenantRead {
	/** The tenant as typed. */
	reference: string;
	shown: Tenant;
	/** `waiting`: not due yet after failures. `skipped`: due, but there was no time. */
	outcome: 'read' | 'failed' | 'skipped' | 'waiting';
	failure?: Failure;
	/** Read well, yet something must be told. */
	trouble?: Failure;
	/** Milliseconds since 1970. */
	nextTryAt: number;
	/** Skipped: when it was read or tried last; milliseconds since 1970. */
	untriedSince?: number;
	/** There was no time for it in the poll before. */
	wasSkipped?: boolean;
	/** What was read since it was handed over last, also before a failure. */
	reading?: Reading;
}

export interface Settling {
	memory: PollMemory;
	/** When the poll began and now; milliseconds since 1970. */
	startedAt: number;
	now: number;
	/** It got to at least one customer. */
	works: boolean;
	/** What ended the poll, also for the customers that were not tried. */
	credentialFailure?: Failure;
	visitKey: string;
	/** Whether a customer waited for room in the poll, and not for time. */
	hasTime: (job: Job) => boolean;
}

/** Whether the credential got to any customer, and if to none of enough, why. */
export function credentialOf(jobs: Job[]): Pick<Settling, 'works' | 'credentialFailure'> {
	if (jobs.some((job) => job.reader.pages() > 0)) return { works: true };
	const refusals = jobs.flatMap(({ failure }) => (failure?.appliesTo === 'all' ? [failure] : []));
	return { works: false, credentialFailure: refusals[ENOUGH_REFUSALS - 1] };
}

/** What was read of a tenant and not handed over yet. */
export function readingOf({ key, tenant, checkpoint, sweptTo, reader }: Job): Reading {
	return { key, tenant, checkpoint, progress: reader.progress(), ...(sweptTo !== undefined && { sweptTo }) };
}

/** Judges what came of a tenant, and remembers when to try it again. */
export function settle(
	{ reference, shown, resolved }: ResolvedTenant,
	job: Job | undefined,
	settling: Settling,
): TenantRead {
	const { memory, visitKey } = settling;
	const visit = memory.visits.get(visitKey) ?? firstVisit;
	const entry = { reference, shown, nextTryAt: visit.nextTryAt };
	// It is looked up at every poll anyway.
	if (!resolved.ok) return { ...entry, outcome: 'failed', failure: resolved.failure };
	if (job === undefined) return { ...entry, outcome: 'waiting', trouble: visit.failure };
	const reading = readingOf(job);
	const failure = failureOf(job, settling);
	if (failure !== undefined) {
		const next = visitAfter(failure, visit, job, settling);
		memory.visits.set(visitKey, next);
		return { ...entry, outcome: 'failed', failure, nextTryAt: next.nextTryAt, reading };
	}
	if (job.reader.pages() === 0) {
		memory.visits.set(visitKey, { ...visit, skipped: true });
		return { ...entry, outcome: 'skipped', ...(visit.checkedAt > 0 && { untriedSince: visit.checkedAt }) };
	}
	const isUnread = reading.progress.left.length > 0;
	memory.visits.set(visitKey, visitAfterRead(visit, job, isUnread, settling));
	const short = job.checkpoint.short ? tooMany : undefined;
	const trouble = job.reader.trouble(!settling.hasTime(job)) ?? short;
	const wasSkipped = visit.skipped === true;
	return { ...entry, outcome: 'read', reading, wasSkipped, ...(trouble && { trouble }) };
}

function visitAfterRead(visit: Visit, job: Job, isUnread: boolean, { now, hasTime }: Settling): Visit {
	const { reader, sweepDue, olderBegun, waitingSince = now } = job;
	return afterSuccess(visit, now, {
		swept: sweepDue && !isUnread,
		sweep: reader.sweep(),
		starved: isUnread && olderBegun === 0 && !hasTime(job),
		upToDate: reader.next() !== 'head',
		slow: job.slow === true || now - waitingSince >= PATIENCE_MS,
	});
}

/**
 * A credential that gets to nobody makes no customer wait, so that a mended one works at once; but those that were tried
 * come last at the next poll, so that it is tried with others.
 */
function visitAfter(failure: Failure, visit: Visit, { begun }: Job, { works, now }: Settling): Visit {
	if (works || failure.appliesTo !== 'all') return afterFailure(visit, failure, now);
	return begun > 0 ? { ...visit, checkedAt: now } : visit;
}

const failureOf = (job: Job, settling: Settling): Failure | undefined =>
	job.failure ?? settling.credentialFailure ?? silence(job, settling);

/** The failure of a tenant that was asked long ago and had not answered when the poll had to end. */
function silence(job: Job, { startedAt, now }: Settling): Failure | undefined {
	const { waitingSince } = job;
	// One that answered before may merely be slow.
	const longest = job.reader.pages() > 0 ? SLOW_PAGE_MS : SILENCE_MS;
	const atMost = Math.min(longest, (now - startedAt) / 2);
	return waitingSince !== undefined && now - waitingSince > atMost ? unanswered : undefined;
}

/** See `Checkpoint.short`. */
const tooMany: Failure = {
	kind: 'tooManyAlerts',
	appliesTo: 'tenant',
	transient: true,
	cause:
		'This customer has more alerts than the trigger can remember, so it looks back less far for late ones.',
	remedy:
		"New alerts arrive as usual. An alert that becomes visible later than that is missed. Lower 'Late-Arrival Sweep (Hours)' to a span that is enough, or find out with the customer why it has so many alerts.",
};

const unanswered: Failure = {
	kind: 'network',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft did not answer for this customer within the time of a poll.',
	remedy: 'It is tried again. If it stays so for this customer alone, report it to Microsoft.',
};
