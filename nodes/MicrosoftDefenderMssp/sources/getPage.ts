import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { objects, text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { CallContext } from '../transport/apiFailure';
import { apiGet } from '../transport/apiRequest';
import type { Connection } from '../transport/connection';
import type { Source } from './source';

export interface RawPage {
	rows: JsonObject[];
	/** Entries of the page, those that are no objects included: whether it is full is told by them. */
	count: number;
	nextLink?: string;
}

/** Reads one page of a list. Its failure says whether the page may be had later. */
export async function getPage(url: string, context: CallContext): Promise<Result<RawPage, Failure>> {
	const body = await apiGet(url, context);
	if (!body.ok) return body;
	const { value, '@odata.nextLink': nextLink } = body.value;
	return Array.isArray(value)
		? succeed({ rows: objects(value), count: value.length, nextLink: text(nextLink) })
		: fail(noRows);
}

/** What a call of this source needs to know. */
export const callContext = (source: Source, connection: Connection, tenantId: string): CallContext => ({
	connection,
	tenantId,
	service: source.service,
	permission: source.permission,
});

/** Rows without a tenant are the tenant's own: the token could not have read any other. */
export function isOf(tenantId: string, row: JsonObject, source: Source): boolean {
	return (source.tenantIdOf(row) ?? tenantId).toLowerCase() === tenantId.toLowerCase();
}

export const goesInCircles: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The service sends the same pages again and again.',
	remedy: 'No action needed: reading starts anew at the next run and loses nothing.',
};

const noRows: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The service sent a page without its list of alerts.',
	remedy: 'No action needed: it is tried again.',
};

/** An alert of another tenant was seen: it must not appear under this one's name. */
export const foreignAlert: Failure = {
	kind: 'wrongTenant',
	appliesTo: 'tenant',
	transient: false,
	cause: 'The service sent an alert that names another tenant as its own, so it was held back.',
	remedy:
		"Check 'Cloud' and the API addresses in the credential, and report it to Microsoft if they are right.",
};

/** More than was asked for is sent, so that no part of a span can be asked for and all of it takes too long. */
export const unaskedAlerts: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The service sends alerts that were not asked for, and more of them than can be read in a poll.',
	remedy:
		'The rest is not seen; everything else still arrives. A proxy or gateway in between probably drops the filter: check it, and the API addresses in the credential.',
};
