import { compact } from '../core/compact';
import type { Failure, FailureKind } from '../core/failure';
import type { Tenant } from '../core/tenant';

/** A passing failure is reported only once it has lasted this long, so that a blip wakes nobody up. */
export const PASSING_GRACE_MS = 5 * 60_000;

/** What is remembered of a troubled tenant. */
export interface HealthRecord {
	kind: FailureKind;
	/** ISO 8601, UTC. */
	since: string;
	reported: boolean;
}

/** What of the credential will end. */
export type ExpiryKind = 'certificateExpiring' | 'secretExpiring' | 'signInExpiring';

/** One item of output 'Tenant Health'. */
export interface HealthItem {
	event: { id: string; type: 'degraded' | 'recovered' | 'expiring' | 'skipped' };
	tenant: Tenant;
	health: {
		kind: FailureKind | ExpiryKind;
		/** Since when it is in trouble. */
		since?: string;
		/** When it recovered, or when what expires will end. */
		until?: string;
		cause?: string;
		remedy?: string;
		link?: string;
		code?: string;
		/** When it is tried again, if that is not at the next poll. */
		nextTry?: string;
	};
}

export interface HealthStep {
	record?: HealthRecord;
	item?: HealthItem;
}

/**
 * What to remember and whether to tell, after a poll of this tenant failed (or not). Tells each change once. `nextTryAt`
 * in milliseconds since 1970.
 */
export function nextHealth(
	tenant: Tenant,
	before: HealthRecord | undefined,
	failure: Failure | undefined,
	nowMs: number,
	nextTryAt = nowMs,
): HealthStep {
	if (failure === undefined) {
		const now = new Date(nowMs).toISOString();
		return before?.reported === true ? { item: recovered(tenant, before, now) } : {};
	}
	const known = sameTrouble(before, failure);
	if (known?.reported === true) return { record: known };
	const since = beginOf(known, nowMs);
	const due = !failure.transient || nowMs - Date.parse(since) >= PASSING_GRACE_MS;
	const record = { kind: failure.kind, since, reported: due };
	const nextTry = nextTryAt > nowMs ? new Date(nextTryAt).toISOString() : undefined;
	return { record, item: due ? degraded(tenant, record, failure, nextTry) : undefined };
}

/** A tenant in trouble often answers with passing failures too; they neither restart nor repeat what is known. */
const sameTrouble = (before: HealthRecord | undefined, { transient, kind }: Failure) =>
	transient || before?.kind === kind ? before : undefined;

/** Since when; not from the future of a clock that was set back since, or it would be told only then. */
function beginOf(known: HealthRecord | undefined, nowMs: number): string {
	const isPast = known !== undefined && Date.parse(known.since) <= nowMs;
	return isPast ? known.since : new Date(nowMs).toISOString();
}

function degraded(
	tenant: Tenant,
	{ kind, since }: HealthRecord,
	{ cause, remedy, link, code }: Failure,
	nextTry?: string,
): HealthItem {
	const type = kind === 'budget' ? 'skipped' : 'degraded';
	return {
		event: { id: `${tenant.id}:${type}:${kind}:${since}`, type },
		tenant,
		health: compact({ kind, since, cause, remedy, link, code, nextTry }),
	};
}

/** There was no time for this tenant. */
export const outOfBudget: Failure = {
	kind: 'budget',
	appliesTo: 'tenant',
	transient: true,
	cause:
		'This customer could not be read in the last polls: the others took all the time, or its requests were used up.',
	remedy:
		"It comes first at the next poll, and nothing is lost. If it stays so, raise 'Tenants at a Time' or 'Max Items per Poll', poll more often, or divide the customers among several triggers.",
};

function recovered(tenant: Tenant, { kind, since }: HealthRecord, until: string): HealthItem {
	return {
		event: { id: `${tenant.id}:recovered:${kind}:${since}`, type: 'recovered' },
		tenant,
		health: { kind, since, until },
	};
}

/** The records of what was told: what was not begins anew, where nothing is known of the time since the poll before. */
export function toldTroubles(health: Record<string, HealthRecord>): Record<string, HealthRecord> {
	return Object.fromEntries(Object.entries(health).filter(([, { reported }]) => reported));
}

/** The records without what was told in this poll, because it is not handed over. */
export function untold(
	health: Record<string, HealthRecord>,
	before: Record<string, HealthRecord>,
): Record<string, HealthRecord> {
	const records = Object.entries(health).map(
		([key, record]) => [key, before[key] ?? { ...record, reported: false }] as const,
	);
	return Object.fromEntries(records);
}
