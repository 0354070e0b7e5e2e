import type { Failure } from '../core/failure';
import { knownWord } from '../core/knownWords';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import type { TenantEntry } from './tenantEntries';
import { tenantFromText, tenantsFromJson, tenantsFromList } from './tenantEntries';

/** The choices that name tenants; `discover` asks Microsoft Graph for them. */
const SELECTIONS = ['credential', 'input', 'list', 'json'] as const;

/** The customer tenants that parameter 'Customer Tenants' and its companions name. */
export function selectTenants(
	parameters: Parameters,
	credentialTenant: string,
): Result<TenantEntry[], Failure> {
	const selection = knownWord(parameters.get('customerTenants'), 'Customer Tenants', SELECTIONS);
	if (!selection.ok) return selection;
	switch (selection.value) {
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
	}
}
