import type { ApiHost, Service } from '../core/clouds';
import type { AlertRecord } from '../core/item';
import type { JsonObject } from '../core/json';
import type { Permission } from '../transport/apiFailure';

export type SourceName = 'graphAlerts' | 'defenderAlerts';

/** What to ask the service for; every criterion narrows. */
export interface AlertQuery {
	/** Creation time, inclusive, normalized. */
	createdFrom?: string;
	/** Creation time, inclusive, normalized. */
	createdTo?: string;
	severities?: string[];
	statuses?: string[];
	/** Rows of a page. */
	top: number;
	/** Rows to pass over; only for rows that share one creation time, because other rows move while we read. */
	skip?: number;
	includeEvidence: boolean;
}

/** One API that alerts are read from: its addresses, its query language and the names of its fields. */
export interface AlertSource {
	name: SourceName;
	service: Service;
	permission: Permission;
	/** Rows asked for at a time. */
	pageSize: number;
	listUrl(host: ApiHost, query: AlertQuery): string;
	itemUrl(host: ApiHost, alertId: string): string;
	/** Name of the field with the alert's own tenant. */
	tenantIdOf(raw: JsonObject): string | undefined;
	record(raw: JsonObject): AlertRecord;
}
