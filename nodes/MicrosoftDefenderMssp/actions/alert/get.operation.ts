import type { INodeProperties } from 'n8n-workflow';

import { alertItem } from '../../core/item';
import { succeed } from '../../core/result';
import { alertIdProperty } from '../../descriptions/alertId';
import { simplifyProperty, sourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { readAlertAt } from '../../sources/alertPlace';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { graphEndpoints } from '../../sources/endpoints/graph';
import type { ItemOperation, TenantWork } from '../operation';
import { placeIn, readAlertTarget } from './alertTarget';

const properties: INodeProperties[] = [
	sourceProperty,
	...actionTenantProperties,
	alertIdProperty,
	simplifyProperty,
];

/** Alert: Get. */
export const getAlert: ItemOperation = {
	option: { name: 'Get', action: 'Get an alert', description: 'Get one alert by its ID' },
	properties,
	endpoints: [graphEndpoints.getAlert, defenderEndpoints.getAlert],
	oneTenantHasIt: true,
	prepare(parameters) {
		const target = readAlertTarget(parameters);
		if (!target.ok) return target;
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const place = placeIn(tenant, target.value, connection);
			if (!place.ok) return place;
			const record = await readAlertAt(place.value);
			const { portalUrl } = connection.cloud;
			return record.ok ? succeed([alertItem(record.value, tenant, { portalUrl, simplify })]) : record;
		};
		return succeed({ work });
	},
};
