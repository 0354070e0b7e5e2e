import type { Failure } from '../core/failure';
import { fail } from '../core/result';
import { earlier, later, timestampFromMs } from '../core/timestamp';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import { wasAwayLong } from './places';
import type { Starts } from './prepareState';
import { hasNewTenant, LONGEST_GAP_MS, START_ALLOWANCE_MS } from './prepareState';
import type { TriggerState, Unclocked } from './state';
import { partitionKey } from './state';

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
	const now = connection.now();
	if (!hasNewTenant(before, config, tenants, now) && !tenants.some(isWaiting)) {
		return { before, tenants, clockKnown: true, begun: {} };
	}
	const measured = await connection.measureClock();
	if (measured.ok) {
		const begun = beginsOf(waiting, config, connection);
		const begins = { ...before.begins, ...begun };
		return {
			before: { ...before, begins, unclocked: undefined },
			tenants,
			clockKnown: measured.value,
			begun,
		};
	}
	const storedAt = resumes ? before.savedAt : undefined;
	const isUnknown = (tenant: ResolvedTenant) =>
		!goesOn(before, config, tenant, now) &&
		(isWaiting(tenant) || hasNewTenant(before, config, [tenant], now));
	const listed = tenants.filter(isUnknown).map((tenant) => {
		const key = keyOf(tenant);
		return [key, waitedSince(waiting[key], now, storedAt)] as const;
	});
	return {
		before: { ...before, unclocked: { ...waiting, ...Object.fromEntries(listed) } },
		tenants: tenants.map((tenant) => (isUnknown(tenant) ? unreachable(tenant, measured.failure) : tenant)),
		clockKnown: false,
		begun: {},
	};
}

/** It is read from its checkpoint on, under whatever name it is listed. */
function goesOn(
	before: TriggerState,
	{ source }: TriggerConfig,
	{ resolved }: ResolvedTenant,
	now: number,
): boolean {
	const key = resolved.ok ? partitionKey(source.name, resolved.value.id) : undefined;
	return key !== undefined && before.checkpoints[key] !== undefined && !wasAwayLong(before, key, now);
}

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
