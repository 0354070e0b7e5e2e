import type { Failure } from '../core/failure';
import type { IncidentRecord } from '../core/item';
import type { JsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { pathSegment, withQuery } from '../core/odata';
import type { Connection } from '../transport/connection';
import { graphEndpoints } from './endpoints/graph';
import { firstRecords } from './firstRecords';
import { graphAlerts } from './graphAlerts';
import { graphIncidents } from './graphIncidents';
import { readRecords } from './readRecords';
import type { AlertSource } from './source';

const { listIncidentAlerts } = graphEndpoints;

/** The alerts of one incident as a list of their own. Only the first page is asked for by name: no option is documented for it. */
const alertsOf = (incidentId: string): AlertSource => ({
	...graphAlerts,
	permission: listIncidentAlerts.permission,
	listUrl: ({ url }) =>
		withQuery(`${url}${listIncidentAlerts.path.replace('{id}', pathSegment(incidentId))}`, {}),
});

/** All alerts of one incident, as the service sends them. */
export async function readIncidentAlerts(
	incidentId: string,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject[], Failure>> {
	// The size of a page is the service's choice, so that none counts as full: its nextLinks alone lead on.
	const query = { top: Infinity, includeEvidence: true };
	const pages = readRecords(alertsOf(incidentId), query, connection, tenantId);
	const found = await firstRecords(pages, { keep: () => true, limit: Infinity });
	return found.ok ? succeed(found.value.map(({ raw }) => raw)) : found;
}

/**
 * The incidents with the alerts that their pages came without, asked for one by one. An incident whose alerts the service
 * cannot give, or that is gone meanwhile, stays without; if that is true of all, it is a failure.
 */
export async function withAlerts(
	incidents: IncidentRecord[],
	connection: Connection,
	tenantId: string,
): Promise<Result<IncidentRecord[], Failure>> {
	const complete: IncidentRecord[] = [];
	let missing: Failure | undefined;
	let hasAny = incidents.length === 0;
	for (const incident of incidents) {
		const { raw, simple } = incident;
		const alerts = Array.isArray(raw.alerts)
			? succeed(raw.alerts)
			: await readIncidentAlerts(simple.id, connection, tenantId);
		if (!alerts.ok && alerts.failure.kind !== 'outage' && alerts.failure.kind !== 'notFound') return alerts;
		hasAny ||= alerts.ok;
		if (!alerts.ok) missing = alerts.failure;
		complete.push(alerts.ok ? graphIncidents.record({ ...raw, alerts: alerts.value }) : incident);
	}
	return missing !== undefined && !hasAny ? fail(missing) : succeed(complete);
}
