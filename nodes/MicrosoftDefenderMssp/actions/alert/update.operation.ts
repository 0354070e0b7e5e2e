import type { INodeProperties } from 'n8n-workflow';

import { readAlertChange } from '../../core/alertChange';
import { alertItem } from '../../core/item';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { alertUpdateFields } from '../../descriptions/alertChange';
import { alertIdProperty } from '../../descriptions/alertId';
import { changeSourceProperty, simplifyProperty } from '../../descriptions/source';
import { changeTenantProperties } from '../../descriptions/tenants';
import { verifyOptions } from '../../descriptions/verify';
import { updateAlert as update } from '../../sources/alertWrites';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { graphEndpoints } from '../../sources/endpoints/graph';
import { verifyAlert } from '../../sources/verifyAlert';
import type { Operation, TenantWork } from '../operation';
import { placeIn, readAlertTarget } from './alertTarget';

const properties: INodeProperties[] = [
	changeSourceProperty,
	...changeTenantProperties,
	alertIdProperty,
	alertUpdateFields,
	simplifyProperty,
	verifyOptions,
];

/** Alert: Update. */
export const updateAlert: Operation = {
	option: {
		name: 'Update',
		action: 'Update an alert',
		description:
			'Update the status, owner, classification and determination of one alert, and add a comment to it. Closes an alert with status Resolved.',
	},
	properties,
	endpoints: [
		graphEndpoints.updateAlert,
		graphEndpoints.commentAlert,
		graphEndpoints.getAlert,
		defenderEndpoints.updateAlert,
		defenderEndpoints.getAlert,
	],
	oneTenantHasIt: true,
	prepare(parameters) {
		const target = readAlertTarget(parameters);
		if (!target.ok) return target;
		const change = readAlertChange(collection(parameters, 'updateFields'));
		if (!change.ok) return change;
		const simplify = parameters.get('simplify') !== false;
		const verify = collection(parameters, 'options').verify === true;
		const work: TenantWork = async (connection, tenant) => {
			const place = placeIn(tenant, target.value, connection);
			if (!place.ok) return place;
			const updated = await update(place.value, change.value);
			if (!updated.ok) return updated;
			const options = { portalUrl: connection.cloud.portalUrl, simplify };
			if (!verify) return succeed([alertItem(updated.value, tenant, options)]);
			const { found = updated.value, verified } = await verifyAlert(place.value, change.value);
			return succeed([{ ...alertItem(found, tenant, options), verified }]);
		};
		return succeed({ work });
	},
};
