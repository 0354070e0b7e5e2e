import { apiHost } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { AlertRecord } from '../core/item';
import type { JsonObject } from '../core/json';
import { isJsonObject, objects, text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { CallContext } from '../transport/apiFailure';
import { apiGet } from '../transport/apiRequest';
import type { Connection } from '../transport/connection';
import { nextQuery } from './nextQuery';
import type { AlertQuery, AlertSource } from './source';

/** A page with nothing new may still lead on (Graph does so after filtering), but not for ever. */
const EMPTY_PAGES = 20;

export interface AlertPage {
	/** Alerts of this tenant that no earlier page had. */
	records: AlertRecord[];
	/** Rows that named another tenant as theirs, and are not in `records`. */
	foreign: number;
}

/**
 * Reads the alerts of one tenant page by page until there are no more; after a failure nothing follows. A full page
 * without `nextLink` does not end the reading: both services are known to leave the link out (Defender when `$top` is
 * given; Graph in field reports), so it goes on from the page's last creation time.
 */
export async function* readAlerts(
	source: AlertSource,
	query: AlertQuery,
	connection: Connection,
	tenantId: string,
): AsyncGenerator<Result<AlertPage, Failure>> {
	const host = apiHost(connection.cloud, source.service);
	if (!host.ok) {
		yield host;
		return;
	}
	const context = contextOf(source, connection, tenantId);
	const visited = new Set<string>();
	const known = new Set<string>();
	let asked = query;
	let barren = 0;
	let url: string | undefined = source.listUrl(host.value, query);
	while (url !== undefined) {
		const page = await readPage(url, visited, context);
		if (!page.ok) {
			yield page;
			return;
		}
		const { rows, nextLink } = page.value;
		const before = known.size;
		yield succeed(takeIn(objects(rows), source, tenantId, known));
		barren = known.size > before ? 0 : barren + 1;
		const next: AlertQuery | undefined =
			nextLink === undefined ? nextQuery(asked, rows.map(createdAt(source))) : asked;
		if (next !== undefined && barren > (nextLink === undefined ? 0 : EMPTY_PAGES)) {
			yield fail(goesInCircles);
			return;
		}
		asked = next ?? asked;
		url = nextLink ?? (next && source.listUrl(host.value, next));
	}
}

interface RawPage {
	rows: unknown[];
	nextLink: string | undefined;
}

async function readPage(
	url: string,
	visited: Set<string>,
	context: CallContext,
): Promise<Result<RawPage, Failure>> {
	if (visited.has(url)) return fail(goesInCircles);
	visited.add(url);
	const body = await apiGet(url, context);
	if (!body.ok) return body;
	const { value, '@odata.nextLink': nextLink } = body.value;
	return Array.isArray(value) ? succeed({ rows: value, nextLink: text(nextLink) }) : fail(noRows);
}

/** Reads one alert. */
export async function readAlert(
	source: AlertSource,
	alertId: string,
	connection: Connection,
	tenantId: string,
): Promise<Result<AlertRecord, Failure>> {
	const host = apiHost(connection.cloud, source.service);
	if (!host.ok) return host;
	const url = source.itemUrl(host.value, alertId);
	const body = await apiGet(url, contextOf(source, connection, tenantId));
	if (!body.ok) return body;
	return isOf(tenantId, body.value, source) ? succeed(source.record(body.value)) : fail(foreignAlert);
}

const contextOf = (source: AlertSource, connection: Connection, tenantId: string): CallContext => ({
	connection,
	tenantId,
	service: source.service,
	permission: source.permission,
});

function takeIn(rows: JsonObject[], source: AlertSource, tenantId: string, known: Set<string>): AlertPage {
	const own = rows.filter((row) => isOf(tenantId, row, source));
	const records = own.map((row) => source.record(row)).filter(({ simple }) => isNew(simple.id, known));
	return { records, foreign: rows.length - own.length };
}

function isNew(id: string, known: Set<string>): boolean {
	const before = known.size;
	return known.add(id).size > before;
}

/** Rows without a tenant are the tenant's own: the token could not have read any other. */
function isOf(tenantId: string, row: JsonObject, source: AlertSource): boolean {
	return (source.tenantIdOf(row) ?? tenantId).toLowerCase() === tenantId.toLowerCase();
}

const createdAt = (source: AlertSource) => (row: unknown) =>
	isJsonObject(row) ? source.record(row).simple.createdDateTime : undefined;

const goesInCircles: Failure = {
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
