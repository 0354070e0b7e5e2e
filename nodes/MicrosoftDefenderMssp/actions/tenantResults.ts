import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { failureMessage, toNodeError } from '../adapters/n8nErrors';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import type { Tenant } from '../core/tenant';
import type { Operation } from './operation';
import { forPeople } from './remedy';

/** What an operation gave in one tenant. */
export interface TenantOutcome {
	tenant: Tenant;
	outcome: Result<object[], Failure>;
}

interface FailedTenant {
	tenant: Tenant;
	failure: Failure;
}

/** What surrounds the results of an input item. */
export interface Surroundings {
	node: INode;
	itemIndex: number;
	/** A failure becomes an item; else it is thrown. */
	continues: boolean;
}

/**
 * The items of one input item. With several tenants a failed tenant is a result of its own beside the others' items. If
 * every tenant failed there is nothing to go on with: then it is thrown, unless the workflow is to go on.
 */
export function toItems(
	outcomes: TenantOutcome[],
	{ oneTenantHasIt = false }: Pick<Operation, 'oneTenantHasIt'>,
	{ node, itemIndex, continues }: Surroundings,
): INodeExecutionData[] {
	const pairedItem = { item: itemIndex };
	const all = outcomes.flatMap(({ tenant, outcome }) =>
		outcome.ok ? [] : [{ tenant, failure: forPeople(outcome.failure) }],
	);
	const anyOk = all.length < outcomes.length;
	const others = all.filter(({ failure }) => failure.kind !== 'notFound');
	// That a tenant does not have it is news only if nothing else is known of any.
	const failed = oneTenantHasIt && (anyOk || others.length > 0) ? others : all;
	const [first, ...rest] = failed;
	if (!anyOk && !continues && first !== undefined) {
		throw toNodeError(node, withOthers(first.failure, rest), { itemIndex, tenant: first.tenant });
	}
	return outcomes.flatMap(({ tenant, outcome }): INodeExecutionData[] => {
		if (outcome.ok) return outcome.value.map((json) => ({ json: json as IDataObject, pairedItem }));
		const own = failed.find((entry) => entry.tenant === tenant);
		return own === undefined ? [] : [{ json: failedTenant(node, own), pairedItem }];
	});
}

/** The failure of one tenant, and in its remedy what became of the others. */
function withOthers(failure: Failure, others: FailedTenant[]): Failure {
	if (others.length === 0) return failure;
	const told = others.map((other) => failureMessage({ ...other.failure, appliesTo: 'tenant' }, other.tenant));
	return { ...failure, remedy: `${failure.remedy} The other customers: ${told.join(' ')}` };
}

/**
 * A failed tenant as an item. n8n moves an item to the error output only if it has no keys but `error`, `message` and
 * `details` (n8n-core `handleNodeErrorOutput`), so there the tenant stands under `details` alone.
 */
function failedTenant(node: INode, { tenant, failure }: FailedTenant): IDataObject {
	const { error, details } = failedItem(failure, tenant);
	const json = { error, details: { tenant: { ...tenant }, ...details } };
	return node.onError === 'continueErrorOutput' ? json : { tenant: { ...tenant }, ...json };
}

/** A failure as the JSON of an item. */
export function failedItem(failure: Failure, tenant?: Tenant): { error: string; details: IDataObject } {
	const { kind, remedy, link } = failure;
	return {
		error: failureMessage(failure, tenant),
		details: { kind, remedy, ...(link !== undefined && { link }) },
	};
}
