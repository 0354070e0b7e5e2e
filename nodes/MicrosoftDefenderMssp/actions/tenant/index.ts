import type { INodeProperties } from 'n8n-workflow';

import { showFor } from '../../descriptions/showFor';
import type { Operation } from '../operation';
import { checkTenantAccess } from './checkAccess.operation';
import { getManyTenants } from './getAll.operation';
import { getConsentLink } from './getConsentLink.operation';
import { getPortalLink } from './getPortalLink.operation';

/** The operations of resource Tenant by the value of parameter 'Operation'. */
export const tenantOperations: Readonly<Record<string, Operation>> = {
	checkAccess: checkTenantAccess,
	getAll: getManyTenants,
	getConsentLink,
	getPortalLink,
};

const forTenant = { resource: ['tenant'] };

export const tenantProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: forTenant },
		options: [
			{
				name: 'Check Access',
				value: 'checkAccess',
				action: 'Check access to a tenant',
				description:
					'Find out, step by step, whether alerts of customer tenants can be read, and what to do if not',
			},
			{
				name: 'Get Consent Link',
				value: 'getConsentLink',
				action: 'Get the consent link of a tenant',
				description: "Get the link with which the customer's administrator allows your app",
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many tenants',
				description: 'Get many customers with delegated administration (GDAP) of your own tenant',
			},
			{
				name: 'Get Portal Link',
				value: 'getPortalLink',
				action: 'Get a portal link of a tenant',
				description: "Get a link to the Defender portal that opens in the customer's tenant",
			},
		],
		default: 'checkAccess',
	},
	...Object.entries(tenantOperations).flatMap(([operation, { properties }]) =>
		showFor({ ...forTenant, operation: [operation] }, properties),
	),
];
