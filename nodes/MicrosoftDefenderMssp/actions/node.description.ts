import type { INodeProperties } from 'n8n-workflow';

import { actionAuthenticationProperty } from '../descriptions/authentication';
import { alert } from './alert';
import { huntingQuery } from './huntingQuery';
import { incident } from './incident';
import { device } from './device';
import { deviceAction } from './deviceAction';
import { indicator } from './indicator';
import type { Resource } from './resource';
import { resourceProperties } from './resource';
import { tenant } from './tenant';

/** In the order of the list. */
export const RESOURCES: readonly Resource[] = [
	alert,
	device,
	deviceAction,
	huntingQuery,
	incident,
	indicator,
	tenant,
];

/** Every operation, by resource and operation value. */
export const OPERATIONS: Readonly<Record<string, Resource['operations']>> = Object.fromEntries(
	RESOURCES.map(({ value, operations }) => [value, operations]),
);

export const actionProperties: INodeProperties[] = [
	actionAuthenticationProperty,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: RESOURCES.map(({ title, value }) => ({ name: title, value })),
		default: 'alert',
	},
	...RESOURCES.flatMap(resourceProperties),
];
