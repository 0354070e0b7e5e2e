import type { Failure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { readDelegatedCustomers } from '../sources/delegatedAdminCustomers';
import type { Connection } from '../transport/connection';
import type { TenantEntry } from './tenantEntries';
import { tenantFromText, tenantsFromJson } from './tenantEntries';
import type { KnownDomains } from './resolveTenant';
import { resolveTenants } from './resolveTenants';
import { selectTenants } from './selectTenants';

/** Customers discovered earlier, by credential; used on when discovering fails. */
export type DiscoveredTenants = Map<string, { at: number; entries: TenantEntry[] }>;

export interface TenantMemory {
	domains: KnownDomains;
	discovered: DiscoveredTenants;
}

const FRESH_FOR_MS = 3_600_000;

/** The customer tenants of parameter 'Customer Tenants'; with 'Discover' those that Graph lists as GDAP customers. */
export async function findTenants(
	parameters: Parameters,
	connection: Connection,
	memory: TenantMemory,
): Promise<Result<TenantEntry[], Failure>> {
	return parameters.get('customerTenants') === 'discover'
		? await discover(connection, memory)
		: selectTenants(parameters, connection.tenantIdOrDomain);
}

async function discover(
	connection: Connection,
	{ domains, discovered }: TenantMemory,
): Promise<Result<TenantEntry[], Failure>> {
	const { credentialKey, cloud, clientId, tenantIdOrDomain, now } = connection;
	const key = JSON.stringify([credentialKey, cloud.loginUrl, clientId, tenantIdOrDomain]);
	const known = discovered.get(key);
	// One of a clock that was set back since would be fresh for as long as that.
	const age = known === undefined ? Infinity : Math.abs(now() - known.at);
	if (known !== undefined && age < FRESH_FOR_MS) return succeed(known.entries);
	const found = await listCustomers(connection, domains);
	// A failure to discover must not end the reading of customers that are known.
	if (!found.ok) return known === undefined ? found : succeed(known.entries);
	discovered.set(key, { at: now(), entries: found.value });
	return found;
}

async function listCustomers(
	connection: Connection,
	domains: KnownDomains,
): Promise<Result<TenantEntry[], Failure>> {
	const own = tenantFromText(connection.tenantIdOrDomain, 'Tenant ID');
	if (!own.ok) return own;
	const [partner] = await resolveTenants(own.value, connection, domains);
	const resolved = partner?.resolved ?? fail(nobody);
	if (!resolved.ok) return resolved;
	const customers = await readDelegatedCustomers(connection, resolved.value.id);
	if (!customers.ok) return customers;
	if (customers.value.length === 0) return fail(nobody);
	return tenantsFromJson(customers.value.map(({ tenantId: id, name }) => ({ id, name })));
}

const nobody: Failure = {
	kind: 'configuration',
	appliesTo: 'all',
	transient: false,
	cause: 'Microsoft Graph lists no customer with delegated administration (GDAP) for this tenant.',
	remedy:
		"Check that 'Tenant ID' in the credential is your own (partner) tenant, or name the customers under 'Customer Tenants' as a list.",
};
