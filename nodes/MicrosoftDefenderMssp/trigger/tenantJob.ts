import type { Checkpoint } from '../core/checkpoint';
import type { Failure } from '../core/failure';
import type { Tenant } from '../core/tenant';
import { firstVisit, isSweepDue } from '../core/visit';
import type { Connection } from '../transport/connection';
import { quotaKey } from '../transport/requestQuota';
import type { TriggerConfig } from './config';
import type { PollMemory, PollTime } from './pollFrame';
import type { TenantReader } from './tenantReader';
import { createReader } from './tenantReader';

/** A customer that takes longer for a page lets others begin; milliseconds. */
export const PATIENCE_MS = 2_000;

/** A tenant that is being read. */
export interface Job {
	/** The tenant's partition. */
	key: string;
	visitKey: string;
	tenant: Tenant;
	/** How far it has come with what was handed over in this poll. */
	checkpoint: Checkpoint;
	reader: TenantReader;
	sweepDue: boolean;
	/** See `Visit`. */
	sweptTo?: string;
	/** Pages begun. */
	begun: number;
	/** Pages of older spans among them. */
	olderBegun: number;
	/** When a page of an older span was begun last, also in polls before; milliseconds since 1970. */
	olderAt: number;
	/** When the page that is under way was begun; milliseconds since 1970. */
	waitingSince?: number;
	/** New rows that are held, as far as they are counted. */
	held: number;
	/** A page took so long that others had to go on without it. */
	slow?: true;
	failure?: Failure;
}

/** A tenant with what is needed to read it. */
export type JobIdentity = Pick<Job, 'key' | 'visitKey' | 'tenant' | 'checkpoint'> & { freshFrom?: string };

/** A tenant that is about to be read. */
export function newJob(
	{ source, includeEvidence, simplify, format, sweepMs }: TriggerConfig,
	connection: Connection,
	{ freshFrom, ...identity }: JobIdentity,
	{ memory, time }: { memory: PollMemory; time: PollTime },
): Job {
	const { visitKey, tenant, checkpoint } = identity;
	const visit = memory.visits.get(visitKey) ?? firstVisit;
	const sweepDue = sweepMs > 0 && isSweepDue(visit, connection.now(), tenant.id);
	const key = quotaKey(connection, tenant.id, source.service);
	const reader = createReader({
		source,
		connection,
		tenantId: tenant.id,
		checkpoint,
		sweepDue,
		...(freshFrom !== undefined && { freshFrom }),
		olderFirst: visit.olderFirst === true,
		includeEvidence,
		keepsRaw: !simplify || format !== undefined,
		refused: memory.refused,
		ties: memory.ties,
		takeRequest: () => {
			const now = connection.now();
			return now < time.lastStartAt && memory.quota.take(key, source.limits, now);
		},
	});
	const { olderAt = 0, sweptTo } = visit;
	const job = { ...identity, reader, sweepDue, begun: 0, olderBegun: 0, olderAt, held: 0 };
	return sweptTo === undefined ? job : { ...job, sweptTo };
}
