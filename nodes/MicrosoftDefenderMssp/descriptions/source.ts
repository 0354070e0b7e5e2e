import type { INodeProperties } from 'n8n-workflow';

/** Parameter 'Source': the API that alerts are read from. */
export const sourceProperty: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [
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
	],
	default: 'graphAlerts',
	noDataExpression: true,
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
	description: 'Whether to ask Defender for Endpoint for the evidence too. Microsoft Graph always sends it.',
};
