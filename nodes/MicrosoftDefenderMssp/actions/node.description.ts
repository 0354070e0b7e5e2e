import type { INodeProperties } from 'n8n-workflow';

import { authenticationProperty } from '../descriptions/authentication';
import { alertOperations, alertProperties } from './alert';
import type { Operation } from './operation';

/** Every operation, by resource and operation value. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	alert: alertOperations,
};

export const actionProperties: INodeProperties[] = [
	authenticationProperty,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Alert', value: 'alert' }],
		default: 'alert',
	},
	...alertProperties,
];
