import type { IExecuteFunctions } from 'n8n-workflow';

import type { Failure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { Tenant } from '../core/tenant';
import { fanOut } from '../tenants/fanOut';
import type { Connection } from '../transport/connection';
import type { Batch, BatchOperation, WorkResult } from './operation';
import type { Target } from './target';
import { findTarget, TENANTS_AT_A_TIME } from './target';
import type { TenantOutcome } from './tenantResults';

type ItemResult = Result<TenantOutcome[], Failure>;

/** The input items that are worked on in one tenant with one credential. */
interface Group {
	connection: Connection;
	tenant: Tenant;
	items: Array<{ index: number; tenant: Tenant; settle: (outcome: WorkResult) => void }>;
}

/**
 * Runs an operation for all input items, once per tenant. What came of each item; its promise rejects with what n8n threw
 * while the item's fields were read. All of them have settled.
 */
export async function runBatch(
	context: IExecuteFunctions,
	operation: BatchOperation,
	parameters: Parameters[],
): Promise<Array<Promise<ItemResult>>> {
	const batch = operation.startBatch();
	const groups = new Map<string, Group>();
	const results: Array<Promise<ItemResult>> = [];
	for (const [index, own] of parameters.entries()) {
		const result = enter(index, own);
		results.push(result);
		// One after the other, so that a domain that many items name is looked up once.
		await Promise.allSettled([result]);
	}
	if (!context.continueOnFail() && (await anyIsRefused(results))) return results;
	const worked = await fanOut([...groups.values()], TENANTS_AT_A_TIME, async (group) => {
		await workOn(batch, group);
		return succeed(undefined);
	});
	for (const { entry, outcome } of worked) {
		if (!outcome.ok) for (const { settle } of entry.items) settle(outcome);
	}
	return results;

	async function enter(index: number, own: Parameters): Promise<ItemResult> {
		const added = batch.add(index, own);
		if (!added.ok) return added;
		const target = await findTarget(context, operation, own, index);
		return target.ok ? succeed(join(groups, target.value, index)) : target;
	}
}

/** Puts the item into the group of each of its tenants, and gives its outcomes, which are settled with the groups. */
function join(groups: Map<string, Group>, { connection, tenants }: Target, index: number): TenantOutcome[] {
	return tenants.map(({ shown, resolved }) => {
		if (!resolved.ok) return { tenant: shown, outcome: resolved };
		const pending: TenantOutcome = { tenant: shown, outcome: succeed([]) };
		const key = groupKey(connection, resolved.value.id);
		const group = groups.get(key) ?? { connection, tenant: resolved.value, items: [] };
		groups.set(key, group);
		const settle = (outcome: WorkResult) => void (pending.outcome = outcome);
		group.items.push({ index, tenant: shown, settle });
		return pending;
	});
}

async function workOn(batch: Batch, { connection, tenant, items }: Group): Promise<void> {
	const outcomes = await batch.work(
		connection,
		tenant,
		items.map(({ index }) => index),
	);
	for (const [position, { settle, tenant: own }] of items.entries()) {
		const outcome = outcomes[position];
		if (outcome !== undefined) settle(outcome.ok ? succeed(outcome.value.map(ofTenant(own))) : outcome);
	}
}

/** Each item's row has the name and labels that the item itself gives its tenant. */
const ofTenant =
	(tenant: Tenant) =>
	(row: object): object =>
		'tenant' in row ? { ...row, tenant } : row;

/**
 * Whether the node is going to fail for one of the items whatever becomes of the others. Then nothing is sent for any, or
 * whoever mends that one and runs it again would do the others twice.
 */
async function anyIsRefused(results: Array<Promise<ItemResult>>): Promise<boolean> {
	const settled = await Promise.allSettled(results);
	return settled.some(
		(result) =>
			result.status === 'rejected' ||
			!result.value.ok ||
			(result.value.value.length > 0 && result.value.value.every(({ outcome }) => !outcome.ok)),
	);
}

const groupKey = ({ credentialKey, clientId, cloud }: Connection, tenantId: string): string =>
	JSON.stringify([credentialKey, clientId, cloud.loginUrl, cloud.graph.url, cloud.defender?.url, tenantId]);
