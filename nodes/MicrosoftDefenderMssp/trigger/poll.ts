import type { Checkpoint } from '../core/checkpoint';
import { advance } from '../core/checkpoint';
import { distinct } from '../core/compact';
import type { AlertEvent } from '../core/event';
import { fairShares } from '../core/fairShares';
import type { Failure } from '../core/failure';
import type { EventItem, HeldRow } from '../core/item';
import { eventItem } from '../core/item';
import { paceAt } from '../core/pace';
import { passesRecordFilter } from '../core/recordFilter';
import type { Tenant } from '../core/tenant';
import { timestampFromMs } from '../core/timestamp';
import { formatItem } from '../formats/formatItem';
import { stumbled } from '../tenants/fanOut';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import { DISCOVERY, discoveryHealth } from './discovery';
import { expiryWarnings } from './expiry';
import type { HealthItem } from './health';
import { nextHealth, outOfBudget, toldTroubles, untold } from './health';
import type { PollFrame } from './pollFrame';
import { readTenants } from './tenantTurns';
import type { TenantRead } from './tenantTurns';
import { hasNewTenant, prepareState } from './prepareState';
import type { TriggerState } from './state';
import { partitionKey } from './state';

export interface PollOutcome {
	/** By tenant, in the order of the list; tenants with nothing due are left out. */
	deliveries: Delivery[];
	health: HealthItem[];
	/** What to remember once everything is handed over. */
	state: TriggerState;
	/** What to remember if nothing is: where customers begin. */
	begun: TriggerState;
	/** Tenants that could not be read this time. */
	failures: TenantFailure[];
	/** No tenant could be read; `failures` has those that were tried. */
	nothingWorks: boolean;
}

export interface Delivery {
	/** The partition whose checkpoint moves with these items. */
	key: string;
	items: EventItem[];
	/** What n8n gets of each item: itself, or its documents in the format chosen. */
	rows: object[][];
}

export interface TenantFailure {
	tenant: Tenant;
	failure: Failure;
	/** Since when; ISO 8601. */
	since: string;
}

/**
 * Reads what is new in every tenant that is due, shares out what may be handed over, and says how things stand with each.
 * A tenant that fails keeps what was read of it and goes on from there; the others are not touched by it. `before` is not
 * changed: nothing is remembered unless the caller keeps the new state.
 */
export async function pollTenants(
	config: TriggerConfig,
	before: TriggerState,
	connection: Connection,
	tenants: ResolvedTenant[],
	{ memory, time, resumes, discovery }: PollFrame,
): Promise<PollOutcome> {
	const clockKnown =
		!hasNewTenant(before, config, tenants, connection.now()) || (await connection.measureClock());
	const prepared = prepareState(before, config, connection, tenants, { clockKnown, resumes });
	const state = { ...prepared, discovered: discovery?.customers };
	const { pace, isBroken } = paceAt(memory.pace, connection.now());
	Object.assign(memory.pace, pace);
	const known = isBroken ? toldTroubles(before.health) : before.health;
	const begun = { ...state, checkpoints: { ...state.checkpoints }, health: known };
	const reads = await readTenants(config, state, connection, tenants, { memory, time });
	// The odd items begin where those of the poll before ended, so that as many polls as it takes serve everybody once.
	const turn = before.sequence * config.maxItems;
	const { deliveries, checkpoints, stumbles } = deliver(reads, config, connection, turn);
	Object.assign(state.checkpoints, checkpoints);
	const judged = reads.map((read): TenantRead => {
		const failure = stumbles.get(read);
		return failure === undefined ? read : { ...read, outcome: 'failed', failure };
	});
	const judgement = judge(judged, { ...before, health: known }, state, { config, connection, discovery });
	const isStored = deliveries.length + judgement.health.length > 0 || before.savedAt === undefined;
	const saved = { sequence: before.sequence + 1, savedAt: timestampFromMs(connection.serviceNow()) };
	return { deliveries, ...judgement, begun, state: isStored ? { ...state, ...saved } : state };
}

interface Delivered {
	deliveries: Delivery[];
	/** How far the tenants have come with them. */
	checkpoints: Record<string, Checkpoint>;
	/** Whose alerts made our own code throw; those tenants stay where they were, and no other is held up. */
	stumbles: Map<TenantRead, Failure>;
}

function deliver(
	reads: TenantRead[],
	config: TriggerConfig,
	connection: Connection,
	turn: number,
): Delivered {
	const rules = rulesOf(config, connection);
	const isWanted = ({ type, row }: AlertEvent<HeldRow>) =>
		config.events.includes(type) && passesRecordFilter(row.record, config.filter);
	const { deliveries, checkpoints, stumbles }: Delivered = {
		deliveries: [],
		checkpoints: {},
		stumbles: new Map(),
	};
	const attempt = <T>(read: TenantRead, work: () => T[]): T[] => {
		try {
			return work();
		} catch (thrown) {
			stumbles.set(read, stumbled(thrown));
			return [];
		}
	};
	const due = reads.flatMap((read) => {
		const { reading } = read;
		if (reading === undefined || reading.progress.pages.length === 0) return [];
		const { checkpoint, progress } = reading;
		return attempt(read, () => {
			const all = advance(checkpoint, progress, { ...rules, limit: Infinity }, isWanted);
			return [{ ...reading, read, all }];
		});
	});
	const shares = fairShares(
		due.map(({ all }) => all.events.length),
		config.maxItems,
		turn,
	);
	for (const [index, { read, key, tenant, checkpoint, progress, all }] of due.entries()) {
		const limit = shares[index] ?? 0;
		const { events, next } =
			all.events.length <= limit ? all : advance(checkpoint, progress, { ...rules, limit }, isWanted);
		const items = attempt(read, () => itemsOf(events, tenant, config, connection));
		if (stumbles.has(read)) continue;
		checkpoints[key] = next;
		if (items.length > 0)
			deliveries.push({ key, items: items.map(({ item }) => item), rows: items.map(({ rows }) => rows) });
	}
	return { deliveries, checkpoints, stumbles };
}

/** The items of one tenant in the order of their updates, each with what n8n gets of it. */
function itemsOf(
	events: Array<AlertEvent<HeldRow>>,
	tenant: Tenant,
	{ source, simplify, format }: TriggerConfig,
	{ cloud: { portalUrl } }: Connection,
): Array<{ item: EventItem; rows: object[] }> {
	return [...events].sort(byTime).map((event) => {
		const item = eventItem(event, source.noun, tenant, { portalUrl, simplify });
		return { item, rows: formatItem(item, event.row.record, format) };
	});
}

function rulesOf({ overlapMs, sweepMs, settleMs }: TriggerConfig, connection: Connection) {
	const { serviceNow } = connection;
	return {
		overlapMs,
		sweepMs: Math.max(sweepMs, overlapMs),
		// Not by our clock, which may be days ahead: a row dated in between would then move the checkpoint past those to come.
		latest: timestampFromMs(serviceNow()),
		...(settleMs > 0 && { settledBefore: timestampFromMs(serviceNow() - settleMs) }),
	};
}

function byTime({ row: a }: AlertEvent<HeldRow>, { row: b }: AlertEvent<HeldRow>): number {
	if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? -1 : 1;
	return a.id < b.id ? -1 : Number(a.id > b.id);
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
		const known = before.health[key];
		const step = nextHealth(shown, known, toTell(read), now, nextTryAt);
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

const toTell = ({ failure, trouble, outcome }: TenantRead): Failure | undefined =>
	failure ?? trouble ?? (outcome === 'skipped' ? outOfBudget : undefined);
