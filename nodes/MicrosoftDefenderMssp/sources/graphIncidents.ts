import type { IncidentRecord } from '../core/item';
import type { JsonObject } from '../core/json';
import { objects, text } from '../core/json';
import { anyOf, odataString, pathSegment } from '../core/odata';
import { simplifyGraphIncident } from '../core/simplify/graphIncident';
import { graphEndpoints } from './endpoints/graph';
import { GRAPH_LARGEST_SKIP, graphVersion, listUrl, updatesUrl } from './graphSecurity';
import type { IncidentQuery, ListSource } from './source';

const { path: PATH, permission, limits } = graphEndpoints.listIncidents;

/** Microsoft Graph `security/incidents`. Largest page and what can be expanded: Graph "list incidents" and field reports. */
export const graphIncidents: ListSource<IncidentRecord, IncidentQuery> = {
	name: 'graphIncidents',
	title: 'Incidents (Microsoft Graph)',
	description: 'Alerts that belong together, as one',
	service: 'graph',
	noun: 'incident',
	permission,
	pageSize: 50,
	largestSkip: GRAPH_LARGEST_SKIP,
	canSort: true,
	limits,
	updatesUrl: (host, query) => updatesUrl(`${host.url}${PATH}`, query, query.expand ? 'alerts' : undefined),
	listUrl({ url }, query) {
		const { updatedFrom, updatedTo, assignedTo, classifications = [], determinations = [] } = query;
		return listUrl(`${url}${PATH}`, query, {
			clauses: [
				updatedFrom && `lastUpdateDateTime ge ${updatedFrom}`,
				updatedTo && `lastUpdateDateTime le ${updatedTo}`,
				assignedTo && `assignedTo eq ${odataString(assignedTo)}`,
				anyOf('classification', classifications),
				anyOf('determination', determinations),
			],
			expand: query.includeAlerts ? 'alerts' : undefined,
		});
	},
	details: {
		url: ({ url }, id) => `${url}${PATH}/${pathSegment(id)}/alerts`,
		merge: (row, { value }) =>
			Array.isArray(value)
				? { ...row, alerts: objects(value).filter(isOfTenant(text(row.tenantId))) }
				: undefined,
	},
	tenantIdOf: (raw) => text(raw.tenantId),
	version: graphVersion,
	record: (raw) => ({ raw, simple: simplifyGraphIncident(raw) }),
};

/** Whether an alert inside an incident is of the incident's own tenant, as far as either names one. */
export const isOfTenant =
	(tenantId: string | undefined) =>
	(alert: JsonObject): boolean =>
		tenantId === undefined || (text(alert.tenantId) ?? tenantId).toLowerCase() === tenantId.toLowerCase();
