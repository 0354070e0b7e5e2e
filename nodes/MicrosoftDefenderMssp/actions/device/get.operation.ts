import type { INodeProperties } from 'n8n-workflow';

import { deviceItem } from '../../core/deviceItem';
import { readText } from '../../core/deviceParameters';
import { succeed } from '../../core/result';
import { deviceIdOrNameProperty } from '../../descriptions/deviceId';
import { simplifyProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { getDevice } from '../../sources/devices';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [...actionTenantProperties, deviceIdOrNameProperty, simplifyProperty];

/** Device: Get. */
export const getOneDevice: Operation = {
	option: { name: 'Get', action: 'Get a device', description: 'Get one device by its ID or name' },
	properties,
	endpoints: [defenderEndpoints.getDevice, defenderEndpoints.listDevices],
	oneTenantHasIt: true,
	prepare(parameters) {
		const idOrName = readText(parameters, 'deviceIdOrName', 'Device', 'the ID or name of a device');
		if (!idOrName.ok) return idOrName;
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const device = await getDevice(idOrName.value, connection, tenant.id);
			const { portalUrl } = connection.cloud;
			return device.ok ? succeed([deviceItem(device.value, tenant, { portalUrl, simplify })]) : device;
		};
		return succeed({ work });
	},
};
