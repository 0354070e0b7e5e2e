import type { INodeProperties } from 'n8n-workflow';

import { configurationFailure } from '../../core/failure';
import { alertItem } from '../../core/item';
import { text } from '../../core/json';
import { fail, succeed } from '../../core/result';
import { simplifyProperty, sourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { readAlertSource } from '../../sources';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { graphEndpoints } from '../../sources/endpoints/graph';
import { readRecord } from '../../sources/readRecords';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [
	sourceProperty,
	...actionTenantProperties,
	{
		displayName: 'Alert ID',
		name: 'alertId',
		type: 'string',
		default: '={{ $json.alert.id }}',
		required: true,
		placeholder: 'e.g. da637551227677560813_-961444813',
		description:
			'As the items of the trigger carry it, and as the address of its page in the portal shows it',
	},
	simplifyProperty,
];

/** Alert: Get. */
export const getAlert: Operation = {
	option: { name: 'Get', action: 'Get an alert', description: 'Get one alert by its ID' },
	properties,
	endpoints: [graphEndpoints.getAlert, defenderEndpoints.getAlert],
	oneTenantHasIt: true,
	prepare(parameters) {
		const source = readAlertSource(parameters.get('source'));
		if (!source.ok) return source;
		const alertId = text(parameters.get('alertId'))?.trim();
		if (alertId === undefined || alertId === '') {
			return fail(
				configurationFailure(
					"'Alert ID' is empty.",
					'Enter the ID of an alert, or an expression such as {{ $json.alert.id }} that gives one.',
				),
			);
		}
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const record = await readRecord(source.value, alertId, connection, tenant.id);
			const { portalUrl } = connection.cloud;
			return record.ok ? succeed([alertItem(record.value, tenant, { portalUrl, simplify })]) : record;
		};
		return succeed({ work });
	},
};
