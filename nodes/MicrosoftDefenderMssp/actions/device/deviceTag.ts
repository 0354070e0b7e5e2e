import type { INodeProperties } from 'n8n-workflow';

import { deviceItem } from '../../core/deviceItem';
import { readDeviceId, readText } from '../../core/deviceParameters';
import { collection } from '../../core/parameters';
import { succeed } from '../../core/result';
import { deviceIdProperty } from '../../descriptions/deviceId';
import { simplifyProperty } from '../../descriptions/source';
import { changeTenantProperties } from '../../descriptions/tenants';
import { verifyOptions } from '../../descriptions/verify';
import { getDevice, hasTag, tagDevice } from '../../sources/devices';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { readBack } from '../../sources/readBack';
import type { ItemOperation, TenantWork } from '../operation';

const tagProperty: INodeProperties = {
	displayName: 'Tag',
	name: 'tag',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. under-investigation',
	description: 'The tag as the device shows it; letter case counts',
};

const properties: INodeProperties[] = [
	...changeTenantProperties,
	deviceIdProperty,
	tagProperty,
	simplifyProperty,
	verifyOptions,
];

/** An operation that adds a tag to a device or removes one. */
export function deviceTag(action: 'Add' | 'Remove', option: ItemOperation['option']): ItemOperation {
	return {
		option,
		properties,
		endpoints: [defenderEndpoints.tagDevice, defenderEndpoints.getDevice],
		oneTenantHasIt: true,
		prepare(parameters) {
			const deviceId = readDeviceId(parameters);
			if (!deviceId.ok) return deviceId;
			const tag = readText(parameters, 'tag', 'Tag', 'a tag');
			if (!tag.ok) return tag;
			const change = { deviceId: deviceId.value, tag: tag.value, action };
			const simplify = parameters.get('simplify') !== false;
			const verify = collection(parameters, 'options').verify === true;
			const work: TenantWork = async (connection, tenant) => {
				const changed = await tagDevice(change, connection, tenant.id);
				if (!changed.ok) return changed;
				const { portalUrl } = connection.cloud;
				if (!verify) return succeed([deviceItem(changed.value, tenant, { portalUrl, simplify })]);
				const { found = changed.value, verified } = await readBack(
					connection,
					async () => await getDevice(deviceId.value, connection, tenant.id),
					(device) => hasTag(device, tag.value) === (action === 'Add'),
				);
				return succeed([{ ...deviceItem(found, tenant, { portalUrl, simplify }), verified }]);
			};
			return succeed({ work });
		},
	};
}
