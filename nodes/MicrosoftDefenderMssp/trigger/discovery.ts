import { isJsonObject } from '../core/json';
import type { Tenant } from '../core/tenant';
import type { DiscoveredCustomers, Discovery } from '../tenants/discoverTenants';
import type { HealthRecord, HealthStep } from './health';
import { nextHealth } from './health';

/** Where its trouble stands among that of the tenants, none of which has such a key. */
export const DISCOVERY = 'discovery';

export const isDiscovered = (value: unknown): value is DiscoveredCustomers =>
	isJsonObject(value) &&
	typeof value.by === 'string' &&
	isJsonObject(value.names) &&
	Object.values(value.names).every((name) => typeof name === 'string');

/** The customers that a stored state knows, whatever else is in it. */
export function discoveredIn(stored: unknown): DiscoveredCustomers | undefined {
	const discovered: unknown = isJsonObject(stored) ? stored.discovered : undefined;
	return isDiscovered(discovered) ? discovered : undefined;
}

/** What to tell of discovering, under the name of the credential's own tenant. */
export function discoveryHealth(
	{ failure }: Discovery,
	tenant: Tenant,
	before: HealthRecord | undefined,
	nowMs: number,
): HealthStep {
	const told = failure && {
		...failure,
		remedy: `${failure.remedy} The customers that were known last are still read; others are not noticed until then.`,
	};
	const { record, item } = nextHealth(tenant, before, told, nowMs);
	// Apart from what is told of that tenant if it is a customer too.
	const event = item && { ...item.event, id: `${item.event.id}:${DISCOVERY}` };
	return { record, ...(item && event && { item: { ...item, event } }) };
}
