import type { INodeProperties } from 'n8n-workflow';

/** Parameter 'Incident ID'. */
export const incidentIdProperty: INodeProperties = {
	displayName: 'Incident ID',
	name: 'incidentId',
	type: 'string',
	default: '={{ $json.incident?.id ?? $json.alert?.incidentId }}',
	required: true,
	placeholder: 'e.g. 4711',
	description:
		'ID of the incident, as items of the trigger carry it, or a link to its page in the Defender portal. A link that names another tenant than the one acted in is refused.',
};
