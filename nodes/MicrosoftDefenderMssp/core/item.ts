import type { SimpleAlert } from './alert';
import type { JsonObject } from './json';
import type { AlertLinks } from './links';
import { alertLinks } from './links';
import type { Tenant } from './tenant';

/** An alert read from a tenant: as the service sent it and as people route on it. */
export interface AlertRecord {
	raw: JsonObject;
	simple: SimpleAlert;
}

/** What one alert item carries, in every output of both nodes. */
export interface AlertItem {
	event?: AlertEvent;
	tenant: Tenant;
	alert: SimpleAlert | JsonObject;
	links: AlertLinks;
}

export interface AlertEvent {
	/** `<tenant id>:<alert id>:<version>`, the same at every delivery of the same event, for idempotent next steps. */
	id: string;
	type: 'created';
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

/** The item of an alert that came into being. Its version is the creation time, because that never changes. */
export function createdItem(record: AlertRecord, tenant: Tenant, options: ItemOptions): AlertItem {
	const { id, createdDateTime = '' } = record.simple;
	return {
		event: { id: `${tenant.id}:${id}:${createdDateTime}`, type: 'created' },
		...alertItem(record, tenant, options),
	};
}
