import type { INodeProperties } from 'n8n-workflow';

import { readDeviceFilter } from '../../core/deviceFilter';
import { deviceItem } from '../../core/deviceItem';
import { collection, readLimit } from '../../core/parameters';
import { succeed } from '../../core/result';
import { deviceFilters } from '../../descriptions/deviceFilters';
import { returnAllProperties } from '../../descriptions/paging';
import { simplifyProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { listDevices } from '../../sources/devices';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	...returnAllProperties('Counts per customer tenant'),
	simplifyProperty,
	deviceFilters,
];

/** Device: Get Many. */
export const getManyDevices: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many devices',
		description: 'Get many devices of one or several customer tenants',
	},
	properties,
	endpoints: [defenderEndpoints.listDevices],
	prepare(parameters) {
		const limit = readLimit(parameters);
		if (!limit.ok) return limit;
		const filter = readDeviceFilter(collection(parameters, 'filters'), parameters.timezone);
		if (!filter.ok) return filter;
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const found = await listDevices(filter.value, limit.value, connection, tenant.id);
			const { portalUrl } = connection.cloud;
			return found.ok
				? succeed(found.value.map((device) => deviceItem(device, tenant, { portalUrl, simplify })))
				: found;
		};
		return succeed({ work });
	},
};
