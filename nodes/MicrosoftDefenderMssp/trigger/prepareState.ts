import type { Checkpoint } from '../core/checkpoint';
import { startAt } from '../core/checkpoint';
import { earlier, later, timestampFromMs } from '../core/timestamp';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import { replay } from './replay';
import type { TriggerState } from './state';
import { partitionKey } from './state';

/**
 * "From now" begins this much earlier: clocks differ, and an alert shows up some minutes after its creation time. An old
 * alert too many at the first run is better than a lost one.
 */
export const START_ALLOWANCE_MS = 15 * 60_000;
/** And so much more where Microsoft's answers do not tell the time. */
const UNKNOWN_CLOCK_MS = 2 * 3_600_000;
/** How far a tenant goes back at most that n8n may have forgotten. */
export const LONGEST_GAP_MS = 24 * 3_600_000;
/** A customer that is taken off the list by mistake can be put back for so long without a gap. */
const UNLISTED_KEPT_MS = 30 * 24 * 3_600_000;

/**
 * The state to poll with: a checkpoint for every tenant that is known, a beginning for those listed since, and without
 * those not listed for a month. A new object.
 */
export function prepareState(
	before: TriggerState,
	config: TriggerConfig,
	connection: Connection,
	tenants: ResolvedTenant[],
	{ clockKnown, resumes }: { clockKnown: boolean; resumes: boolean },
): TriggerState {
	const keyOf = (tenant: string) => partitionKey(config.source.name, tenant);
	// The earlier of two clocks where Microsoft's is not known for sure, because one of them may be ahead.
	const now = clockKnown ? connection.serviceNow() : Math.min(connection.now(), connection.serviceNow());
	const allowance = START_ALLOWANCE_MS + (clockKnown ? 0 : UNKNOWN_CLOCK_MS);
	const usual = timestampFromMs(now - Math.max(config.lookBackMs, allowance));
	// n8n stores nothing at a poll that finds nothing, so the process before may have known a tenant that seems new now.
	const lastStored = resumes && before.savedAt !== undefined ? before.savedAt : usual;
	const start = earlier(usual, later(lastStored, timestampFromMs(now - LONGEST_GAP_MS)));
	const listedNow = tenants.map(
		({ reference }) => [keyOf(reference), before.begins[keyOf(reference)] ?? start] as const,
	);
	const oldest = timestampFromMs(now - UNLISTED_KEPT_MS);
	const recent = Object.entries(before.begins).filter(([, begin]) => begin > oldest);
	const begins: Record<string, string> = Object.fromEntries([...recent, ...listedNow]);
	const listed = tenants.flatMap(({ reference, resolved }): Array<[string, Checkpoint]> => {
		if (!resolved.ok) return [];
		const key = keyOf(resolved.value.id);
		return [[key, before.checkpoints[key] ?? startAt(begins[keyOf(reference)] ?? start)]];
	});
	const { checkpoints, unlisted } = keepUnlisted(before, new Map(listed), connection.now());
	const state: TriggerState = { ...before, checkpoints, unlisted, begins, health: {}, warned: {} };
	return config.replay === undefined ? state : replay(state, config.replay, keyOf, tenants);
}

/** Whether a tenant is listed for the first time. */
export function hasNewTenant(
	{ begins }: TriggerState,
	{ source }: TriggerConfig,
	tenants: ResolvedTenant[],
): boolean {
	return tenants.some(({ reference }) => begins[partitionKey(source.name, reference)] === undefined);
}

/** The checkpoints of the listed partitions and of those that were listed not long ago, with since when they are not. */
function keepUnlisted(
	{ checkpoints, unlisted }: TriggerState,
	listed: Map<string, Checkpoint>,
	now: number,
): Pick<TriggerState, 'checkpoints' | 'unlisted'> {
	const since = (key: string) => unlisted[key] ?? new Date(now).toISOString();
	const kept = Object.entries(checkpoints).filter(
		([key]) => !listed.has(key) && now - Date.parse(since(key)) < UNLISTED_KEPT_MS,
	);
	return {
		checkpoints: Object.fromEntries([...kept, ...listed]),
		unlisted: Object.fromEntries(kept.map(([key]) => [key, since(key)])),
	};
}
