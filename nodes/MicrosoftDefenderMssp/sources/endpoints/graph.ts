import type { HttpMethod } from '../../core/http';
import type { Endpoint } from '../../transport/endpoint';
import type { RequestLimits } from '../../transport/requestQuota';

/** Graph "throttling limits", security: per app and tenant. */
const GRAPH_SECURITY_LIMITS: RequestLimits = { perMinute: 150 };

/** A call to Microsoft Graph; the permission has the same name for apps and for users. */
function graph(method: HttpMethod, path: string, permission: string): Endpoint {
	return {
		service: 'graph',
		method,
		path: `/v1.0${path}`,
		permission: { application: permission, delegated: permission },
		limits: GRAPH_SECURITY_LIMITS,
	};
}

const READ_ALERTS = 'SecurityAlert.Read.All';
const WRITE_ALERTS = 'SecurityAlert.ReadWrite.All';
const READ_INCIDENTS = 'SecurityIncident.Read.All';
const WRITE_INCIDENTS = 'SecurityIncident.ReadWrite.All';
const READ_PARTNER = 'DelegatedAdminRelationship.Read.All';

/** What Microsoft Graph offers us. Sources: Graph API reference, security and partner pages; "throttling limits". */
export const graphEndpoints = {
	listAlerts: graph('GET', '/security/alerts_v2', READ_ALERTS),
	getAlert: graph('GET', '/security/alerts_v2/{id}', READ_ALERTS),
	updateAlert: graph('PATCH', '/security/alerts_v2/{id}', WRITE_ALERTS),
	commentAlert: graph('POST', '/security/alerts_v2/{id}/comments', WRITE_ALERTS),
	listIncidents: graph('GET', '/security/incidents', READ_INCIDENTS),
	getIncident: graph('GET', '/security/incidents/{id}', READ_INCIDENTS),
	listIncidentAlerts: graph('GET', '/security/incidents/{id}/alerts', READ_INCIDENTS),
	updateIncident: graph('PATCH', '/security/incidents/{id}', WRITE_INCIDENTS),
	commentIncident: graph('POST', '/security/incidents/{id}/comments', WRITE_INCIDENTS),
	runHuntingQuery: {
		...graph('POST', '/security/runHuntingQuery', 'ThreatHunting.Read.All'),
		limits: { perMinute: 45 },
		countsAlone: true,
		onlyReads: true,
		// Graph ends a query after three minutes.
		timeoutMs: 190_000,
	},
	listCustomers: graph('GET', '/tenantRelationships/delegatedAdminCustomers', READ_PARTNER),
	listRelationships: graph('GET', '/tenantRelationships/delegatedAdminRelationships', READ_PARTNER),
} as const satisfies Record<string, Endpoint>;
