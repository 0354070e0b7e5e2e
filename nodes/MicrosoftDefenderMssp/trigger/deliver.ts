import type { Checkpoint, Wanted } from '../core/checkpoint';
import { advance } from '../core/checkpoint';
import type { AlertEvent } from '../core/event';
import { fairShares, wholeShares } from '../core/fairShares';
import type { Failure } from '../core/failure';
import type { EventItem, HeldRow } from '../core/item';
import { eventItem } from '../core/item';
import { passesRecordFilter } from '../core/recordFilter';
import type { Tenant } from '../core/tenant';
import { timestampFromMs } from '../core/timestamp';
import type { Undo } from '../core/undo';
import { formatItem } from '../formats/formatItem';
import { stumbled } from '../tenants/fanOut';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import type { TenantProgress } from './tenantReader';

/** What was read of a tenant from its checkpoint on. */
export interface Reading {
	/** The tenant's partition. */
	key: string;
	tenant: Tenant;
	checkpoint: Checkpoint;
	progress: TenantProgress;
	/** See `Rules`. */
	sweptTo?: string;
}

export interface Delivery {
	/** The partition whose checkpoint moves with these items. */
	key: string;
	items: EventItem[];
	/** What n8n gets of each item: itself, or its documents in the format chosen. */
	rows: object[][];
	/** Makes these items due again, should they turn out not to have arrived. */
	undo: Undo;
}

export interface Delivered {
	/** In the order of what was read; without those that have nothing due. */
	deliveries: Delivery[];
	/** How far the tenants have come with them. */
	checkpoints: Record<string, Checkpoint>;
	/** By partition, whose alerts made our own code throw; those tenants stay where they were, and no other is held up. */
	stumbles: Map<string, Failure>;
}

/** What may be handed over. */
export interface Portion {
	/** So many items. */
	most: number;
	/** Where to begin with what cannot be divided evenly. */
	turn: number;
	/** Of so many versions of each tenant the values are remembered. */
	detailed: number;
	/** Takes all of a tenant or leaves it, because the rest would have to be read again. */
	whole?: boolean;
}

/**
 * Makes items of what was read and shares out what may be handed over: new alerts first, each tenant's, then those that
 * waited. What gets no share stays unread.
 */
export function deliver(
	readings: Reading[],
	config: TriggerConfig,
	connection: Connection,
	portion: Portion,
): Delivered {
	const rulesFor = (reading: Reading) => ({
		...rulesOf(config, connection, reading),
		detailed: portion.detailed,
	});
	const wanted: Wanted<HeldRow> = {
		events: config.events,
		passes: ({ record }) => passesRecordFilter(record, config.filter),
	};
	const { deliveries, checkpoints, stumbles }: Delivered = {
		deliveries: [],
		checkpoints: {},
		stumbles: new Map(),
	};
	const attempt = <T>({ key }: Reading, work: () => T[]): T[] => {
		try {
			return work();
		} catch (thrown) {
			stumbles.set(key, stumbled(thrown));
			return [];
		}
	};
	const due = readings
		.filter(({ progress }) => progress.pages.length > 0)
		.flatMap((reading) =>
			attempt(reading, () => {
				const { checkpoint, progress } = reading;
				const rules = rulesFor(reading);
				const all = advance(checkpoint, progress, { ...rules, limit: Infinity }, wanted);
				return [{ reading, rules, all, fresh: freshOf(all.events, progress) }];
			}),
		);
	const limits = limitsOf(due, portion);
	for (const [index, { reading, rules, all }] of due.entries()) {
		const { key, tenant, checkpoint, progress } = reading;
		const limit = limits[index];
		if (limit === undefined) continue;
		const { events, next, undo } =
			all.events.length <= limit ? all : advance(checkpoint, progress, { ...rules, limit }, wanted);
		const items = attempt(reading, () => itemsOf(events, tenant, config, connection));
		if (stumbles.has(key)) continue;
		checkpoints[key] = next;
		if (undo === undefined) continue;
		deliveries.push({ key, items: items.map(({ item }) => item), rows: items.map(({ rows }) => rows), undo });
	}
	return { deliveries, checkpoints, stumbles };
}

/** How many of the events are of pages that show the newest alerts; those come first. */
function freshOf(events: Array<AlertEvent<HeldRow>>, { pages, heads }: TenantProgress): number {
	if (heads === pages.length) return events.length;
	const fresh = new Set(pages.slice(0, heads).flatMap(({ rows }) => rows));
	return events.filter(({ row }) => fresh.has(row)).length;
}

interface Due {
	all: { events: unknown[] };
	/** See {@link freshOf}. */
	fresh: number;
}

/** How many events each may hand over; undefined: it is left as it is. */
function limitsOf(due: Due[], { most, turn, whole = false }: Portion): Array<number | undefined> {
	if (whole)
		return wholeShares(
			due.map(({ all }) => all.events.length),
			most,
		);
	// Nobody's backlog takes the place of anybody's new alerts.
	const fresh = fairShares(
		due.map((one) => one.fresh),
		most,
		turn,
	);
	const left = most - fresh.reduce((sum, share) => sum + share, 0);
	const waited = fairShares(
		due.map((one) => one.all.events.length - one.fresh),
		left,
		turn,
	);
	return fresh.map((share, index) => share + (waited[index] ?? 0));
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

function rulesOf(
	{ source, overlapMs, sweepMs, settleMs }: TriggerConfig,
	{ customerNow, serviceNow }: Connection,
	{ tenant: { id: tenantId }, sweptTo }: Reading,
) {
	const now = customerNow({ tenantId, service: source.service });
	return {
		overlapMs,
		sweepMs,
		...(sweptTo !== undefined && { sweptTo }),
		// Incidents do not tell when they were resolved.
		keepsResolved: source.noun === 'incident',
		// Not by our clock, which may be days ahead: a row dated in between would then move the checkpoint past those to come. By
		// the earlier of two of Microsoft's, because one may be ahead.
		latest: timestampFromMs(Math.min(now, serviceNow())),
		...(settleMs > 0 && { settledBefore: timestampFromMs(now - settleMs) }),
	};
}

function byTime({ row: a }: AlertEvent<HeldRow>, { row: b }: AlertEvent<HeldRow>): number {
	if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? -1 : 1;
	return a.id < b.id ? -1 : Number(a.id > b.id);
}
