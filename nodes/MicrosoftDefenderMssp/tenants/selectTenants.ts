import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { fail } from '../core/result';
import type { TenantEntry } from './readTenants';
import { tenantFromText, tenantsFromJson, tenantsFromList } from './readTenants';

/** The customer tenants that parameter 'Customer Tenants' and its companions name. */
export function selectTenants(
	parameters: Parameters,
	credentialTenant: string,
): Result<TenantEntry[], Failure> {
	const selection = String(parameters.get('customerTenants'));
	switch (selection) {
		case 'credential':
			return tenantFromText(credentialTenant, 'Tenant ID', {
				id: credentialTenant,
				name: parameters.get('tenantName'),
			});
		case 'input':
			return tenantFromText(parameters.get('tenantId'), 'Customer Tenant', parameters.input?.tenant);
		case 'list':
			return tenantsFromList(parameters.get('tenantList'));
		case 'json':
			return tenantsFromJson(parameters.get('tenantsJson'));
		default:
			return fail(
				configurationFailure(
					`'Customer Tenants' has the unknown value '${selection}'.`,
					'Choose one of the options in the list.',
				),
			);
	}
}
