import type { Visit } from '../core/visit';
import type { Checkpoint } from '../core/checkpoint';
import { timestampFromMs, timestampToMs } from '../core/timestamp';
import { byWait, firstVisit, isDue } from '../core/visit';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import type { TenantRead } from './settle';
import { credentialOf, settle } from './settle';
import type { TriggerState } from './state';
import { partitionKey } from './state';
import type { Job } from './tenantJob';
import { newJob } from './tenantJob';
import type { ReadingFrame } from './turns';
import { takeTurns } from './takeTurns';
import { createTurns } from './turns';

/** So old the newest alerts are that come before all that waits. */
const FRESH_MS = 15 * 60_000;
/** A tenant that was not read for longer may have more waiting than a page; polls themselves may be an hour apart. */
const LONG_MS = 65 * 60_000;

export interface TenantsRead {
	/** In the order of the tenants. */
	reads: TenantRead[];
	/** Items that may still be handed over. */
	itemsLeft: number;
}

/**
 * Reads the tenants page by page in turns, those first that have waited longest, until all is read, enough is held
 * or time is up. A tenant's failure ends that tenant's turns; a credential that gets to none of those tried ends the poll.
 */
export async function readTenants(
	config: TriggerConfig,
	{ before, state }: { before: TriggerState; state: TriggerState },
	connection: Connection,
	tenants: ResolvedTenant[],
	frame: ReadingFrame,
): Promise<TenantsRead> {
	const { memory, time } = frame;
	const now = connection.now();
	const serviceNow = connection.serviceNow();
	const savedMsAgo = before.savedAt === undefined ? Infinity : serviceNow - timestampToMs(before.savedAt);
	const visitKeyOf = ({ reference }: ResolvedTenant) => partitionKey(config.source.name, reference);
	const visitOf = (key: string): Visit => memory.visits.get(key) ?? firstVisit;
	const jobs = new Map<ResolvedTenant, Job>();
	for (const entry of tenants) {
		const visitKey = visitKeyOf(entry);
		if (!entry.resolved.ok || !isDue(visitOf(visitKey), now)) continue;
		const key = partitionKey(config.source.name, entry.resolved.value.id);
		const checkpoint = state.checkpoints[key];
		if (checkpoint === undefined) continue;
		const progressed = { visit: visitOf(visitKey), checkpoint, now, serviceNow, savedMsAgo };
		const isNew = before.checkpoints[key] !== checkpoint;
		const fresh = isNew || isBehind(progressed) ? { freshFrom: timestampFromMs(serviceNow - FRESH_MS) } : {};
		const identity = { key, visitKey, tenant: entry.resolved.value, checkpoint, ...fresh };
		jobs.set(entry, newJob(config, connection, identity, { memory, time }));
	}
	const order = byWait(now);
	const queue = [...jobs.values()].sort((a, b) => order(visitOf(a.visitKey), visitOf(b.visitKey)));
	const turns = createTurns(queue, config, connection, frame);
	await takeTurns(turns);
	const end = connection.now();
	const hasTime = (job: Job) => end < time.lastStartAt && turns.line.has(job);
	const settling = { memory, startedAt: now, now: end, hasTime, ...credentialOf(queue) };
	const reads = tenants.map((entry) =>
		settle(entry, jobs.get(entry), { ...settling, visitKey: visitKeyOf(entry) }),
	);
	return { reads, itemsLeft: turns.room.forRest() };
}

interface Progressed {
	visit: Visit;
	checkpoint: Checkpoint;
	now: number;
	serviceNow: number;
	/** How long ago anything was stored, which is all that a new process knows; milliseconds. */
	savedMsAgo: number;
}

/** Whether there may be more to read than the newest page. */
function isBehind({ visit, checkpoint: { resume }, now, serviceNow, savedMsAgo }: Progressed): boolean {
	const { upToDateAt } = visit;
	const ms = upToDateAt === undefined ? savedMsAgo : now - upToDateAt;
	// Not for a few minutes: each would be a span by itself, and where there is little time nothing older was ever read.
	return ms > LONG_MS || (resume !== undefined && serviceNow - timestampToMs(resume) > 2 * FRESH_MS);
}
