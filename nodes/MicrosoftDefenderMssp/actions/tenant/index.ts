import type { Resource } from '../resource';
import { checkTenantAccess } from './checkAccess.operation';
import { getManyTenants } from './getAll.operation';
import { getConsentLink } from './getConsentLink.operation';
import { getPortalLink } from './getPortalLink.operation';

/** Resource Tenant. */
export const tenant: Resource = {
	title: 'Tenant',
	value: 'tenant',
	preset: 'checkAccess',
	operations: { checkAccess: checkTenantAccess, getAll: getManyTenants, getConsentLink, getPortalLink },
};
