import type { Failure } from '../core/failure';
import type { IncidentRecord } from '../core/item';
import type { JsonObject } from '../core/json';
import { objects } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { graphEndpoints } from './endpoints/graph';
import { firstRecords } from './firstRecords';
import { foreignAlert, isOf } from './getPage';
import { graphIncidents, isOfTenant } from './graphIncidents';
import { readIncidentAlerts, withAlerts } from './incidentAlerts';
import type { RecordPage } from './readRecords';
import { readRecords } from './readRecords';
import type { IncidentQuery } from './source';

/** Field reports of `$expand=alerts` failing for good speak of big tenants (elastic/integrations issue 18144). */
const SMALLER_PAGE = 10;

export interface IncidentSearch {
	query: IncidentQuery;
	keep: (incident: IncidentRecord) => boolean;
	limit: number;
}

/** The first incidents that are to be kept, with their alerts if the query includes them. */
export async function findIncidents(
	{ query, keep, limit }: IncidentSearch,
	connection: Connection,
	tenantId: string,
): Promise<Result<IncidentRecord[], Failure>> {
	const found = await firstRecords(readIncidents(query, connection, tenantId), { keep, limit });
	return found.ok && query.includeAlerts ? await withAlerts(found.value, connection, tenantId) : found;
}

/**
 * Reads incidents page by page. Where pages with alerts are too much for the service, smaller ones are asked for, and at
 * last pages without: each time from the start, because an old nextLink asks for the old pages.
 */
async function* readIncidents(
	query: IncidentQuery,
	connection: Connection,
	tenantId: string,
): AsyncGenerator<Result<RecordPage<IncidentRecord>, Failure>> {
	const known = new Set<string>();
	const attempts = attemptsOf(query);
	for (const [index, attempt] of attempts.entries()) {
		const isLast = index === attempts.length - 1;
		const caller = isLast ? connection : hasty(connection);
		let isTooMuch = false;
		for await (const page of readRecords(graphIncidents, attempt, caller, tenantId)) {
			isTooMuch = !page.ok && !isLast && asksTooMuch(page.failure);
			if (isTooMuch) break;
			yield page.ok ? succeed(unknownOf(page.value, known, tenantId)) : page;
		}
		if (!isTooMuch) return;
	}
}

function attemptsOf(query: IncidentQuery): IncidentQuery[] {
	if (!query.includeAlerts) return [query];
	const smaller = query.top > SMALLER_PAGE ? [{ ...query, top: SMALLER_PAGE }] : [];
	return [query, ...smaller, { ...query, includeAlerts: false }];
}

/** There is another way to ask, so that one more try is enough. */
const hasty = (connection: Connection): Connection => ({
	...connection,
	retry: { ...connection.retry, attempts: Math.min(connection.retry.attempts, 2) },
});

/** It broke down, or took too long. */
const asksTooMuch = ({ kind }: Failure): boolean => kind === 'outage' || kind === 'network';

/** An incident that holds another tenant's alert counts as foreign as a whole. */
function unknownOf(
	{ records, foreign, count }: RecordPage<IncidentRecord>,
	known: Set<string>,
	tenantId: string,
): RecordPage<IncidentRecord> {
	const own = records.filter(({ raw }) => hasOwnAlerts(raw, tenantId));
	const fresh = own.filter(({ simple }) => !known.has(simple.id));
	for (const { simple } of fresh) known.add(simple.id);
	return { records: fresh, foreign: foreign + records.length - own.length, count };
}

const hasOwnAlerts = (raw: JsonObject, tenantId: string): boolean =>
	objects(raw.alerts).every(isOfTenant(tenantId));

export interface IncidentOptions {
	includeAlerts: boolean;
	/** Get the incident that a merged one became part of. */
	followRedirects: boolean;
}

/** Gets one incident. */
export async function readIncident(
	incidentId: string,
	{ includeAlerts, followRedirects }: IncidentOptions,
	connection: Connection,
	tenantId: string,
): Promise<Result<IncidentRecord, Failure>> {
	const visited = new Set<string>();
	for (let id = incidentId; ;) {
		const incident = await getIncident(id, includeAlerts, connection, tenantId);
		const target = incident.ok ? incident.value.simple.redirectIncidentId : undefined;
		if (!incident.ok || !followRedirects || target === undefined) return incident;
		visited.add(id);
		if (visited.has(target)) return fail(redirectsInCircles);
		id = target;
	}
}

async function getIncident(
	id: string,
	includeAlerts: boolean,
	connection: Connection,
	tenantId: string,
): Promise<Result<IncidentRecord, Failure>> {
	const get = async (caller: Connection, $expand?: string) =>
		checked(
			await callEndpoint(graphEndpoints.getIncident, { path: { id }, query: { $expand } }, caller, tenantId),
			tenantId,
		);
	if (!includeAlerts) return await get(connection);
	const expanded = await get(hasty(connection), 'alerts');
	if (expanded.ok || !(asksTooMuch(expanded.failure) || expanded.failure.kind === 'badRequest'))
		return expanded;
	const incident = await get(connection);
	if (!incident.ok) return incident;
	const alerts = await readIncidentAlerts(id, connection, tenantId);
	return alerts.ok ? succeed(graphIncidents.record({ ...incident.value.raw, alerts: alerts.value })) : alerts;
}

function checked(answer: Result<JsonObject, Failure>, tenantId: string): Result<IncidentRecord, Failure> {
	if (!answer.ok) return answer;
	const raw = answer.value;
	return isOf(tenantId, raw, graphIncidents) && hasOwnAlerts(raw, tenantId)
		? succeed(graphIncidents.record(raw))
		: fail(foreignAlert);
}

const redirectsInCircles: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: false,
	cause: 'The incident was merged into another one that leads back to it.',
	remedy: "Switch 'Follow Redirects' off to get it as it is, and look at it in the Defender portal.",
};
