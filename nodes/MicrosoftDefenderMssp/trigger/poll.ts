import { distinct } from '../core/compact';
import type { Failure } from '../core/failure';
import { detailedOf } from '../core/forget';
import { paceAt } from '../core/pace';
import type { Tenant } from '../core/tenant';
import { timestampFromMs } from '../core/timestamp';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import type { Delivered, Delivery, Reading } from './deliver';
import { deliver } from './deliver';
import { DISCOVERY, discoveryHealth } from './discovery';
import { expiryWarnings } from './expiry';
import type { HealthItem, HealthRecord } from './health';
import { nextHealth, outOfBudget, toldTroubles, untold } from './health';
import type { PollFrame } from './pollFrame';
import { prepareState } from './prepareState';
import type { TenantRead } from './settle';
import { startsByClock } from './startClock';
import { readTenants } from './tenantTurns';
import type { TriggerState } from './state';
import { partitionKey } from './state';

export type { Delivery } from './deliver';

export interface PollOutcome {
	/** By tenant, in the order of the list; tenants with nothing due are left out. */
	deliveries: Delivery[];
	health: HealthItem[];
	/** What to remember once everything is handed over. */
	state: TriggerState;
	/** What to remember otherwise: where customers begin, and the waves that were handed over before. */
	handedOver: TriggerState;
	/** Tenants that could not be read this time. */
	failures: TenantFailure[];
	/** No tenant could be read; `failures` has those that were tried. */
	nothingWorks: boolean;
}

export interface TenantFailure {
	tenant: Tenant;
	failure: Failure;
	/** Since when; ISO 8601. */
	since: string;
}

/**
 * Reads what is new in every tenant that is due, shares out what may be handed over, and says how things stand with each.
 * A tenant that fails keeps what was read of it and goes on from there; the others are not touched by it. `stored` is not
 * changed: nothing is remembered unless the caller keeps the new state. What is handed over in waves (see `PollFrame`) is not
 * in the outcome.
 */
export async function pollTenants(
	config: TriggerConfig,
	stored: TriggerState,
	connection: Connection,
	listed: ResolvedTenant[],
	{ memory, time, resumes, discovery, handOver }: PollFrame,
): Promise<PollOutcome> {
	const starts = await startsByClock(stored, config, connection, listed, resumes);
	const { before, tenants } = starts;
	const { polledAt } = memory.pace;
	const prepared = prepareState(before, config, connection, tenants, { ...starts, resumes, polledAt });
	const state = { ...prepared, discovered: discovery?.customers };
	const { pace, isBroken } = paceAt(memory.pace, connection.now());
	Object.assign(memory.pace, pace);
	const known = isBroken ? toldTroubles(before.health) : before.health;
	let handedOver: TriggerState = {
		...state,
		checkpoints: { ...state.checkpoints },
		health: known,
		// The first poll is stored whatever comes of it, and a later process begins new customers from then on.
		savedAt: before.savedAt ?? timestampFromMs(connection.serviceNow()),
	};
	const detailed = detailedOf(listed.length);
	/** Moves the state past what is handed over of this. */
	const take = (readings: Reading[], portion: { most: number; whole?: boolean }): Delivered => {
		// The odd items begin where those of the hand-over before ended, so that as many as it takes serve everybody once.
		const turn = handedOver.sequence * config.maxItems;
		const delivered = deliver(readings, config, connection, { ...portion, detailed, turn });
		Object.assign(state.checkpoints, delivered.checkpoints);
		return delivered;
	};
	const stamp = () => ({
		sequence: handedOver.sequence + 1,
		savedAt: timestampFromMs(connection.serviceNow()),
	});
	const wave = (readings: Reading[], most: number): Delivered => {
		const delivered = take(readings, { most, whole: true });
		const { deliveries } = delivered;
		if (deliveries.length === 0) return delivered;
		const { warned } = before;
		handedOver = { ...state, checkpoints: { ...state.checkpoints }, health: known, warned, ...stamp() };
		handOver?.({ deliveries, health: [], state: handedOver });
		return delivered;
	};
	const frame = { memory, time, ...(handOver && { handOver: wave }) };
	const { reads, itemsLeft } = await readTenants(config, { before, state }, connection, tenants, frame);
	const readings = reads.flatMap(({ reading }) => (reading === undefined ? [] : [reading]));
	const { deliveries, stumbles } = take(readings, { most: itemsLeft });
	const judged = reads.map((read): TenantRead => {
		const failure = stumbles.get(read.reading?.key ?? '');
		return failure === undefined ? read : { ...read, outcome: 'failed', failure };
	});
	const judgement = judge(judged, { ...before, health: known }, state, { config, connection, discovery });
	const isStored = deliveries.length + judgement.health.length > 0 || before.savedAt === undefined;
	const { sequence, savedAt } = isStored ? stamp() : handedOver;
	return { deliveries, ...judgement, state: { ...state, sequence, savedAt }, handedOver };
}

interface Judging extends Pick<PollFrame, 'discovery'> {
	config: TriggerConfig;
	connection: Connection;
}

/** How things stand with each tenant, and what is to be told of it. Writes what was told into `state`. */
function judge(
	reads: TenantRead[],
	before: TriggerState,
	state: TriggerState,
	{ config: { source }, connection, discovery }: Judging,
): Pick<PollOutcome, 'health' | 'failures' | 'nothingWorks'> {
	const now = connection.now();
	const health: HealthItem[] = [];
	const failures: TenantFailure[] = [];
	for (const read of reads) {
		const { shown, failure, nextTryAt } = read;
		const key = partitionKey(source.name, read.reference);
		const known = knownOf(read, before.health[key]);
		const step = isStillSkipped(read, known)
			? { record: known }
			: nextHealth(shown, known, toTell(read), now, nextTryAt);
		if (step.record !== undefined) state.health[key] = step.record;
		if (step.item !== undefined) health.push(step.item);
		const since = step.record?.since ?? new Date(now).toISOString();
		if (failure !== undefined) failures.push({ tenant: shown, failure, since });
	}
	const { tenantIdOrDomain: id } = connection;
	const own: Tenant = { id, name: id, labels: {} };
	const { record, item } = discovery ? discoveryHealth(discovery, own, before.health[DISCOVERY], now) : {};
	if (record !== undefined) state.health[DISCOVERY] = record;
	if (item !== undefined) health.push(item);
	const expiry = expiryWarnings(connection.ends, own, before.warned, now);
	state.warned = expiry.warned;
	// Of a tenant that is listed three times, two entries have the same to tell.
	const told = distinct(health);
	const nothingWorks = !reads.some(({ outcome }) => outcome === 'read' || outcome === 'skipped');
	if (!nothingWorks) return { health: [...told, ...expiry.items], failures, nothingWorks };
	// The poll's own failure tells it; an item for each of hundreds of customers would say the same.
	state.health = untold(state.health, before.health);
	return { health: expiry.items, failures, nothingWorks };
}

/** A customer for which there is no time is not in trouble only since the poll in which that was noticed. */
function knownOf({ untriedSince }: TenantRead, known?: HealthRecord): HealthRecord | undefined {
	if (known !== undefined || untriedSince === undefined) return known;
	return { kind: outOfBudget.kind, since: new Date(untriedSince).toISOString(), reported: false };
}

/** One that is read every few polls would else be told as recovered and as skipped over and over. */
const isStillSkipped = ({ outcome, wasSkipped, trouble }: TenantRead, known?: HealthRecord): boolean =>
	outcome === 'read' &&
	wasSkipped === true &&
	trouble === undefined &&
	known?.kind === outOfBudget.kind &&
	known.reported;

const toTell = ({ failure, trouble, outcome }: TenantRead): Failure | undefined =>
	failure ?? trouble ?? (outcome === 'skipped' ? outOfBudget : undefined);
