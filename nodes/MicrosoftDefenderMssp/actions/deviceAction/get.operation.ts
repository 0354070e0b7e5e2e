import type { INodeProperties } from 'n8n-workflow';

import { deviceActionItem } from '../../core/deviceItem';
import { readDeviceActionId } from '../../core/deviceParameters';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { deviceActionIdProperty } from '../../descriptions/deviceId';
import { readActionOptions } from '../../descriptions/deviceResponse';
import { simplifyProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { getDeviceAction } from '../../sources/deviceActions';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { getPackageUri } from '../../sources/packageUri';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	deviceActionIdProperty,
	simplifyProperty,
	readActionOptions,
];

/** Device Action: Get. */
export const getOneDeviceAction: Operation = {
	option: {
		name: 'Get',
		action: 'Get a device action',
		description: 'Get the state of one action on a device by its ID',
	},
	properties,
	endpoints: [defenderEndpoints.getDeviceAction, defenderEndpoints.getPackageUri],
	oneTenantHasIt: true,
	prepare(parameters) {
		const id = readDeviceActionId(parameters);
		if (!id.ok) return id;
		const simplify = parameters.get('simplify') !== false;
		const withLink = collection(parameters, 'options').getDownloadLink === true;
		const work: TenantWork = async (connection, tenant) => {
			const action = await getDeviceAction(id.value, connection, tenant.id);
			if (!action.ok) return action;
			const { type, status } = action.value;
			const { portalUrl } = connection.cloud;
			const item = deviceActionItem(action.value, tenant, { portalUrl, simplify });
			const isPackage = type === 'CollectInvestigationPackage' && status === 'Succeeded';
			if (!withLink || !isPackage) return succeed([item]);
			const uri = await getPackageUri(id.value, connection, tenant.id);
			return uri.ok ? succeed([{ ...item, packageUri: uri.value }]) : uri;
		};
		return succeed({ work });
	},
};
