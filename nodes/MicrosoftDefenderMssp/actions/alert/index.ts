import type { INodeProperties } from 'n8n-workflow';

import { hiddenOffline } from '../../descriptions/authentication';
import { hideFor, showFor } from '../../descriptions/showFor';
import { sourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import type { Operation } from '../operation';
import { buildMessage } from './buildMessage.operation';
import { getAlert } from './get.operation';
import { getManyAlerts } from './getAll.operation';

/** The operations of resource Alert by the value of parameter 'Operation'. */
export const alertOperations: Readonly<Record<string, Operation>> = {
	buildMessage,
	get: getAlert,
	getAll: getManyAlerts,
};

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
				name: 'Build Message',
				value: 'buildMessage',
				action: 'Build a message of an alert',
				description:
					'Turn the incoming alert, incident or tenant health into a message for Slack, Teams, a ticket or mail',
			},
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
	...showFor(forAlert, hideFor(hiddenOffline, [sourceProperty, ...actionTenantProperties])),
	...Object.entries(alertOperations).flatMap(([operation, { properties }]) =>
		showFor({ ...forAlert, operation: [operation] }, properties),
	),
];
