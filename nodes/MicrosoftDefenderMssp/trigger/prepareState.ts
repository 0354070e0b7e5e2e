import type { Checkpoint } from '../core/checkpoint';
import { beginAgainAt, startAt } from '../core/begin';
import { earlier, later, timestampFromMs } from '../core/timestamp';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import { leftPlaces, wasAwayLong } from './places';
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

/** What is known of the time when customers begin. */
export interface Starts {
	before: TriggerState;
	tenants: ResolvedTenant[];
	/** False where Microsoft's answers do not tell the time. */
	clockKnown: boolean;
	/** Where those begin that waited for the time to be known, by the keys of `begins`. */
	begun: Record<string, string>;
}

/** What is known of the poll before this one. */
export interface LastPoll {
	/** It was another process's, which may have known a tenant that seems new now: n8n stores nothing at a poll that finds nothing. */
	resumes: boolean;
	/** When this process polled last, by our clock; milliseconds since 1970. */
	polledAt?: number;
}

/** A tenant that seems new was not listed by then; undefined where nothing is known. */
function lastPollOf(
	{ savedAt }: TriggerState,
	connection: Connection,
	{ resumes, polledAt }: LastPoll,
): string | undefined {
	if (resumes) return savedAt;
	if (polledAt === undefined) return undefined;
	return timestampFromMs(connection.serviceNow() - Math.max(0, connection.now() - polledAt));
}

function usualStart(
	{ lookBackMs }: TriggerConfig,
	connection: Connection,
	clockKnown: boolean,
	lastPoll: string | undefined,
): string {
	// The earlier of two clocks where Microsoft's is not known for sure, because one of them may be ahead.
	const now = clockKnown ? connection.serviceNow() : Math.min(connection.now(), connection.serviceNow());
	const allowance = START_ALLOWANCE_MS + (clockKnown ? 0 : UNKNOWN_CLOCK_MS);
	const usual = timestampFromMs(now - Math.max(lookBackMs, allowance));
	return earlier(usual, later(lastPoll ?? usual, timestampFromMs(now - LONGEST_GAP_MS)));
}

/**
 * The state to poll with: a checkpoint for every tenant that is known, a beginning for those listed since and for those that
 * are back after a long time, and what is kept of those not listed. A new object.
 */
export function prepareState(
	before: TriggerState,
	config: TriggerConfig,
	connection: Connection,
	tenants: ResolvedTenant[],
	{ clockKnown, begun, ...last }: Pick<Starts, 'clockKnown' | 'begun'> & LastPoll,
): TriggerState {
	const keyOf = (tenant: string) => partitionKey(config.source.name, tenant);
	const start = usualStart(config, connection, clockKnown, lastPollOf(before, connection, last));
	const isBack = (key: string) => wasAwayLong(before, key, connection.now());
	const begins = new Map<string, string>();
	const checkpoints = new Map<string, Checkpoint>();
	for (const { reference, resolved } of tenants) {
		const key = keyOf(reference);
		const begin = begun[key] ?? (isBack(key) ? undefined : before.begins[key]) ?? start;
		begins.set(key, begin);
		if (!resolved.ok) continue;
		const partition = keyOf(resolved.value.id);
		const known = before.checkpoints[partition];
		if (known === undefined) checkpoints.set(partition, startAt(begin));
		else checkpoints.set(partition, isBack(partition) ? beginAgainAt(known, begun[key] ?? start) : known);
	}
	const isOpen = tenants.some(({ resolved }) => !resolved.ok && resolved.failure.kind !== 'configuration');
	const left = leftPlaces(
		before,
		{
			references: new Set(begins.keys()),
			partitions: new Set(checkpoints.keys()),
			isUncertain: (key) => isOpen && key.startsWith(keyOf('')),
		},
		connection.now(),
	);
	const state: TriggerState = {
		...before,
		checkpoints: { ...left.checkpoints, ...Object.fromEntries(checkpoints) },
		begins: { ...left.begins, ...Object.fromEntries(begins) },
		unlisted: left.unlisted,
		health: {},
		warned: {},
	};
	return config.replay === undefined ? state : replay(state, config.replay, keyOf, tenants);
}

/** Whether a tenant is to begin: it is listed for the first time, or again after a long time. */
export function hasNewTenant(
	before: TriggerState,
	{ source }: TriggerConfig,
	tenants: ResolvedTenant[],
	now: number,
): boolean {
	return tenants.some(({ reference }) => {
		const key = partitionKey(source.name, reference);
		return before.begins[key] === undefined || wasAwayLong(before, key, now);
	});
}
