import type { INodeProperties } from 'n8n-workflow';

import { ALERT_ID, idIn } from '../../core/objectReference';
import { alertItem } from '../../core/item';
import { succeed } from '../../core/result';
import { alertIdProperty } from '../../descriptions/alertId';
import { simplifyProperty, sourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { readAlertAt } from '../../sources/alertPlace';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { graphEndpoints } from '../../sources/endpoints/graph';
import type { ItemOperation, TenantWork } from '../operation';
import { readAlertTarget } from './alertTarget';

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
		const { source, reference } = target.value;
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const id = idIn(tenant, reference, ALERT_ID);
			if (!id.ok) return id;
			const record = await readAlertAt({ source, id: id.value, connection, tenantId: tenant.id });
			const { portalUrl } = connection.cloud;
			return record.ok ? succeed([alertItem(record.value, tenant, { portalUrl, simplify })]) : record;
		};
		return succeed({ work });
	},
};
