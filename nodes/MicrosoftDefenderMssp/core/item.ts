import type { SimpleAlert } from './alert';
import { checksum } from './checksum';
import { compact } from './compact';
import type { AlertEvent, EventType, Row } from './event';
import type { SimpleIncident } from './incident';
import type { JsonObject } from './json';
import { objects } from './json';
import type { PortalLinks } from './links';
import { alertLinks, incidentLinks } from './links';
import type { SeenAlerts } from './seen';
import { seenKey, seenValue } from './seen';
import type { Changes, Snapshot } from './snapshot';
import type { Tenant } from './tenant';
import { normalizeTimestamp, serviceTime } from './timestamp';

/** An alert read from a tenant: as the service sent it and as people route on it. */
export interface AlertRecord {
	raw: JsonObject;
	simple: SimpleAlert;
}

/** An incident read from a tenant, likewise. */
export interface IncidentRecord {
	raw: JsonObject;
	simple: SimpleIncident;
}

export type SecurityRecord = AlertRecord | IncidentRecord;

/** The property under which an item carries what was read. */
export type Noun = 'alert' | 'incident';

/** What one item of the trigger carries. */
export interface EventItem {
	event: ItemEvent;
	tenant: Tenant;
	alert?: SimpleAlert | JsonObject;
	incident?: SimpleIncident | JsonObject;
	links: PortalLinks;
}

export interface ItemEvent {
	/** `<tenant id>:<alert id>:<version>`, the same at every delivery of the same event, for idempotent next steps. */
	id: string;
	type: EventType;
	/** Only on created events: it was resolved before it was first seen. */
	alreadyResolved?: true;
	/** What changed since the version before; absent where that one is not remembered. */
	changes?: Changes;
}

/** What one item of the action node carries. */
export interface AlertItem {
	tenant: Tenant;
	alert: SimpleAlert | JsonObject;
	links: PortalLinks;
}

export interface ItemOptions {
	portalUrl: string;
	simplify: boolean;
}

/** The item of an alert that was asked for. */
export function alertItem(
	{ raw, simple }: AlertRecord,
	tenant: Tenant,
	{ portalUrl, simplify }: ItemOptions,
): AlertItem {
	return {
		tenant,
		alert: simplify ? simple : raw,
		links: alertLinks(simple, tenant.id, portalUrl),
	};
}

/** Likewise, of an incident. */
export interface IncidentItem {
	tenant: Tenant;
	incident: SimpleIncident | JsonObject;
	links: PortalLinks;
}

/** The item of an incident that was asked for. */
export const incidentItem = (
	{ raw, simple }: IncidentRecord,
	tenant: Tenant,
	{ portalUrl, simplify }: ItemOptions,
): IncidentItem => ({
	tenant,
	incident: simplify ? simple : raw,
	links: incidentLinks(simple.id, tenant.id, portalUrl),
});

/** A row of the checkpoint with what it stands for. */
export interface RecordRow extends Row {
	record: SecurityRecord;
}

/** A record until it is handed over: what the service sent is much the larger part, and only held where it is needed. */
export type HeldRecord = Pick<SecurityRecord, 'simple'> & Partial<Pick<SecurityRecord, 'raw'>>;

/** A row of the checkpoint with what is held of its record. */
export interface HeldRow extends Row {
	record: HeldRecord;
}

/** An alert or incident without any readable time stays due for ever, and is remembered for as long: rather that than lost. */
const TIMELESS = '9999-12-31T23:59:59.9999999Z';

/** What tells one version of an alert or incident from another, as the service wrote it. */
export type Version = Pick<SimpleAlert, 'id' | 'createdDateTime' | 'lastUpdateDateTime'>;

/** Whether this version or a later one is remembered, for which nothing else of it has to be looked at. */
export function isSeen(version: Version, seen: SeenAlerts): boolean {
	const known = seen.get(seenKey(version.id));
	return known !== undefined && timesOf(version).updatedAt <= known.updatedAt;
}

/** When this version came to be, as the service finds it; a version without any time is later than all others. */
export const versionTime = (version: Version): string => timesOf(version).updatedAt;

/** An alert of the year 1, which is no time, would never count as new. */
const timeOf = (value: string | undefined): string | undefined => serviceTime(normalizeTimestamp(value));

function timesOf({ createdDateTime, lastUpdateDateTime }: Version): Pick<Row, 'createdAt' | 'updatedAt'> {
	const created = timeOf(createdDateTime);
	const updatedAt = timeOf(lastUpdateDateTime) ?? created ?? TIMELESS;
	return { createdAt: created ?? updatedAt, updatedAt };
}

/** The record as the checkpoint sees it. */
export function rowOf(record: SecurityRecord, withEvidence: boolean): RecordRow {
	const { simple, raw } = record;
	const resolvedAt = 'resolvedDateTime' in simple ? timeOf(simple.resolvedDateTime) : undefined;
	return {
		record,
		// Rows without an id would all be one.
		id: simple.id === '' ? `~${checksum(JSON.stringify(raw))}` : simple.id,
		...timesOf(simple),
		...(resolvedAt !== undefined && { resolvedAt }),
		snapshot: snapshotOf(simple, withEvidence ? objects(raw.evidence ?? raw.alerts).length : undefined),
	};
}

function snapshotOf(simple: SecurityRecord['simple'], evidence: number | undefined): Snapshot {
	const { status, severity, assignedTo, classification, determination } = simple;
	const incidentId = 'incidentId' in simple ? simple.incidentId : undefined;
	return {
		status: seenValue(status),
		severity: seenValue(severity),
		assignedTo: seenValue(assignedTo),
		classification: seenValue(classification),
		determination: seenValue(determination),
		incidentId: seenValue(incidentId),
		...(evidence !== undefined && { evidence: String(evidence) }),
	};
}

/** The item of an event; one that is not simplified needs what the service sent. */
export function eventItem(
	event: AlertEvent<HeldRow>,
	noun: Noun,
	tenant: Tenant,
	{ portalUrl, simplify }: ItemOptions,
): EventItem {
	const { raw, simple } = event.row.record;
	return {
		event: itemEvent(event, tenant),
		tenant,
		[noun]: simplify ? simple : raw,
		links: linksOf(noun, simple, tenant, portalUrl),
	};
}

function linksOf(
	noun: Noun,
	simple: SecurityRecord['simple'],
	{ id }: Tenant,
	portalUrl: string,
): PortalLinks {
	return noun === 'alert' ? alertLinks(simple, id, portalUrl) : incidentLinks(simple.id, id, portalUrl);
}

/** The version of a created event is the creation time, because that never changes; of any other the last update. */
function itemEvent({ type, row, changes }: AlertEvent<HeldRow>, tenant: Tenant): ItemEvent {
	const version =
		type === 'created' ? (normalizeTimestamp(row.record.simple.createdDateTime) ?? '') : row.updatedAt;
	return compact({
		id: `${tenant.id}:${row.id}:${version}`,
		type,
		alreadyResolved: type === 'created' && row.snapshot.status === 'resolved' ? (true as const) : undefined,
		changes,
	});
}
