import type { INodeProperties } from 'n8n-workflow';

import { alertItem } from '../../core/item';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { newAlertProperties } from '../../descriptions/newAlert';
import { simplifyProperty } from '../../descriptions/source';
import { changeTenantProperties } from '../../descriptions/tenants';
import { verifyOptions } from '../../descriptions/verify';
import { createAlert as create } from '../../sources/createAlert';
import { defenderAlerts } from '../../sources/defenderAlerts';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { verifyAlert } from '../../sources/verifyAlert';
import type { Operation, TenantWork } from '../operation';
import { readNewAlert } from './readNewAlert';

const properties: INodeProperties[] = [
	...changeTenantProperties,
	...newAlertProperties,
	simplifyProperty,
	verifyOptions,
];

/** Alert: Create (by reference to an event). */
export const createAlert: Operation = {
	option: {
		name: 'Create',
		action: 'Create an alert',
		description:
			'Create an alert in Defender for Endpoint from an event of a device, as a hunting query finds it, which starts an automated investigation. Gets the open alert where the device has one with this title.',
	},
	properties,
	endpoints: [defenderEndpoints.createAlert, defenderEndpoints.getAlert],
	prepare(parameters) {
		const alert = readNewAlert(parameters);
		if (!alert.ok) return alert;
		const simplify = parameters.get('simplify') !== false;
		const verify = collection(parameters, 'options').verify === true;
		const work: TenantWork = async (connection, tenant) => {
			const created = await create(alert.value, connection, tenant.id);
			if (!created.ok) return created;
			const options = { portalUrl: connection.cloud.portalUrl, simplify };
			const item = alertItem(created.value, tenant, options);
			if (!verify) return succeed([item]);
			const { id } = created.value.simple;
			const place = { source: defenderAlerts, id, connection, tenantId: tenant.id };
			const { verified } = await verifyAlert(place, {});
			return succeed([{ ...item, verified }]);
		};
		return succeed({ work });
	},
};
