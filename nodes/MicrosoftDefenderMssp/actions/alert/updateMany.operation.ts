import type { INodeProperties } from 'n8n-workflow';

import { readAlertChange } from '../../core/alertChange';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { alertUpdateFields } from '../../descriptions/alertChange';
import { alertIdProperty } from '../../descriptions/alertId';
import { changeSourceProperty } from '../../descriptions/source';
import { changeTenantProperties } from '../../descriptions/tenants';
import { verifyOptions } from '../../descriptions/verify';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { graphEndpoints } from '../../sources/endpoints/graph';
import type { Operation } from '../operation';
import { readAlertTarget } from './alertTarget';
import type { ChangeRow } from './changeMany';
import { changeMany } from './changeMany';

const properties: INodeProperties[] = [
	changeSourceProperty,
	...changeTenantProperties,
	alertIdProperty,
	alertUpdateFields,
	verifyOptions,
];

/** Alert: Update Many. */
export const updateManyAlerts: Operation = {
	option: {
		name: 'Update Many',
		action: 'Update many alerts',
		description:
			'Update the alerts of all input items together. With Source Alerts (Defender for Endpoint), alerts of one tenant with the same change are sent in one call.',
	},
	properties,
	endpoints: [
		graphEndpoints.updateAlert,
		graphEndpoints.commentAlert,
		graphEndpoints.getAlert,
		defenderEndpoints.updateAlerts,
		defenderEndpoints.updateAlert,
		defenderEndpoints.getAlert,
	],
	oneTenantHasIt: true,
	startBatch() {
		const rows = new Map<number, ChangeRow>();
		return {
			add(itemIndex, parameters) {
				const target = readAlertTarget(parameters);
				if (!target.ok) return target;
				const change = readAlertChange(collection(parameters, 'updateFields'));
				if (!change.ok) return change;
				const verify = collection(parameters, 'options').verify === true;
				rows.set(itemIndex, { ...target.value, change: change.value, verify });
				return succeed(undefined);
			},
			work: async (connection, tenant, itemIndexes) =>
				await changeMany(
					itemIndexes.flatMap((index) => rows.get(index) ?? []),
					connection,
					tenant,
				),
		};
	},
};
