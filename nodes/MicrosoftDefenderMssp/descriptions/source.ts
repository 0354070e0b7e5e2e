import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const alertSources: INodePropertyOptions[] = [
	{
		name: 'Alerts (Microsoft Graph)',
		value: 'graphAlerts',
		description:
			'All Defender products: Endpoint, Office 365, Identity, Cloud Apps and more. Needs the permission SecurityAlert.Read.All.',
	},
	{
		name: 'Alerts (Defender for Endpoint)',
		value: 'defenderAlerts',
		description: 'Alerts of Defender for Endpoint only. Needs the permission Alert.Read.All.',
	},
];

/** Parameter 'Source': the API that alerts are read from. */
export const sourceProperty: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: alertSources,
	default: 'graphAlerts',
	description: 'The API to read from. Items look the same whichever it is.',
	noDataExpression: true,
};

/** Parameter 'Source' of operations that change alerts: the API that they are changed through. */
export const changeSourceProperty: INodeProperties = {
	...sourceProperty,
	options: [
		{
			name: 'Alerts (Microsoft Graph)',
			value: 'graphAlerts',
			description:
				'Serves every alert, whatever its product. Needs the permission SecurityAlert.ReadWrite.All.',
		},
		{
			name: 'Alerts (Defender for Endpoint)',
			value: 'defenderAlerts',
			description:
				'Serves alerts of Defender for Endpoint only, whose IDs begin with da or ed. Needs the permission Alert.ReadWrite.All.',
		},
	],
	description: 'The API to make the change through. It need not be the one that the alert was read from.',
};

/** Parameter 'Source' of the trigger. */
export const triggerSourceProperty: INodeProperties = {
	...sourceProperty,
	options: [
		...alertSources,
		{
			name: 'Incidents (Microsoft Graph)',
			value: 'graphIncidents',
			description: 'Alerts that belong together, as one. Needs the permission SecurityIncident.Read.All.',
		},
	],
};

/** Parameter 'Simplify', in n8n's fixed wording. */
export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Option 'Include Evidence'. */
export const includeEvidenceOption: INodeProperties = {
	displayName: 'Include Evidence',
	name: 'includeEvidence',
	type: 'boolean',
	default: true,
	description:
		'Whether to ask for the evidence of alerts too, and for the alerts of incidents. With alerts, Microsoft Graph always sends it.',
};
