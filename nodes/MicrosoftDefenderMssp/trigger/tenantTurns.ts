import type { Visit } from '../core/visit';
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
	state: TriggerState,
	connection: Connection,
	tenants: ResolvedTenant[],
	frame: ReadingFrame,
): Promise<TenantsRead> {
	const { memory, time } = frame;
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
