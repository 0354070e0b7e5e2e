import { compact } from '../core/compact';
import type { Failure, FailureKind } from '../core/failure';
import type { Tenant } from '../core/tenant';

/** A passing failure is reported only once it has lasted this long, so that a blip wakes nobody up. */
const GRACE_MS = 5 * 60_000;

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
	event: { id: string; type: 'degraded' | 'recovered' | 'expiring' };
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
	};
}

export interface HealthStep {
	record?: HealthRecord;
	item?: HealthItem;
}

/** What to remember and whether to tell, after a poll of this tenant failed (or not). Tells each change once. */
export function nextHealth(
	tenant: Tenant,
	before: HealthRecord | undefined,
	failure: Failure | undefined,
	nowMs: number,
): HealthStep {
	const now = new Date(nowMs).toISOString();
	if (failure === undefined) {
		return before?.reported === true ? { item: recovered(tenant, before, now) } : {};
	}
	// A tenant in trouble often answers with passing failures too; they neither restart nor repeat what is known.
	const same = before !== undefined && (failure.transient || before.kind === failure.kind);
	const { since, reported } = same ? before : { since: now, reported: false };
	if (reported) return { record: before };
	const due = !failure.transient || nowMs - Date.parse(since) >= GRACE_MS;
	const record = { kind: failure.kind, since, reported: due };
	return { record, item: due ? degraded(tenant, record, failure) : undefined };
}

function degraded(tenant: Tenant, { kind, since }: HealthRecord, failure: Failure): HealthItem {
	const { cause, remedy, link, code } = failure;
	return {
		event: { id: `${tenant.id}:degraded:${kind}:${since}`, type: 'degraded' },
		tenant,
		health: compact({ kind, since, cause, remedy, link, code }),
	};
}

function recovered(tenant: Tenant, { kind, since }: HealthRecord, until: string): HealthItem {
	return {
		event: { id: `${tenant.id}:recovered:${kind}:${since}`, type: 'recovered' },
		tenant,
		health: { kind, since, until },
	};
}
