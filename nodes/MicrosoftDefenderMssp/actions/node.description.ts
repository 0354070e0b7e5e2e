import type { INodeProperties } from 'n8n-workflow';

import { actionAuthenticationProperty } from '../descriptions/authentication';
import { alertOperations, alertProperties } from './alert';
import type { Operation } from './operation';
import { tenantOperations, tenantProperties } from './tenant';

/** Every operation, by resource and operation value. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	alert: alertOperations,
	tenant: tenantOperations,
};

export const actionProperties: INodeProperties[] = [
	actionAuthenticationProperty,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Alert', value: 'alert' },
			{ name: 'Tenant', value: 'tenant' },
		],
		default: 'alert',
	},
	...alertProperties,
	...tenantProperties,
];
