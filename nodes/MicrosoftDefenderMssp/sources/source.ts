import type { ApiHost, Service } from '../core/clouds';
import type { AlertRecord, Noun, SecurityRecord, Version } from '../core/item';
import type { JsonObject } from '../core/json';
import type { Permission } from '../transport/apiFailure';
import type { RequestLimits } from '../transport/requestQuota';

export type AlertSourceName = 'graphAlerts' | 'defenderAlerts';
export type SourceName = AlertSourceName | 'graphIncidents';

/** Reads everything that was updated in a span of time, whatever its state. Normalized timestamps, both ends included. */
export interface UpdateQuery {
	from: string;
	to?: string;
	/** Rows of a page. */
	top: number;
	/** Rows to pass over; only for rows that share one update time, because other rows move while we read. */
	skip?: number;
	/** Ask for ascending update times. */
	ascending: boolean;
	/** Ask for the details that the service only sends on demand. */
	expand: boolean;
}

/** One API that the trigger reads: its addresses, its query language and the names of its fields. */
export interface Source<R extends SecurityRecord = SecurityRecord> {
	name: SourceName;
	/** As parameter 'Source' lists it. */
	title: string;
	description: string;
	service: Service;
	noun: Noun;
	permission: Permission;
	/** Rows asked for at a time. */
	pageSize: number;
	/** Rows that can be passed over at most. */
	largestSkip: number;
	/** The service sorts by update time if asked. */
	canSort: boolean;
	/** Requests that one app may make in one tenant. */
	limits: RequestLimits;
	updatesUrl(host: ApiHost, query: UpdateQuery): string;
	/** How to get one row's details where a page came without them; absent where pages always have them. */
	details?: {
		url(host: ApiHost, id: string): string;
		/** The row with its details; undefined if the answer is of another row. */
		merge(row: JsonObject, answer: JsonObject): JsonObject | undefined;
	};
	/** The tenant that the row names as its own. */
	tenantIdOf(raw: JsonObject): string | undefined;
	/** The row's version, without the work that `record` takes. */
	version(raw: JsonObject): Version;
	record(raw: JsonObject): R;
}

/** What to ask the service for; every criterion narrows. */
export interface RecordQuery {
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
}

/** What to ask for alerts, likewise. */
export interface AlertQuery extends RecordQuery {
	includeEvidence: boolean;
}

/** What to ask for incidents, likewise. */
export interface IncidentQuery extends RecordQuery {
	/** Time of the last update, inclusive, normalized. */
	updatedFrom?: string;
	/** Time of the last update, inclusive, normalized. */
	updatedTo?: string;
	assignedTo?: string;
	classifications?: string[];
	determinations?: string[];
	includeAlerts: boolean;
}

/** A source that can also be searched by what people ask for. */
export interface ListSource<R extends SecurityRecord, Query extends RecordQuery> extends Source<R> {
	listUrl(host: ApiHost, query: Query): string;
}

/** A source of alerts. */
export interface AlertSource extends ListSource<AlertRecord, AlertQuery> {
	name: AlertSourceName;
}
