import { defenderAlert, defenderSeverity, defenderStatus } from '../alerts/defenderView';
import type { AlertRecord } from '../alerts/record';
import { parseTicks } from '../alerts/timestamp';
import { defenderDetectionSource, severities, statuses } from '../alerts/vocabulary';
import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import { ODataError } from '../odata/errors';
import { compileFilter, type FilterFields } from '../odata/evaluate';
import { pageOf, pagePosition, rowsNeeded } from '../odata/paging';
import { parseFilter } from '../odata/parse';
import { countOption, orderOption, refuseOtherOptions, singleOption } from '../odata/query';
import { firstRows, newestFirst, shown, type Json, type Row } from '../records/store';
import type { TenantState } from '../world';
import type { DefenderCall } from './handler';
import { topOption } from './list';

const contextUrl = 'https://api.securitycenter.microsoft.com/api/$metadata#Alerts';

/** What Microsoft's OData page lists as filterable. */
const narrowFields: FilterFields<Row<AlertRecord>> = {
	alertCreationTime: { type: 'dateTime', read: ({ ticks }) => ticks.createdDateTime },
	lastUpdateTime: { type: 'dateTime', read: ({ ticks }) => ticks.lastUpdateDateTime },
	incidentId: { type: 'number', read: ({ record }) => record.incidentId },
	investigationId: { type: 'number', read: ({ record }) => record.investigationId },
	status: { type: 'enum', members: Object.values(statuses), read: ({ record }) => defenderStatus(record) },
	severity: {
		type: 'enum',
		members: Object.values(severities),
		read: ({ record }) => defenderSeverity(record),
	},
	category: { type: 'string', read: ({ record }) => record.category },
};

/** What the List alerts page adds. */
const fields: FilterFields<Row<AlertRecord>> = {
	...narrowFields,
	id: { type: 'string', read: ({ record }) => record.id },
	assignedTo: { type: 'string', read: ({ record }) => record.assignedTo },
	detectionSource: { type: 'string', read: ({ record }) => defenderDetectionSource(record.detectionSource) },
	lastEventTime: { type: 'dateTime', read: ({ record }) => parseTicks(record.lastActivityDateTime) ?? null },
};

const orderProperties = {
	alertCreationTime: 'createdDateTime',
	lastUpdateTime: 'lastUpdateDateTime',
} as const;

/** Answers `GET /api/alerts`. Throws an ODataError for options that Defender refuses. */
export function listAlerts({ world, caller, call }: DefenderCall): Reply {
	const { tenant } = caller;
	const query = call.url.searchParams;
	const { allowOrderBy, ignoreOrderBy } = tenant.defender;
	const ordering = allowOrderBy || ignoreOrderBy ? ['$orderby'] : [];
	refuseOtherOptions(query, ['$filter', '$top', '$skip', '$expand', '$skiptoken', ...ordering]);
	const top = topOption(query);
	const expand = expandsEvidence(query);
	const skip = countOption(query, '$skip') ?? 0;
	const request = { url: new URL(`${world.urls.defender}/api/alerts`), query, tenantId: tenant.id };
	// A caller's own $top is the end of the list: no nextLink then (M365 issue 8489), unless the service ends the page.
	const isEnd = top !== undefined && top <= (tenant.defender.maxTop ?? top);
	const options = isEnd ? { ...tenant.defender, omitNextLink: true } : tenant.defender;
	const position = pagePosition(request, skip, options);
	const size = top ?? tenant.defender.pageSize;
	const rows = orderedRows(tenant, world.now(), query, rowsNeeded(position, size));
	const { page, nextLink } = pageOf(rows, size, request, position, options);
	return json(200, {
		'@odata.context': contextUrl,
		value: page.map((row) => viewOf(row, tenant.id, expand)),
		...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
	});
}

/** Answers `GET /api/alerts/{id}`, always with evidence. */
export function getAlert({ world, caller, call }: DefenderCall, id: string): Reply {
	const { tenant } = caller;
	refuseOtherOptions(call.url.searchParams, ['$expand']);
	expandsEvidence(call.url.searchParams);
	const row = tenant.alerts.get(id);
	if (!row || !isShown(row.record, world.now())) {
		const message = `Alert ${id} was not found`;
		return apiError(world, 'defender', { status: 404, code: 'ResourceNotFound', message });
	}
	return json(200, { '@odata.context': `${contextUrl}/$entity`, ...viewOf(row, tenant.id, true) });
}

function expandsEvidence(query: URLSearchParams): boolean {
	const expand = singleOption(query, '$expand');
	if (expand !== undefined && expand !== 'evidence') {
		throw new ODataError(`Could not find a property named '${expand}' to expand.`);
	}
	return expand === 'evidence';
}

function viewOf(row: Row<AlertRecord>, tenantId: string, expand: boolean): Json {
	return shown(row, `defender ${expand}`, (alert) => defenderAlert(alert, tenantId, expand));
}

function orderedRows(
	tenant: TenantState,
	now: number,
	query: URLSearchParams,
	limit: number,
): Array<Row<AlertRecord>> {
	const { narrowFilter, ignoreOrderBy } = tenant.defender;
	const filter = singleOption(query, '$filter');
	const allowed = narrowFilter ? narrowFields : fields;
	const keep = filter === undefined ? () => true : compileFilter(parseFilter(filter), allowed);
	const asked = orderOption(query, ['alertCreationTime', 'lastUpdateTime']);
	const order =
		asked && !ignoreOrderBy
			? { property: orderProperties[asked.property], descending: asked.descending }
			: newestFirst;
	return firstRows(tenant.alerts.sorted(order), (row) => keep(row) && isShown(row.record, now), limit);
}

/** Whether Defender shows the alert by now. */
export function isShown(alert: AlertRecord, now: number): boolean {
	return alert.visibleAt <= now && alert.shownByDefender;
}
