import type { INodeListSearchItems } from 'n8n-workflow';

import type { Failure } from '../core/failure';
import { portalLink } from '../core/links';
import { fail } from '../core/result';
import type { DelegatedCustomer } from '../sources/delegatedAdminCustomers';
import { readDelegatedCustomers } from '../sources/delegatedAdminCustomers';
import { processMemory } from '../adapters/processMemory';
import { tenantFromText } from '../tenants/tenantEntries';
import { resolveTenants } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import { credentialPicker, listOf, matching } from './picker';

/** The credential's own tenant, then the customers that gave it delegated administration (GDAP), by name. */
export const searchTenants = credentialPicker(async ({ filter }, connection) => {
	const entries = tenantFromText(connection.tenantIdOrDomain, 'Tenant ID');
	if (!entries.ok) return entries;
	const [own] = await resolveTenants(entries.value, connection, processMemory.domains);
	if (own === undefined) return listOf([]);
	if (!own.resolved.ok) return own.resolved;
	const partner = own.resolved.value;
	const customers = await readDelegatedCustomers(connection, partner.id);
	if (!customers.ok) return fail(withWayOut(customers.failure));
	const listed = customers.value
		.filter(({ tenantId }) => tenantId.toLowerCase() !== partner.id)
		.map((customer) => entryOf(customer, connection))
		.sort((one, other) => one.name.localeCompare(other.name, 'en'));
	const first = {
		name: `${own.shown.name} (the credential's tenant)`,
		value: partner.id,
		...urlOf(partner.id, connection),
	};
	return listOf(matching([first, ...listed], filter));
});

function entryOf(
	{ tenantId, name, status }: DelegatedCustomer,
	connection: Connection,
): INodeListSearchItems {
	const isUsual = status === undefined || status === 'active';
	return {
		name: isUsual ? name : `${name} (${status})`,
		value: tenantId,
		...urlOf(tenantId, connection),
	};
}

const urlOf = (tenantId: string, { cloud: { portalUrl } }: Connection) =>
	portalUrl === '' ? {} : { url: portalLink(portalUrl, tenantId, 'home', '') };

/**
 * A list with nothing but the credential's tenant would look like an MSSP without customers, so that the reason is told
 * instead. Whoever has none does not need the permission for it either.
 */
function withWayOut(failure: Failure): Failure {
	if (failure.transient) return failure;
	return {
		...failure,
		// The editor shows no more of it in the list.
		cause: `Without this list, enter the customer under 'By ID or Domain'. ${failure.cause}`,
		remedy: `For the credential's own tenant, set 'Customer Tenants' to 'Credential's Tenant'. For the list: ${failure.remedy}`,
	};
}
