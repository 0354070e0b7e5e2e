import type { INodeProperties } from 'n8n-workflow';

import { deviceLocator } from './locators';

/** Field 'Device' of operations that change something. */
export const deviceIdProperty = deviceLocator();

/** Field 'Device' for reading only, where a name will do: it can stand for several devices. */
export const deviceIdOrNameProperty = deviceLocator({
	name: 'deviceIdOrName',
	description:
		'ID of the device in Defender for Endpoint, or its DNS name. Of several devices with that name it is the one that was seen last.',
});

/** Field 'Device Action ID'. */
export const deviceActionIdProperty: INodeProperties = {
	displayName: 'Device Action ID',
	name: 'deviceActionId',
	type: 'string',
	default: '={{ $json.deviceAction.id }}',
	required: true,
	placeholder: 'e.g. 00000000-1111-4222-8333-444444444444',
	description: 'As the items of the device operations carry it',
};
