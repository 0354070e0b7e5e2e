import type { Checkpoint, Progress } from '../core/checkpoint';
import type { Failure } from '../core/failure';
import type { HeldRow } from '../core/item';
import type { Tenant } from '../core/tenant';
import { fail } from '../core/result';
import { stumbled } from '../tenants/fanOut';
import { inTurns } from '../tenants/inTurns';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import { quotaKey } from '../transport/requestQuota';
import type { TriggerConfig } from './config';
import type { PollMemory, PollTime } from './pollFrame';
import type { TriggerState } from './state';
import { partitionKey } from './state';
import type { TenantReader } from './tenantReader';
import { createReader } from './tenantReader';
import type { Visit } from '../core/visit';
import {
	afterFailure,
	afterSlowPage,
	afterSuccess,
	byWait,
	firstVisit,
	isDue,
	isSweepDue,
	pageOf,
} from '../core/visit';

/** A page that takes longer is asked for in halves. */
const SLOW_PAGE_MS = 15_000;
/** An answer that is outstanding for so long at the end of a poll, or for half of a short one, is not merely cut off by it. */
const SILENCE_MS = 10_000;
/** So many times the items that may be handed over are held in memory at most, to begin with tenants that come late. */
const MOST_HELD = 4;
/**
 * So many customers must meet a failure of the credential before any is read, for it to be taken as that: Entra ID answers
 * one customer's own trouble with the same codes.
 */
const ENOUGH_REFUSALS = 3;

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
	/** What was read, also before a failure. */
	reading?: { key: string; tenant: Tenant; checkpoint: Checkpoint; progress: Progress<HeldRow> };
}

/** A tenant that is being read. */
interface Job {
	key: string;
	tenant: Tenant;
	checkpoint: Checkpoint;
	reader: TenantReader;
	sweepDue: boolean;
	visitKey: string;
	/** Pages begun. */
	begun: number;
	/** When the page that is under way was begun; milliseconds since 1970. */
	waitingSince?: number;
	failure?: Failure;
}

/**
 * Reads the tenants page by page in turns, those first that have waited longest, until all is read, enough is held
 * or time is up. A tenant's failure ends that tenant's turns; a credential that gets to none of those tried ends the poll.
 */
export async function readTenants(
	config: TriggerConfig,
	state: TriggerState,
	connection: Connection,
	tenants: ResolvedTenant[],
	{ memory, time }: { memory: PollMemory; time: PollTime },
): Promise<TenantRead[]> {
	const now = connection.now();
	const visitKeyOf = ({ reference }: ResolvedTenant) => partitionKey(config.source.name, reference);
	const visitOf = (key: string): Visit => memory.visits.get(key) ?? firstVisit;
	const jobs = new Map<ResolvedTenant, Job>();
	for (const entry of tenants) {
		const visitKey = visitKeyOf(entry);
		if (!entry.resolved.ok || !isDue(visitOf(visitKey), now)) continue;
		const key = partitionKey(config.source.name, entry.resolved.value.id);
		const checkpoint = state.checkpoints[key];
		if (checkpoint === undefined) continue;
		const identity = { key, visitKey, tenant: entry.resolved.value, checkpoint };
		jobs.set(entry, newJob(config, connection, identity, { memory, time }));
	}
	const order = byWait(now);
	const queue = [...jobs.values()].sort((a, b) => order(visitOf(a.visitKey), visitOf(b.visitKey)));
	await takeTurns(queue, config, connection, { memory, time });
	const settling = { memory, startedAt: now, now: connection.now(), ...credentialOf(queue) };
	return tenants.map((entry) => settle(entry, jobs.get(entry), { ...settling, visitKey: visitKeyOf(entry) }));
}

function newJob(
	{ source, includeEvidence, simplify, format, sweepMs }: TriggerConfig,
	connection: Connection,
	identity: Pick<Job, 'key' | 'visitKey' | 'tenant' | 'checkpoint'>,
	{ memory, time }: { memory: PollMemory; time: PollTime },
): Job {
	const { visitKey, tenant, checkpoint } = identity;
	const visit = memory.visits.get(visitKey) ?? firstVisit;
	const sweepDue = sweepMs > 0 && isSweepDue(visit, connection.now());
	const key = quotaKey(connection, tenant.id, source.service);
	const reader = createReader({
		source,
		connection,
		tenantId: tenant.id,
		checkpoint,
		sweepDue,
		olderFirst: visit.olderFirst === true,
		includeEvidence,
		keepsRaw: !simplify || format !== undefined,
		unsorted: memory.unsorted,
		takeRequest: () => {
			const now = connection.now();
			return now < time.lastStartAt && memory.quota.take(key, source.limits, now);
		},
	});
	return { ...identity, reader, sweepDue, begun: 0 };
}

async function takeTurns(
	queue: Job[],
	{ concurrency, maxItems, source }: TriggerConfig,
	connection: Connection,
	{ memory, time }: { memory: PollMemory; time: PollTime },
): Promise<void> {
	let refusals = 0;
	let works = false;
	const isHopeless = () => !works && refusals >= ENOUGH_REFUSALS;
	let held = 0;
	const isEnough = (job: Job) => held >= (job.begun === 0 ? MOST_HELD * maxItems : maxItems);
	const turn = async (job: Job): Promise<boolean> => {
		if (isHopeless() || connection.now() >= time.lastStartAt || isEnough(job)) return false;
		const visit = memory.visits.get(job.visitKey) ?? firstVisit;
		const startedAt = connection.now();
		job.begun += 1;
		job.waitingSince = startedAt;
		const heldBefore = job.reader.rows();
		const page = await job.reader
			.readPage(pageOf(visit, source.pageSize))
			.catch((thrown: unknown) => fail(stumbled(thrown)));
		job.waitingSince = undefined;
		if (connection.now() - startedAt > SLOW_PAGE_MS) halve(job, memory, connection.now());
		held += job.reader.rows() - heldBefore;
		works ||= page.ok;
		if (page.ok) return page.value;
		job.failure = page.failure;
		if (page.failure.appliesTo === 'all') refusals += 1;
		return false;
	};
	await Promise.race([inTurns(queue, concurrency, turn), time.over]);
}

/** Whether the credential got to any customer, and if to none of enough, why. */
function credentialOf(jobs: Job[]): Pick<Settling, 'works' | 'credentialFailure'> {
	if (jobs.some(({ reader }) => reader.pages() > 0)) return { works: true };
	const refusals = jobs.flatMap(({ failure }) => (failure?.appliesTo === 'all' ? [failure] : []));
	return { works: false, credentialFailure: refusals[ENOUGH_REFUSALS - 1] };
}

/** Looked up anew, because the poll may have ended and been judged meanwhile. */
function halve({ visitKey }: Job, { visits }: PollMemory, now: number): void {
	visits.set(visitKey, afterSlowPage(visits.get(visitKey) ?? firstVisit, now));
}

interface Settling {
	memory: PollMemory;
	/** When the poll began and now; milliseconds since 1970. */
	startedAt: number;
	now: number;
	/** It got to at least one customer. */
	works: boolean;
	/** What ended the poll, also for the customers that were not tried. */
	credentialFailure?: Failure;
	visitKey: string;
}

/** Judges what came of a tenant, and remembers when to try it again. */
function settle(
	{ reference, shown, resolved }: ResolvedTenant,
	job: Job | undefined,
	settling: Settling,
): TenantRead {
	const { memory, visitKey, now } = settling;
	const visit = memory.visits.get(visitKey) ?? firstVisit;
	const entry = { reference, shown, nextTryAt: visit.nextTryAt };
	// It is looked up at every poll anyway.
	if (!resolved.ok) return { ...entry, outcome: 'failed', failure: resolved.failure };
	if (job === undefined) return { ...entry, outcome: 'waiting', trouble: visit.failure };
	const { key, tenant, checkpoint, reader } = job;
	const reading = { key, tenant, checkpoint, progress: reader.progress() };
	const failure = failureOf(job, settling);
	if (failure !== undefined) {
		const next = visitAfter(failure, visit, job, settling);
		memory.visits.set(visitKey, next);
		return { ...entry, outcome: 'failed', failure, nextTryAt: next.nextTryAt, reading };
	}
	if (reader.pages() === 0) return { ...entry, outcome: 'skipped', reading };
	const unread = reading.progress.left.length > 0;
	memory.visits.set(visitKey, afterSuccess(visit, now, job.sweepDue && !unread, unread));
	const trouble = reader.trouble();
	return { ...entry, outcome: 'read', reading, ...(trouble && { trouble }) };
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
function silence({ waitingSince, reader }: Job, { startedAt, now }: Settling): Failure | undefined {
	// One that answered before may merely be slow.
	const longest = reader.pages() > 0 ? SLOW_PAGE_MS : SILENCE_MS;
	const atMost = Math.min(longest, (now - startedAt) / 2);
	return waitingSince !== undefined && now - waitingSince > atMost ? unanswered : undefined;
}

const unanswered: Failure = {
	kind: 'network',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft did not answer for this customer within the time of a poll.',
	remedy: 'It is tried again. If it stays so for this customer alone, report it to Microsoft.',
};
