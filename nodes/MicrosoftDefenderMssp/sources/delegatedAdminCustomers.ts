import { apiHost } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { isJsonObject, objects, text } from '../core/json';
import { withQuery } from '../core/odata';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { apiGet } from '../transport/apiRequest';
import type { Connection } from '../transport/connection';
import type { Endpoint } from '../transport/endpoint';
import { endpointContext } from '../transport/endpoint';
import { graphEndpoints } from './endpoints/graph';

/** A customer that gave the partner delegated administration (GDAP). */
export interface DelegatedCustomer {
	tenantId: string;
	name: string;
	/** State of its newest relationship (`active`, `expired`, …); absent when Graph lists none. */
	status?: string;
	/** When that relationship ends; ISO 8601. */
	endDateTime?: string;
}

const PAGE = '300';
const MOST_PAGES = 100;

/** Lists the GDAP customers of the partner tenant. Source: Graph "list delegatedAdminCustomers / delegatedAdminRelationships". */
export async function readDelegatedCustomers(
	connection: Connection,
	partnerTenantId: string,
): Promise<Result<DelegatedCustomer[], Failure>> {
	const customers = await readList(graphEndpoints.listCustomers, connection, partnerTenantId);
	if (!customers.ok) return customers;
	const relationships = await readList(graphEndpoints.listRelationships, connection, partnerTenantId);
	if (!relationships.ok) return relationships;
	const newest = new Map<string, JsonObject>();
	for (const relationship of relationships.value) {
		const customer = isJsonObject(relationship.customer) ? text(relationship.customer.tenantId) : undefined;
		const known = newest.get(customer ?? '');
		if (customer !== undefined && isLater(relationship, known)) newest.set(customer, relationship);
	}
	return succeed(customers.value.flatMap((customer) => toCustomer(customer, newest)));
}

function toCustomer(customer: JsonObject, newest: Map<string, JsonObject>): DelegatedCustomer[] {
	const tenantId = text(customer.tenantId);
	if (tenantId === undefined) return [];
	const relationship = newest.get(tenantId);
	return [
		{
			tenantId,
			name: text(customer.displayName) ?? tenantId,
			status: text(relationship?.status),
			endDateTime: text(relationship?.endDateTime),
		},
	];
}

/** An active relationship counts more than any other, then the one that ends last. */
function isLater(one: JsonObject, other: JsonObject | undefined): boolean {
	if (other === undefined) return true;
	const isActive = ({ status }: JsonObject) => status === 'active';
	if (isActive(one) !== isActive(other)) return isActive(one);
	return (text(one.endDateTime) ?? '') > (text(other.endDateTime) ?? '');
}

async function readList(
	endpoint: Endpoint,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject[], Failure>> {
	const host = apiHost(connection.cloud, 'graph');
	if (!host.ok) return host;
	const context = endpointContext(endpoint, connection, tenantId);
	let rows: JsonObject[] = [];
	let url: string | undefined = withQuery(`${host.value.url}${endpoint.path}`, { $top: PAGE });
	for (let page = 0; url !== undefined; page += 1) {
		if (page === MOST_PAGES) return fail(endless);
		const body: Result<JsonObject, Failure> = await apiGet(url, context);
		if (!body.ok) return body;
		const { value, '@odata.nextLink': nextLink } = body.value;
		if (!Array.isArray(value)) return fail(noList);
		rows = rows.concat(objects(value));
		url = text(nextLink);
	}
	return succeed(rows);
}

const endless: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The list of customers does not end.',
	remedy: 'It is tried again.',
};

/** Taken for an empty one, it would drop customers without a word. */
const noList: Failure = {
	...endless,
	cause: 'The service sent a page without its list of customers.',
};
