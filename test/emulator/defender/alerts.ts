import { defenderAlert, defenderSeverity, defenderStatus } from '../alerts/defenderView';
import type { AlertRecord } from '../alerts/record';
import { sortedByTime, timeOf, visibleAlerts } from '../alerts/visible';
import { defenderDetectionSource, severities, statuses } from '../alerts/vocabulary';
import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import { ODataError } from '../odata/errors';
import { compileFilter, type FilterFields } from '../odata/evaluate';
import { pageOf, pagePosition } from '../odata/paging';
import { parseFilter } from '../odata/parse';
import { countOption, orderOption, refuseOtherOptions, singleOption } from '../odata/query';
import type { TenantState } from '../world';
import type { DefenderCall } from './handler';

const largestTop = 10_000;
const contextUrl = 'https://api.securitycenter.microsoft.com/api/$metadata#Alerts';

/** What Microsoft's OData page lists as filterable. */
const narrowFields: FilterFields<AlertRecord> = {
	alertCreationTime: { type: 'dateTime', read: (alert) => timeOf(alert, 'createdDateTime') },
	lastUpdateTime: { type: 'dateTime', read: (alert) => timeOf(alert, 'lastUpdateDateTime') },
	incidentId: { type: 'number', read: (alert) => alert.incidentId },
	investigationId: { type: 'number', read: (alert) => alert.investigationId },
	status: { type: 'enum', members: Object.values(statuses), read: defenderStatus },
	severity: { type: 'enum', members: Object.values(severities), read: defenderSeverity },
	category: { type: 'string', read: (alert) => alert.category },
};

/** What the List alerts page adds. */
const fields: FilterFields<AlertRecord> = {
	...narrowFields,
	id: { type: 'string', read: (alert) => alert.id },
	assignedTo: { type: 'string', read: (alert) => alert.assignedTo },
	detectionSource: { type: 'string', read: (alert) => defenderDetectionSource(alert.detectionSource) },
	lastEventTime: { type: 'dateTime', read: (alert) => timeOf(alert, 'lastActivityDateTime') },
};

const orderProperties = {
	alertCreationTime: 'createdDateTime',
	lastUpdateTime: 'lastUpdateDateTime',
} as const;

/** Answers `GET /api/alerts`. Throws an ODataError for options that Defender refuses. */
export function listAlerts({ world, caller, call }: DefenderCall): Reply {
	const { tenant } = caller;
	const query = call.url.searchParams;
	const ordering = tenant.defender.allowOrderBy ? ['$orderby'] : [];
	refuseOtherOptions(query, ['$filter', '$top', '$skip', '$expand', '$skiptoken', ...ordering]);
	const top = countOption(query, '$top');
	if (top !== undefined && top > largestTop) {
		throw new ODataError(
			`The limit of '${largestTop}' for Top query has been exceeded. The value from the incoming request is '${top}'.`,
		);
	}
	const expand = expandsEvidence(query);
	const rows = orderedRows(tenant, world.now(), query);
	const skip = countOption(query, '$skip') ?? 0;
	const request = { url: new URL(`${world.urls.defender}/api/alerts`), query, tenantId: tenant.id };
	// A caller's own $top is the end of the list: no nextLink then (M365 issue 8489).
	const options = top === undefined ? tenant.defender : { ...tenant.defender, omitNextLink: true };
	const position = pagePosition(request, skip);
	const { page, nextLink } = pageOf(rows, top ?? tenant.defender.pageSize, request, position, options);
	return json(200, {
		'@odata.context': contextUrl,
		value: page.map((alert) => defenderAlert(alert, tenant.id, expand)),
		...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
	});
}

/** Answers `GET /api/alerts/{id}`, always with evidence. */
export function getAlert({ world, caller, call }: DefenderCall, id: string): Reply {
	const { tenant } = caller;
	refuseOtherOptions(call.url.searchParams, ['$expand']);
	expandsEvidence(call.url.searchParams);
	const alert = visibleAlerts(tenant, world.now(), 'defender').find((candidate) => candidate.id === id);
	if (!alert) {
		const message = `Alert ${id} was not found`;
		return apiError(world, 'defender', { status: 404, code: 'ResourceNotFound', message });
	}
	return json(200, { '@odata.context': `${contextUrl}/$entity`, ...defenderAlert(alert, tenant.id, true) });
}

function expandsEvidence(query: URLSearchParams): boolean {
	const expand = singleOption(query, '$expand');
	if (expand !== undefined && expand !== 'evidence') {
		throw new ODataError(`Could not find a property named '${expand}' to expand.`);
	}
	return expand === 'evidence';
}

function orderedRows(tenant: TenantState, now: number, query: URLSearchParams): AlertRecord[] {
	const filter = singleOption(query, '$filter');
	const allowed = tenant.defender.narrowFilter ? narrowFields : fields;
	const keep = filter === undefined ? () => true : compileFilter(parseFilter(filter), allowed);
	const found = visibleAlerts(tenant, now, 'defender').filter(keep);
	const order = orderOption(query, Object.keys(orderProperties));
	// SAFETY: orderOption accepts the keys of orderProperties only.
	const property = orderProperties[(order?.property ?? 'alertCreationTime') as keyof typeof orderProperties];
	return sortedByTime(found, property, order?.descending ?? true);
}
