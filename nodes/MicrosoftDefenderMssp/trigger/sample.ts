import { passesFilter } from '../core/alertFilter';
import type { Failure } from '../core/failure';
import type { AlertItem } from '../core/item';
import { createdItem } from '../core/item';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { Tenant } from '../core/tenant';
import { readAlerts } from '../sources/readAlerts';
import { fanOut } from '../tenants/fanOut';
import type { TenantFailure } from './poll';
import type { ReadyToPoll } from './prepare';

const ALERTS_OF_A_TENANT = 3;
/** So many are looked through for some that pass the filters. */
const ALERTS_READ = 50;
const TENANTS = 10;

export interface Sample {
	alerts: AlertItem[];
	failures: TenantFailure[];
}

/**
 * What a manual test shows: the newest alerts of the first tenants, as they would be delivered. It is given no state
 * and returns none, so a test cannot move a checkpoint.
 */
export async function readSample({ config, connection, tenants }: ReadyToPoll): Promise<Sample> {
	const some = tenants.slice(0, TENANTS);
	const newest = async (tenant: Tenant): Promise<Result<AlertItem[], Failure>> => {
		const { source, includeEvidence, simplify } = config;
		const query = { top: ALERTS_READ, includeEvidence };
		const options = { portalUrl: connection.cloud.portalUrl, simplify };
		for await (const page of readAlerts(source, query, connection, tenant.id)) {
			if (!page.ok) return page;
			const wanted = page.value.records.filter((record) => passesFilter(record.simple, config.filter));
			return succeed(
				wanted.slice(0, ALERTS_OF_A_TENANT).map((record) => createdItem(record, tenant, options)),
			);
		}
		return succeed([]);
	};
	const reads = await fanOut(some, config.concurrency, async ({ resolved }) =>
		resolved.ok ? await newest(resolved.value) : resolved,
	);
	const sample: Sample = { alerts: [], failures: [] };
	for (const { entry, outcome } of reads) {
		if (outcome.ok) sample.alerts.push(...outcome.value);
		else sample.failures.push({ tenant: entry.shown, failure: outcome.failure });
	}
	return sample;
}
