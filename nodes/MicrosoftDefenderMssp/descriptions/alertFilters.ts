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

/** The statuses of incidents too. */
export const triggerStatuses: INodeProperties = {
	...statuses,
	options: [
		{ name: 'Active', value: 'active', description: 'Of incidents only' },
		{ name: 'Awaiting Action', value: 'awaitingAction', description: 'Of incidents only' },
		{ name: 'In Progress', value: 'inProgress' },
		{ name: 'New', value: 'new', description: 'Of alerts only' },
		{ name: 'Redirected', value: 'redirected', description: 'Of incidents only: merged into another one' },
		{ name: 'Resolved', value: 'resolved' },
		{ name: 'Unknown', value: 'unknown' },
	],
	description: 'Only alerts or incidents with one of these statuses',
};

/** Source of the values: Graph `serviceSource`, without `unknown`. */
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
		{ name: 'Security for AI', value: 'microsoftSecurityForAI' },
		{ name: 'Sentinel', value: 'microsoftSentinel' },
		{ name: 'Threat Intelligence', value: 'microsoftThreatIntelligence' },
	],
	default: [],
	description: 'Only alerts that these products raised',
};

/** Source of the values: Graph `detectionSource`, without `unknown`. */
export const detectionSources: INodeProperties = {
	displayName: 'Detection Sources',
	name: 'detectionSources',
	type: 'multiOptions',
	options: [
		{ name: 'Antivirus', value: 'antivirus' },
		{ name: 'App Governance Detection', value: 'appGovernanceDetection' },
		{ name: 'App Governance Policy', value: 'appGovernancePolicy' },
		{ name: 'Automated Investigation', value: 'automatedInvestigation' },
		{ name: 'Built-in Machine Learning', value: 'builtInMl' },
		{ name: 'Custom Detection', value: 'customDetection' },
		{ name: 'Custom Threat Intelligence', value: 'customTi' },
		{ name: 'Data Loss Prevention', value: 'microsoftDataLossPrevention' },
		{ name: 'Defender Experts', value: 'microsoftThreatExperts' },
		{ name: 'Defender for AI Services', value: 'microsoftDefenderForAIServices' },
		{ name: 'Defender for API Management', value: 'microsoftDefenderForApiManagement' },
		{ name: 'Defender for App Service', value: 'microsoftDefenderForAppService' },
		{ name: 'Defender for Cloud', value: 'microsoftDefenderForCloud' },
		{ name: 'Defender for Cloud Apps', value: 'cloudAppSecurity' },
		{ name: 'Defender for Containers', value: 'microsoftDefenderForContainers' },
		{ name: 'Defender for Databases', value: 'microsoftDefenderForDatabases' },
		{ name: 'Defender for DNS', value: 'microsoftDefenderForDNS' },
		{ name: 'Defender for Endpoint (EDR)', value: 'microsoftDefenderForEndpoint' },
		{ name: 'Defender for Identity', value: 'microsoftDefenderForIdentity' },
		{ name: 'Defender for IoT', value: 'microsoftDefenderForIoT' },
		{ name: 'Defender for Key Vault', value: 'microsoftDefenderForKeyVault' },
		{ name: 'Defender for Network', value: 'microsoftDefenderForNetwork' },
		{ name: 'Defender for Office 365', value: 'microsoftDefenderForOffice365' },
		{ name: 'Defender for Resource Manager', value: 'microsoftDefenderForResourceManager' },
		{ name: 'Defender for Servers', value: 'microsoftDefenderForServers' },
		{ name: 'Defender for Storage', value: 'microsoftDefenderForStorage' },
		{ name: 'Defender Threat Intelligence Analytics', value: 'microsoftDefenderThreatIntelligenceAnalytics' },
		{ name: 'Defender XDR', value: 'microsoft365Defender' },
		{ name: 'Entra ID Protection', value: 'azureAdIdentityProtection' },
		{ name: 'Insider Risk Management', value: 'microsoftInsiderRiskManagement' },
		{ name: 'Manual', value: 'manual' },
		{ name: 'Security Copilot', value: 'securityCopilot' },
		{ name: 'Sentinel', value: 'microsoftSentinel' },
		{ name: 'Sentinel Near-Real-Time Rule', value: 'nrtAlerts' },
		{ name: 'Sentinel Scheduled Rule', value: 'scheduledAlerts' },
		{ name: 'SmartScreen', value: 'smartScreen' },
		{ name: 'Threat Intelligence', value: 'microsoftThreatIntelligence' },
	],
	default: [],
	description: 'Only alerts that these sensors or technologies detected',
};

export const categories: INodeProperties = {
	displayName: 'Categories',
	name: 'categories',
	type: 'string',
	default: '',
	placeholder: 'e.g. Malware, LateralMovement',
	description: 'Only alerts of these categories, comma-separated, as the Defender portal names them',
};

export const deviceGroups: INodeProperties = {
	displayName: 'Device Groups',
	name: 'deviceGroups',
	type: 'string',
	default: '',
	placeholder: 'e.g. Servers, Workstations',
	description:
		'Only alerts with a device in one of these groups, comma-separated; alerts without any device are left out',
};

export const deviceTags: INodeProperties = {
	displayName: 'Device Tags',
	name: 'deviceTags',
	type: 'string',
	default: '',
	placeholder: 'e.g. finance, vip',
	description:
		'Only alerts with a device that has one of these tags, comma-separated. Defender for Endpoint sends no tags with alerts, so none pass with that source.',
};

export const titleContains: INodeProperties = {
	displayName: 'Title Contains',
	name: 'titleContains',
	type: 'string',
	default: '',
	placeholder: 'e.g. ransomware',
	description: 'Only alerts whose title contains this text, whatever its case',
};
