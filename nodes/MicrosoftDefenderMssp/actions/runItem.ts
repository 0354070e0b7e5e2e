import type { IExecuteFunctions } from 'n8n-workflow';

import type { Failure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import { fanOut } from '../tenants/fanOut';
import type { ItemOperation } from './operation';
import { findTarget, TENANTS_AT_A_TIME } from './target';
import type { TenantOutcome } from './tenantResults';

/** Runs an operation for one input item in each of its tenants. */
export async function runItem(
	context: IExecuteFunctions,
	operation: ItemOperation,
	parameters: Parameters,
	itemIndex: number,
): Promise<Result<TenantOutcome[], Failure>> {
	const prepared = operation.prepare(parameters);
	if (!prepared.ok) return prepared;
	const target = await findTarget(context, operation, parameters, itemIndex);
	if (!target.ok) return target;
	const { connection, tenants } = target.value;
	const { work, whenUnreachable } = prepared.value;
	const settled = await fanOut(tenants, TENANTS_AT_A_TIME, async ({ resolved, shown }) => {
		if (resolved.ok) return await work(connection, resolved.value);
		return whenUnreachable === undefined ? resolved : succeed(whenUnreachable(shown, resolved.failure));
	});
	return succeed(settled.map(({ entry, outcome }) => ({ tenant: entry.shown, outcome })));
}
