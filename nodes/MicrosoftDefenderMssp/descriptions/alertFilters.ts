import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const severityOptions: INodePropertyOptions[] = [
	{ name: 'High', value: 'high' },
	{ name: 'Informational', value: 'informational' },
	{ name: 'Low', value: 'low' },
	{ name: 'Medium', value: 'medium' },
	{ name: 'Unknown', value: 'unknown' },
];

export const minimumSeverity: INodeProperties = {
	displayName: 'Minimum Severity',
	name: 'minimumSeverity',
	type: 'options',
	options: [
		{ name: 'High', value: 'high' },
		{ name: 'Informational', value: 'informational' },
		{ name: 'Low', value: 'low' },
		{ name: 'Medium', value: 'medium' },
	],
	default: 'medium',
	description: 'Alerts below it are left out',
};

export const severities: INodeProperties = {
	displayName: 'Severities',
	name: 'severities',
	type: 'multiOptions',
	options: severityOptions,
	default: [],
	description: 'Only alerts of these severities',
};

export const statuses: INodeProperties = {
	displayName: 'Statuses',
	name: 'statuses',
	type: 'multiOptions',
	options: [
		{ name: 'In Progress', value: 'inProgress' },
		{ name: 'New', value: 'new' },
		{ name: 'Resolved', value: 'resolved' },
		{ name: 'Unknown', value: 'unknown' },
	],
	default: [],
	description: 'Only alerts with one of these statuses',
};

export const serviceSources: INodeProperties = {
	displayName: 'Service Sources',
	name: 'serviceSources',
	type: 'multiOptions',
	options: [
		{ name: 'App Governance', value: 'microsoftAppGovernance' },
		{ name: 'Data Loss Prevention', value: 'dataLossPrevention' },
		{ name: 'Defender for Cloud', value: 'microsoftDefenderForCloud' },
		{ name: 'Defender for Cloud Apps', value: 'microsoftDefenderForCloudApps' },
		{ name: 'Defender for Endpoint', value: 'microsoftDefenderForEndpoint' },
		{ name: 'Defender for Identity', value: 'microsoftDefenderForIdentity' },
		{ name: 'Defender for Office 365', value: 'microsoftDefenderForOffice365' },
		{ name: 'Defender XDR', value: 'microsoft365Defender' },
		{ name: 'Entra ID Protection', value: 'azureAdIdentityProtection' },
		{ name: 'Insider Risk Management', value: 'microsoftInsiderRiskManagement' },
		{ name: 'Sentinel', value: 'microsoftSentinel' },
		{ name: 'Threat Intelligence', value: 'microsoftThreatIntelligence' },
	],
	default: [],
	description: 'Only alerts that these products raised',
};

export const categories: INodeProperties = {
	displayName: 'Categories',
	name: 'categories',
	type: 'string',
	default: '',
	placeholder: 'e.g. Malware, LateralMovement',
	description: 'Only alerts of these categories, comma-separated, as the Defender portal names them',
};

export const titleContains: INodeProperties = {
	displayName: 'Title Contains',
	name: 'titleContains',
	type: 'string',
	default: '',
	placeholder: 'e.g. ransomware',
	description: 'Only alerts whose title contains this text, whatever its case',
};
