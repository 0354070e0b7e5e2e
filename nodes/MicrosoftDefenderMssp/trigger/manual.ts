import type { Failure } from '../core/failure';
import type { SecurityRecord } from '../core/item';
import { eventItem, rowOf } from '../core/item';
import { passesRecordFilter } from '../core/recordFilter';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Tenant } from '../core/tenant';
import { timestampFromMs } from '../core/timestamp';
import { apiHost } from '../core/clouds';
import { formatItem } from '../formats/formatItem';
import { callContext, getPage, isOf } from '../sources/getPage';
import type { Source } from '../sources/source';
import { fanOut } from '../tenants/fanOut';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import type { HealthItem } from './health';
import { nextHealth } from './health';
import type { TenantFailure } from './poll';
import type { ReadyToPoll } from './prepare';
import { sampleRecord } from './sampleRecords';

const ALERTS_OF_A_TENANT = 3;
/** So many are looked through for some that pass the filters. */
const ALERTS_READ = 50;
const TENANTS = 10;
/** Further back, an alert is no likely example of the next one. */
const LOOK_BACK_MS = 30 * 24 * 3_600_000;

/** What a test in the editor shows. */
export interface Manual {
	alerts: object[];
	health: HealthItem[];
}

/**
 * A test in the editor: the newest alerts of the first tenants as they would be delivered, or a sample that says that it is
 * one. It is given no state and returns none, so a test cannot move a checkpoint. Fails if nothing can be read.
 */
export async function showRecent({
	config,
	connection,
	tenants,
}: ReadyToPoll): Promise<Result<Manual, Omit<TenantFailure, 'since'>>> {
	const some = tenants.slice(0, TENANTS);
	const reads = await fanOut(some, config.concurrency, async ({ resolved }) =>
		resolved.ok ? await newest(config, connection, resolved.value) : resolved,
	);
	const alerts: object[] = [];
	const health: HealthItem[] = [];
	const failures: Array<Omit<TenantFailure, 'since'>> = [];
	for (const { entry, outcome } of reads) {
		if (outcome.ok) {
			alerts.push(...outcome.value);
			continue;
		}
		failures.push({ tenant: entry.shown, failure: outcome.failure });
		// Told at once, whether it may pass or not: somebody is looking.
		const { item } = nextHealth(
			entry.shown,
			undefined,
			{ ...outcome.failure, transient: false },
			connection.now(),
		);
		if (item !== undefined) health.push(item);
	}
	const [first] = failures;
	if (first !== undefined && failures.length === some.length) return fail(first);
	return succeed({ alerts: alerts.length > 0 ? alerts : sampleOf(config, connection, some), health });
}

async function newest(
	{ source, filter, includeEvidence, ...config }: TriggerConfig,
	connection: Connection,
	tenant: Tenant,
): Promise<Result<object[], Failure>> {
	const host = apiHost(connection.cloud, source.service);
	if (!host.ok) return host;
	const from = timestampFromMs(connection.serviceNow() - LOOK_BACK_MS);
	const url = source.updatesUrl(host.value, {
		from,
		top: Math.min(ALERTS_READ, source.pageSize),
		ascending: false,
		expand: includeEvidence,
	});
	const page = await getPage(url, callContext(source, connection, tenant.id));
	if (!page.ok) return page;
	const records = page.value.rows
		.filter((row) => isOf(tenant.id, row, source))
		.map((row) => source.record(row));
	const wanted = records.filter((record) => passesRecordFilter(record, filter)).map(shown);
	return succeed(
		[...wanted]
			.sort((a, b) => (a.row.createdAt < b.row.createdAt ? 1 : -1))
			.slice(0, ALERTS_OF_A_TENANT)
			.flatMap((event) => itemsOf(event, source, tenant, config, connection)),
	);
}

function shown(record: SecurityRecord) {
	const row = rowOf(record, true);
	return { type: 'created' as const, row, snapshot: row.snapshot };
}

function itemsOf(
	event: ReturnType<typeof shown>,
	{ noun }: Source,
	tenant: Tenant,
	{ simplify, format }: Pick<TriggerConfig, 'format' | 'simplify'>,
	{ cloud: { portalUrl } }: Connection,
): object[] {
	return formatItem(eventItem(event, noun, tenant, { portalUrl, simplify }), event.row.record, format);
}

/** The fields of an item, for building the next steps before the first real alert. */
function sampleOf(config: TriggerConfig, connection: Connection, [first]: ReadyToPoll['tenants']): object[] {
	if (first === undefined) return [];
	const { source } = config;
	const event = shown(source.record(sampleRecord(source.name, first.shown.id)));
	return itemsOf(event, source, first.shown, config, connection).map((item) => ({ sample: true, ...item }));
}
