import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { selectTenants } from '../tenants/selectTenants';

/** Whether 'Customer Tenants' names more than one customer, or may find more. */
export function namesSeveralTenants(parameters: Parameters): boolean {
	if (parameters.get('customerTenants') === 'discover') return true;
	const entries = selectTenants(parameters, '');
	return entries.ok && entries.value.length > 1;
}

/** Refuses several customers for something whose ID is another one's in the next tenant; `own` says what is counted there. */
export function checkSingleTenant(
	parameters: Parameters,
	own: string,
	remedy: string,
): Result<undefined, Failure> {
	return namesSeveralTenants(parameters)
		? fail(
				configurationFailure(
					`'Customer Tenants' names several customers, but every tenant gives its ${own} of its own.`,
					remedy,
				),
			)
		: succeed(undefined);
}
