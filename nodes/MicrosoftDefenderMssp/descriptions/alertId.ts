import type { INodeProperties } from 'n8n-workflow';

/** Parameter 'Alert ID' of every operation on one alert; read by `readReference`. */
export const alertIdProperty: INodeProperties = {
	displayName: 'Alert ID',
	name: 'alertId',
	type: 'string',
	default: '={{ $json.alert.id }}',
	required: true,
	placeholder: 'e.g. da637551227677560813_-961444813',
	description:
		'ID of the alert, as the items of the trigger carry it, or the address of its page in the Defender portal',
};
