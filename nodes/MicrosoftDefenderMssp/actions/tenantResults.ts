import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { failureMessage, toNodeError } from '../adapters/n8nErrors';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import type { Tenant } from '../core/tenant';
import type { Operation } from './operation';

/** What an operation gave in one tenant. */
export interface TenantOutcome {
	tenant: Tenant;
	outcome: Result<object[], Failure>;
}

/**
 * The items of one input item. With several tenants a failed tenant is a result of its own beside the others' items; if
 * every tenant failed there is nothing to go on with, so the first failure is thrown.
 */
export function toItems(
	node: INode,
	outcomes: TenantOutcome[],
	{ oneTenantHasIt = false }: Operation,
	itemIndex: number,
): INodeExecutionData[] {
	const anyOk = outcomes.some(({ outcome }) => outcome.ok);
	const [first] = outcomes;
	if (!anyOk && first !== undefined && !first.outcome.ok) {
		throw toNodeError(node, first.outcome.failure, { itemIndex, tenant: first.tenant });
	}
	const pairedItem = { item: itemIndex };
	return outcomes.flatMap(({ tenant, outcome }): INodeExecutionData[] => {
		if (outcome.ok) return rowItems(outcome.value, itemIndex);
		if (oneTenantHasIt && outcome.failure.kind === 'notFound') return [];
		return [{ json: failedTenant(node, tenant, outcome.failure), pairedItem }];
	});
}

/** The rows as items that come from this input item. */
export const rowItems = (rows: object[], itemIndex: number): INodeExecutionData[] =>
	rows.map((json) => ({ json: json as IDataObject, pairedItem: { item: itemIndex } }));

/**
 * A failed tenant as an item. n8n moves an item to the error output only if it has no keys but `error`, `message` and
 * `details` (n8n-core `handleNodeErrorOutput`), so there the tenant stands under `details` alone.
 */
function failedTenant(node: INode, tenant: Tenant, failure: Failure): IDataObject {
	const { kind, remedy, link } = failure;
	const json = {
		error: failureMessage(failure, tenant),
		details: { tenant: { ...tenant }, kind, remedy, ...(link !== undefined && { link }) },
	};
	return node.onError === 'continueErrorOutput' ? json : { tenant: { ...tenant }, ...json };
}
