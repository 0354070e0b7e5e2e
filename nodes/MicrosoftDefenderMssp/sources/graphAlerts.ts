import { text } from '../core/json';
import { simplifyGraphAlert } from '../core/simplify/graphAlert';
import { graphEndpoints } from './endpoints/graph';
import { GRAPH_LARGEST_SKIP, graphVersion, listUrl, updatesUrl } from './graphSecurity';
import type { AlertSource } from './source';

const { path: PATH, permission, limits } = graphEndpoints.listAlerts;

/** Microsoft Graph `security/alerts_v2`. Page size and filterable fields: Graph "list alerts_v2" and security error codes. */
export const graphAlerts: AlertSource = {
	name: 'graphAlerts',
	title: 'Alerts (Microsoft Graph)',
	description: 'All Defender products: Endpoint, Office 365, Identity, Cloud Apps and more',
	service: 'graph',
	noun: 'alert',
	permission,
	// Half of what Graph allows, because $skip ends at 500 and must be able to pass over a page that shares one time.
	pageSize: 500,
	largestSkip: GRAPH_LARGEST_SKIP,
	canSort: true,
	limits,
	updatesUrl: (host, query) => updatesUrl(`${host.url}${PATH}`, query),
	listUrl: ({ url }, query) => listUrl(`${url}${PATH}`, query),
	tenantIdOf: (raw) => text(raw.tenantId),
	version: graphVersion,
	record: (raw) => ({ raw, simple: simplifyGraphAlert(raw) }),
};
