import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { checksum } from '../core/checksum';
import { readDelegatedCustomers } from '../sources/delegatedAdminCustomers';
import type { Connection } from '../transport/connection';
import type { KnownDomains } from './resolveTenant';
import { resolveTenants } from './resolveTenants';
import type { TenantEntry } from './tenantEntries';
import { tenantFromText, tenantsFromJson } from './tenantEntries';

/** Customers discovered earlier, by credential; used on when discovering fails. */
export type DiscoveredTenants = Map<string, Remembered>;

interface Remembered {
	/** When they were discovered; milliseconds since 1970. */
	at: number;
	entries: TenantEntry[];
	/** Why they could not be discovered anew, and when that was. */
	refused?: { at: number; failure: Failure };
}

export interface TenantMemory {
	domains: KnownDomains;
	discovered: DiscoveredTenants;
}

/** Customers as they are kept beyond this process: nothing but their IDs and names. */
export interface DiscoveredCustomers {
	/** Tells the app and its partner tenant, so that no other one's customers are taken for theirs. */
	by: string;
	/** By tenant ID. */
	names: Record<string, string>;
}

/** The customers, and why they are those known from before. */
export interface Discovery {
	entries: TenantEntry[];
	customers: DiscoveredCustomers;
	failure?: Failure;
}

export interface DiscoverOptions {
	/** Customers that an earlier process discovered. */
	known?: DiscoveredCustomers;
	/** Settles when there is no more time for it. */
	over?: Promise<unknown>;
}

const FRESH_FOR_MS = 3_600_000;
/** Asking in vain costs time, which the known customers need. A little less than a failure may last before it is told. */
const TRY_AGAIN_MS = 4.5 * 60_000;
const MOST_KEPT = 10_000;
const LONGEST_NAME = 100;

/**
 * The customers that Graph lists with delegated administration (GDAP). Where it does not say so now, those that were known last;
 * it fails only if there are none.
 */
export async function discoverTenants(
	connection: Connection,
	{ domains, discovered }: TenantMemory,
	{ known, over }: DiscoverOptions = {},
): Promise<Result<Discovery, Failure>> {
	const { credentialKey, cloud, clientId, tenantIdOrDomain, now } = connection;
	const key = JSON.stringify([credentialKey, cloud.loginUrl, clientId, tenantIdOrDomain]);
	const by = checksum(JSON.stringify([cloud.loginUrl, clientId, tenantIdOrDomain]));
	const before = discovered.get(key) ?? remembered(known, by);
	if (before !== undefined && isRecent(before, now())) return succeed(discoveryOf(before, by));
	// Remembered also when it comes too late for this time.
	const looking = listCustomers(connection, domains).then((found) => {
		if (found.ok) discovered.set(key, { at: now(), entries: found.value });
		return found;
	});
	const tooLate = over?.then(() => fail(notFoundInTime));
	const found = await Promise.race([looking, ...(tooLate ? [tooLate] : [])]);
	if (found.ok) return succeed(discoveryOf({ at: now(), entries: found.value }, by));
	if (before === undefined) return found;
	// A failure to discover must not end the reading of customers that are known.
	const kept = { ...before, refused: { at: now(), failure: found.failure } };
	discovered.set(key, kept);
	return succeed(discoveryOf(kept, by));
}

/** Whether it is too early to ask again. A time of a clock that was set back since would be recent for as long as that. */
function isRecent({ at, refused }: Remembered, now: number): boolean {
	if (refused === undefined) return Math.abs(now - at) < FRESH_FOR_MS;
	return Math.abs(now - refused.at) < Math.max(TRY_AGAIN_MS, refused.failure.retryAfterMs ?? 0);
}

function remembered(known: DiscoveredCustomers | undefined, by: string): Remembered | undefined {
	if (known?.by !== by) return undefined;
	const entries = tenantsFromJson(Object.entries(known.names).map(([id, name]) => ({ id, name })));
	return entries.ok ? { at: -Infinity, entries: entries.value } : undefined;
}

function discoveryOf({ entries, refused }: Remembered, by: string): Discovery {
	const customers = entries.flatMap((entry): Array<[string, string]> => {
		return entry.ok ? [[entry.value.idOrDomain, entry.name.slice(0, LONGEST_NAME)]] : [];
	});
	// In an order of their own, because Graph's may change from one answer to the next.
	const sorted = customers.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_KEPT);
	return {
		entries,
		customers: { by, names: Object.fromEntries(sorted) },
		...(refused && { failure: refused.failure }),
	};
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

const notFoundInTime: Failure = {
	kind: 'network',
	appliesTo: 'all',
	transient: true,
	cause: 'Microsoft did not answer in time which customers there are.',
	remedy: 'It is tried again at the next poll.',
};
