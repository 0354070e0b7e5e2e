import type { Failure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import type { Discovery, DiscoverOptions, TenantMemory } from './discoverTenants';
import { discoverTenants } from './discoverTenants';
import { selectTenants } from './selectTenants';
import type { TenantEntry } from './tenantEntries';

export interface FoundTenants {
	entries: TenantEntry[];
	/** With 'Discover'. */
	discovery?: Discovery;
}

/** The customer tenants of parameter 'Customer Tenants'; with 'Discover' those that Graph lists as GDAP customers. */
export async function findTenants(
	parameters: Parameters,
	connection: Connection,
	memory: TenantMemory,
	options: DiscoverOptions = {},
): Promise<Result<FoundTenants, Failure>> {
	if (parameters.get('customerTenants') !== 'discover') {
		const entries = selectTenants(parameters, connection.tenantIdOrDomain);
		return entries.ok ? succeed({ entries: entries.value }) : entries;
	}
	const discovery = await discoverTenants(connection, memory, options);
	if (!discovery.ok) return discovery;
	return succeed({ entries: discovery.value.entries, discovery: discovery.value });
}
