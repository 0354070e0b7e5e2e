import { json, type Reply } from '../http/reply';
import { ODataError } from '../odata/errors';
import { compileFilter, type FilterFields } from '../odata/evaluate';
import { pageOf, pagePosition } from '../odata/paging';
import { parseFilter } from '../odata/parse';
import { countOption, refuseOtherOptions, singleOption } from '../odata/query';
import type { GraphCall } from './handler';
import { relationshipStatuses, type DelegatedAdminRelationship } from './partner';

const root = '/v1.0/tenantRelationships';
/** Graph "list delegatedAdminCustomers": `$top` supports up to 300. That more is refused is not confirmed. */
const largestTop = 300;

interface DelegatedAdminCustomer {
	id: string;
	tenantId: string;
	displayName: string;
}

const customerFields: FilterFields<DelegatedAdminCustomer> = {
	displayName: { type: 'string', read: ({ displayName }) => displayName },
	tenantId: { type: 'string', read: ({ tenantId }) => tenantId },
};

const relationshipFields: FilterFields<DelegatedAdminRelationship> = {
	status: { type: 'enum', members: relationshipStatuses, read: ({ status }) => status },
	'customer/tenantId': { type: 'string', read: ({ customer }) => customer?.tenantId ?? null },
};

/** Answers `GET /v1.0/tenantRelationships/delegatedAdminCustomers`: the customers of the token's own tenant. */
export function listDelegatedAdminCustomers(call: GraphCall): Reply {
	const { customers } = call.caller.tenant.partner;
	const rows = [...customers].map(([tenantId, displayName]) => ({ id: tenantId, tenantId, displayName }));
	return list(call, 'delegatedAdminCustomer', rows, customerFields);
}

/** Answers `GET /v1.0/tenantRelationships/delegatedAdminRelationships`. */
export function listDelegatedAdminRelationships(call: GraphCall): Reply {
	const { relationships } = call.caller.tenant.partner;
	return list(call, 'delegatedAdminRelationship', relationships, relationshipFields);
}

function list<Row extends object>(
	{ world, caller: { tenant }, call }: GraphCall,
	type: string,
	all: readonly Row[],
	fields: FilterFields<Row>,
): Reply {
	const query = call.url.searchParams;
	refuseOtherOptions(query, ['$count', '$filter', '$top', '$skiptoken']);
	const size = countOption(query, '$top') ?? tenant.graph.pageSize;
	if (size > largestTop) throw new ODataError(`The value of $top must not be greater than ${largestTop}.`);
	const filter = singleOption(query, '$filter');
	const rows = filter === undefined ? all : all.filter(compileFilter(parseFilter(filter), fields));
	const request = { url: new URL(`${world.urls.graph}${root}/${type}s`), query, tenantId: tenant.id };
	const { page, nextLink } = pageOf(
		rows,
		size,
		request,
		pagePosition(request, 0, tenant.graph),
		tenant.graph,
	);
	return json(200, {
		'@odata.context': `https://graph.microsoft.com/v1.0/tenantRelationships/$metadata#${type}s`,
		...(query.get('$count') === 'true' ? { '@odata.count': rows.length } : {}),
		...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
		value: page.map((row) => ({ '@odata.type': `#microsoft.graph.${type}`, ...row })),
	});
}
