import type { Failure } from '../core/failure';
import { fail } from '../core/result';
import { earlier, later, timestampFromMs } from '../core/timestamp';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import { hasNewTenant, LONGEST_GAP_MS, START_ALLOWANCE_MS } from './prepareState';
import type { TriggerState, Unclocked } from './state';
import { partitionKey } from './state';

/** What a poll begins with once it was tried to learn Microsoft's time for those customers who need it. */
export interface Starts {
	before: TriggerState;
	tenants: ResolvedTenant[];
	/** False where Microsoft's answers do not tell the time. */
	clockKnown: boolean;
}

/**
 * Where customers begin is told by Microsoft's clock alone, because ours may be days off. While nothing of Microsoft can be
 * asked, those listed meanwhile cannot be read, and only how long they have been listed is remembered; where they begin
 * follows from that once the time is known.
 */
export async function startsByClock(
	before: TriggerState,
	config: TriggerConfig,
	connection: Connection,
	tenants: ResolvedTenant[],
	resumes: boolean,
): Promise<Starts> {
	const waiting = before.unclocked ?? {};
	const keyOf = ({ reference }: ResolvedTenant) => partitionKey(config.source.name, reference);
	const isWaiting = (tenant: ResolvedTenant) => waiting[keyOf(tenant)] !== undefined;
	if (!hasNewTenant(before, config, tenants, connection.now()) && !tenants.some(isWaiting)) {
		return { before, tenants, clockKnown: true };
	}
	const measured = await connection.measureClock();
	if (measured.ok) {
		const begins = { ...before.begins, ...beginsOf(waiting, config, connection) };
		return { before: { ...before, begins, unclocked: undefined }, tenants, clockKnown: measured.value };
	}
	const storedAt = resumes ? before.savedAt : undefined;
	const isUnknown = (tenant: ResolvedTenant) =>
		!hasPlace(before, config, tenant) && (isWaiting(tenant) || before.begins[keyOf(tenant)] === undefined);
	const listed = tenants.filter(isUnknown).map((tenant) => {
		const key = keyOf(tenant);
		return [key, waitedSince(waiting[key], connection.now(), storedAt)] as const;
	});
	return {
		before: { ...before, unclocked: { ...waiting, ...Object.fromEntries(listed) } },
		tenants: tenants.map((tenant) => (isUnknown(tenant) ? unreachable(tenant, measured.failure) : tenant)),
		clockKnown: false,
	};
}

/** It goes on from a checkpoint, under whatever name it is listed. */
const hasPlace = (
	{ checkpoints }: TriggerState,
	{ source }: TriggerConfig,
	{ resolved }: ResolvedTenant,
): boolean => resolved.ok && checkpoints[partitionKey(source.name, resolved.value.id)] !== undefined;

function unreachable(tenant: ResolvedTenant, failure: Failure): ResolvedTenant {
	return tenant.resolved.ok ? { ...tenant, resolved: fail(failure) } : tenant;
}

/** A clock that was set back since costs no more than the time between two polls. */
function waitedSince(known: Unclocked | undefined, now: number, storedAt?: string): Unclocked {
	if (known === undefined) return { at: now, waitedMs: 0, ...(storedAt !== undefined && { storedAt }) };
	return { ...known, at: now, waitedMs: known.waitedMs + Math.max(0, now - known.at) };
}

function beginsOf(
	waiting: Record<string, Unclocked>,
	{ lookBackMs }: TriggerConfig,
	connection: Connection,
): Record<string, string> {
	const begins = Object.entries(waiting).map(([key, unclocked]) => {
		const { waitedMs, storedAt } = waitedSince(unclocked, connection.now());
		const listedAt = connection.serviceNow() - waitedMs;
		const usual = timestampFromMs(listedAt - Math.max(lookBackMs, START_ALLOWANCE_MS));
		if (storedAt === undefined) return [key, usual] as const;
		return [key, earlier(usual, later(storedAt, timestampFromMs(listedAt - LONGEST_GAP_MS)))] as const;
	});
	return Object.fromEntries(begins);
}
