import type { INodeProperties } from 'n8n-workflow';

import { showFor } from '../../descriptions/showFor';
import { sourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import type { Operation } from '../operation';
import { getAlert } from './get.operation';
import { getManyAlerts } from './getAll.operation';

/** The operations of resource Alert by the value of parameter 'Operation'. */
export const alertOperations: Readonly<Record<string, Operation>> = { get: getAlert, getAll: getManyAlerts };

const forAlert = { resource: ['alert'] };

export const alertProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: forAlert },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get an alert',
				description: 'Get one alert by its ID',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many alerts',
				description: 'Get many alerts of one or several customer tenants',
			},
		],
		default: 'getAll',
	},
	...showFor(forAlert, [sourceProperty, ...actionTenantProperties]),
	...Object.entries(alertOperations).flatMap(([operation, { properties }]) =>
		showFor({ ...forAlert, operation: [operation] }, properties),
	),
];
