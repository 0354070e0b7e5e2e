import { graphAlert } from '../alerts/graphView';
import type { AlertRecord } from '../alerts/record';
import { sortedByTime, timeOf, visibleAlerts, type TimeProperty } from '../alerts/visible';
import { hiddenGraphMembers, plainGraphMembers } from '../alerts/vocabulary';
import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import { ODataError } from '../odata/errors';
import { compileFilter, type FilterField, type FilterFields } from '../odata/evaluate';
import { pageOf, pagePosition } from '../odata/paging';
import { parseFilter } from '../odata/parse';
import { countOption, orderOption, refuseOtherOptions, singleOption } from '../odata/query';
import type { GraphCall } from './handler';

const listPath = '/v1.0/security/alerts_v2';
/** Larger pages are clamped, larger skips refused (Graph's security error codes page). */
const largestTop = 1000;
const largestSkip = 500;

const members = (property: string) => [
	...(plainGraphMembers[property] ?? []),
	...(hiddenGraphMembers[property] ?? []),
	'unknownFutureValue',
];
const enumField = (property: 'severity' | 'status' | 'classification' | 'determination' | 'serviceSource') =>
	({
		type: 'enum',
		members: members(property),
		read: (alert) => alert[property],
	}) satisfies FilterField<AlertRecord>;

/** The properties that alerts_v2 can be filtered by. */
const fields: FilterFields<AlertRecord> = {
	assignedTo: { type: 'string', read: (alert) => alert.assignedTo },
	classification: enumField('classification'),
	determination: enumField('determination'),
	createdDateTime: { type: 'dateTime', read: (alert) => timeOf(alert, 'createdDateTime') },
	lastUpdateDateTime: { type: 'dateTime', read: (alert) => timeOf(alert, 'lastUpdateDateTime') },
	severity: enumField('severity'),
	serviceSource: enumField('serviceSource'),
	status: enumField('status'),
	'evidence/microsoft.graph.security.deviceEvidence/deviceDnsName': {
		type: 'strings',
		read: ({ device }) => (device ? [device.dnsName] : []),
	},
};

/** Answers `GET /v1.0/security/alerts_v2`. Throws an ODataError for options that Graph refuses. */
export function listAlerts({ world, caller, call }: GraphCall): Reply {
	const { tenant } = caller;
	const query = call.url.searchParams;
	const ordering = tenant.graph.allowOrderBy ? ['$orderby'] : [];
	refuseOtherOptions(query, ['$count', '$filter', '$skip', '$top', '$skiptoken', ...ordering]);
	const skip = countOption(query, '$skip') ?? 0;
	if (skip > largestSkip) throw new ODataError(`The value of $skip must not be greater than ${largestSkip}.`);
	const size = Math.min(countOption(query, '$top') ?? tenant.graph.pageSize, largestTop);
	const order = orderOption(query, ['createdDateTime', 'lastUpdateDateTime']);
	const filter = singleOption(query, '$filter');
	const keep = filter === undefined ? () => true : compileFilter(parseFilter(filter), fields);
	const found = visibleAlerts(tenant, world.now(), 'graph').filter(keep);
	// SAFETY: orderOption accepts the two time properties only.
	const property = (order?.property ?? 'createdDateTime') as TimeProperty;
	const rows = sortedByTime(found, property, order?.descending ?? true);
	const request = { url: new URL(`${world.urls.graph}${listPath}`), query, tenantId: tenant.id };
	const { page, nextLink } = pageOf(rows, size, request, pagePosition(request, skip), tenant.graph);
	const preferred = prefersUnknownMembers(call.headers.prefer);
	const body = {
		'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2',
		...(countWanted(query) ? { '@odata.count': rows.length } : {}),
		...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
		value: page.map((alert) => graphAlert(alert, tenant.id, preferred)),
	};
	return json(200, body, preferenceHeader(preferred));
}

/** Answers `GET /v1.0/security/alerts_v2/{id}`. */
export function getAlert({ world, caller, call }: GraphCall, id: string): Reply {
	const { tenant } = caller;
	refuseOtherOptions(call.url.searchParams, []);
	const alert = visibleAlerts(tenant, world.now(), 'graph').find((candidate) => candidate.id === id);
	if (!alert) {
		const message = `Resource with id '${id}' was not found.`;
		return apiError(world, 'graph', { status: 404, code: 'ResourceNotFound', message });
	}
	const preferred = prefersUnknownMembers(call.headers.prefer);
	const context = 'https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2/$entity';
	const body = { '@odata.context': context, ...graphAlert(alert, tenant.id, preferred) };
	return json(200, body, preferenceHeader(preferred));
}

function countWanted(query: URLSearchParams): boolean {
	const count = singleOption(query, '$count') ?? 'false';
	if (count !== 'true' && count !== 'false') throw new ODataError(`Invalid value '${count}' for $count.`);
	return count === 'true';
}

function prefersUnknownMembers(prefer: string | undefined): boolean {
	return (prefer ?? '')
		.split(',')
		.some((item) => item.trim().toLowerCase() === 'include-unknown-enum-members');
}

function preferenceHeader(preferred: boolean): Record<string, string> {
	return preferred ? { 'preference-applied': 'include-unknown-enum-members' } : {};
}
