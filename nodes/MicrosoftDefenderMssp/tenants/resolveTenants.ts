import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Result } from '../core/result';
import { fail } from '../core/result';
import type { Tenant } from '../core/tenant';
import type { Connection } from '../transport/connection';
import { fanOut } from './fanOut';
import type { TenantEntry } from './tenantEntries';
import type { KnownDomains } from './resolveTenant';
import { resolveTenant } from './resolveTenant';

export interface ResolvedTenant {
	/** The ID or domain as typed, in lower case: names the entry even where it cannot be resolved. */
	reference: string;
	/** The tenant for people: as resolved, else as typed. */
	shown: Tenant;
	resolved: Result<Tenant, Failure>;
}

const LOOK_UPS_AT_A_TIME = 10;

/** Finds the GUID of every entry. An entry that names a tenant of an earlier entry again fails: it would be read twice. Looking up ends when `over` settles. */
export async function resolveTenants(
	entries: TenantEntry[],
	connection: Connection,
	known: KnownDomains,
	over?: Promise<unknown>,
): Promise<ResolvedTenant[]> {
	const resolved = await fanOut(entries, LOOK_UPS_AT_A_TIME, async (entry) =>
		entry.ok ? await resolveTenant(entry.value, connection, known, over) : entry,
	);
	const taken = new Set<string>();
	return resolved.map(({ entry: { typed, name, labels }, outcome }) => {
		const repeated = outcome.ok && taken.has(outcome.value.id);
		if (outcome.ok) taken.add(outcome.value.id);
		return {
			// Apart from the first entry's, or the two would take turns in telling what became of the tenant.
			reference: `${typed.toLowerCase()}${repeated ? ' (again)' : ''}`,
			shown: outcome.ok ? outcome.value : { id: typed, name: name === '' ? typed : name, labels },
			resolved: repeated ? fail(listedTwice(typed)) : outcome,
		};
	});
}

const listedTwice = (typed: string): Failure => ({
	...configurationFailure(
		`'${typed}' under 'Customer Tenants' is a tenant that the list names already.`,
		'Remove all its entries but one; the first one is used.',
	),
	appliesTo: 'tenant',
});
