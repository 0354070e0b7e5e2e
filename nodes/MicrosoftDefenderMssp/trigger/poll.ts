import { passesFilter } from '../core/alertFilter';
import type { Checkpoint } from '../core/checkpoint';
import { advance, startAt } from '../core/checkpoint';
import type { Failure } from '../core/failure';
import type { AlertItem, AlertRecord } from '../core/item';
import { createdItem } from '../core/item';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Tenant } from '../core/tenant';
import { normalizeTimestamp, timestampFromMs } from '../core/timestamp';
import { foreignAlert, readAlerts } from '../sources/readAlerts';
import { fanOut } from '../tenants/fanOut';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import { expiryWarnings } from './expiry';
import type { HealthItem } from './health';
import { nextHealth } from './health';
import type { TriggerState } from './state';
import { emptyState, partitionKey } from './state';

export interface PollOutcome {
	alerts: AlertItem[];
	health: HealthItem[];
	/** What to remember once the items are handed over. */
	state: TriggerState;
	/** The tenants that could not be read this time. */
	failures: TenantFailure[];
}

export interface TenantFailure {
	tenant: Tenant;
	failure: Failure;
}

/**
 * "From now" begins this much earlier: our clock may be ahead of Microsoft's, and an alert shows up some minutes after
 * its creation time. An old alert too many at the first run is better than a lost one.
 */
const START_ALLOWANCE_MS = 15 * 60_000;

/**
 * Reads every tenant from its checkpoint on and returns what is new. A tenant that fails keeps its checkpoint, so it is
 * read from the same place next time; the others are not touched by it. `state` is a new object: nothing is remembered
 * unless the caller keeps it.
 */
export async function pollTenants(
	config: TriggerConfig,
	before: TriggerState,
	connection: Connection,
	tenants: ResolvedTenant[],
): Promise<PollOutcome> {
	const start = timestampFromMs(connection.now() - Math.max(config.lookBackMs, START_ALLOWANCE_MS));
	const keyOf = (tenant: string) => partitionKey(config.source.name, tenant);
	const startOf = (reference: string) => before.pending[keyOf(reference)] ?? start;
	const reads = await fanOut(tenants, config.concurrency, async ({ reference, resolved }) => {
		if (!resolved.ok) return resolved;
		const checkpoint = before.checkpoints[keyOf(resolved.value.id)] ?? startAt(startOf(reference));
		return await readTenant(config, checkpoint, connection, resolved.value);
	});
	const outcome: PollOutcome = { alerts: [], health: [], state: keep(before), failures: [] };
	for (const {
		entry: { reference, shown },
		outcome: read,
	} of reads) {
		if (read.ok) {
			takeIn(read.value, outcome);
		} else {
			outcome.failures.push({ tenant: shown, failure: read.failure });
			outcome.state.pending[keyOf(reference)] = startOf(reference);
		}
		const trouble = read.ok ? read.value.trouble : read.failure;
		const { record, item } = nextHealth(shown, before.health[keyOf(reference)], trouble, connection.now());
		if (item !== undefined) outcome.health.push(item);
		if (record !== undefined) outcome.state.health[keyOf(reference)] = record;
	}
	const { warned, items } = warnAhead(before, connection);
	outcome.state.warned = warned;
	outcome.health.push(...items);
	return outcome;
}

function warnAhead({ warned = {} }: TriggerState, connection: Connection) {
	const { tenantIdOrDomain: id } = connection;
	return expiryWarnings(connection.ends, { id, name: id, labels: {} }, warned, connection.now());
}

/** The rest is written anew for the tenants of this poll; a tenant that is no longer listed needs none. */
const keep = ({ checkpoints }: TriggerState): TriggerState => ({
	...emptyState(),
	checkpoints: { ...checkpoints },
});

interface TenantRead {
	key: string;
	checkpoint: Checkpoint;
	items: AlertItem[];
	/** Read well, yet something must be told. */
	trouble?: Failure;
}

function takeIn({ key, checkpoint, items }: TenantRead, outcome: PollOutcome): void {
	// Not spread into push: a backlog of 200,000 arguments would overflow the stack.
	outcome.alerts = outcome.alerts.concat(items);
	outcome.state.checkpoints[key] = checkpoint;
}

async function readTenant(
	config: TriggerConfig,
	checkpoint: Checkpoint,
	connection: Connection,
	tenant: Tenant,
): Promise<Result<TenantRead, Failure>> {
	const read = await readSince(checkpoint.from, config, connection, tenant);
	if (!read.ok) return read;
	const rows = read.value.records.map((record) => ({ record, ...identity(record) }));
	const { fresh, next } = advance(checkpoint, rows, config.overlapMs, timestampFromMs(connection.now()));
	const options = { portalUrl: connection.cloud.portalUrl, simplify: config.simplify };
	// Filtered only now: an alert that a filter holds back is handled too, and must not come up again.
	const wanted = fresh.filter(({ record }) => passesFilter(record.simple, config.filter));
	return succeed({
		key: partitionKey(config.source.name, tenant.id),
		checkpoint: next,
		items: wanted.map(({ record }) => createdItem(record, tenant, options)),
		trouble: read.value.foreign > 0 ? foreignAlert : undefined,
	});
}

/** An alert without a readable creation time stays due for ever, and is remembered for as long: rather that than lost. */
const TIMELESS = '9999-12-31T23:59:59.9999999Z';

const identity = ({ simple }: AlertRecord) => ({
	id: simple.id,
	createdAt: normalizeTimestamp(simple.createdDateTime) ?? TIMELESS,
});

async function readSince(
	createdFrom: string,
	{ source, includeEvidence }: TriggerConfig,
	connection: Connection,
	tenant: Tenant,
): Promise<Result<{ records: AlertRecord[]; foreign: number }, Failure>> {
	const query = { createdFrom, top: source.pageSize, includeEvidence };
	const records: AlertRecord[] = [];
	let foreign = 0;
	for await (const page of readAlerts(source, query, connection, tenant.id)) {
		if (!page.ok) return fail(page.failure);
		records.push(...page.value.records);
		foreign += page.value.foreign;
	}
	return succeed({ records, foreign });
}
