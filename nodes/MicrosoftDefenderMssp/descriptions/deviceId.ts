import type { INodeProperties } from 'n8n-workflow';

const FROM_ITEM = '={{ $json.device?.id ?? $json.deviceAction?.machineId ?? $json.alert?.devices?.[0]?.id }}';

/** Field 'Device ID' of operations that change something. */
export const deviceIdProperty: INodeProperties = {
	displayName: 'Device ID',
	name: 'deviceId',
	type: 'string',
	default: FROM_ITEM,
	required: true,
	placeholder: 'e.g. 00112233445566778899aabbccddeeff00112233',
	description:
		'ID of the device in Defender for Endpoint, 40 hexadecimal digits. Of an alert with several devices, the expression takes the first.',
};

/** Field 'Device ID or Name', for reading only: a name can stand for several devices. */
export const deviceIdOrNameProperty: INodeProperties = {
	displayName: 'Device ID or Name',
	name: 'deviceIdOrName',
	type: 'string',
	default: FROM_ITEM,
	required: true,
	placeholder: 'e.g. pc7.contoso.example',
	description:
		'ID of the device in Defender for Endpoint, or its DNS name. Of several devices with that name it is the one that was seen last.',
};

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
