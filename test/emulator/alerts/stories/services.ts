import type { AlertRecord } from '../record';

type ServiceFields = Pick<
	AlertRecord,
	'serviceSource' | 'detectionSource' | 'productName' | 'recommendedActions'
>;

/** What tells which service raised an alert, and what that service advises unless an alert says more. */
export const services = {
	endpoint: {
		serviceSource: 'microsoftDefenderForEndpoint',
		detectionSource: 'microsoftDefenderForEndpoint',
		productName: 'Microsoft Defender for Endpoint',
		recommendedActions: 'Look at the process tree, and isolate the device if nobody expected this.',
	},
	antivirus: {
		serviceSource: 'microsoftDefenderForEndpoint',
		detectionSource: 'antivirus',
		productName: 'Microsoft Defender for Endpoint',
		recommendedActions: 'Make sure that the file is gone, and scan the device.',
	},
	xdr: {
		serviceSource: 'microsoft365Defender',
		detectionSource: 'microsoft365Defender',
		productName: 'Microsoft Defender XDR',
		recommendedActions: 'Go through the incident, and contain the user and the device.',
	},
	office: {
		serviceSource: 'microsoftDefenderForOffice365',
		detectionSource: 'microsoftDefenderForOffice365',
		productName: 'Microsoft Defender for Office 365',
		recommendedActions: 'Look for the same message in other mailboxes, and remove it.',
	},
	dataLossPrevention: {
		serviceSource: 'dataLossPrevention',
		detectionSource: 'microsoftDataLossPrevention',
		productName: 'Microsoft Data Loss Prevention',
		recommendedActions: 'Ask the user for the reason, and take back what was shared.',
	},
	insiderRisk: {
		serviceSource: 'microsoftInsiderRiskManagement',
		detectionSource: 'microsoftInsiderRiskManagement',
		productName: 'Microsoft Purview Insider Risk Management',
		recommendedActions: 'Hand the case to the persons who may look into it.',
	},
	cloudApps: {
		serviceSource: 'microsoftDefenderForCloudApps',
		detectionSource: 'cloudAppSecurity',
		productName: 'Microsoft Defender for Cloud Apps',
		recommendedActions: 'Look at what the account did since, and suspend it if need be.',
	},
	appGovernance: {
		serviceSource: 'microsoftAppGovernance',
		detectionSource: 'appGovernanceDetection',
		productName: 'Microsoft Application Protection',
		recommendedActions: 'Look at what the app may do and did, and disable it.',
	},
	identity: {
		serviceSource: 'microsoftDefenderForIdentity',
		detectionSource: 'microsoftDefenderForIdentity',
		productName: 'Microsoft Defender for Identity',
		recommendedActions: 'Look at the source computer, and reset the passwords of the accounts.',
	},
	identityProtection: {
		serviceSource: 'azureAdIdentityProtection',
		detectionSource: 'azureAdIdentityProtection',
		productName: 'Microsoft Entra ID Protection',
		recommendedActions: 'Confirm or dismiss the risk of the user, and revoke the sessions.',
	},
	containers: {
		serviceSource: 'microsoftDefenderForCloud',
		detectionSource: 'microsoftDefenderForContainers',
		productName: 'Microsoft Defender for Cloud',
		recommendedActions: 'Stop the workload, and look at who may deploy to the namespace.',
	},
	storage: {
		serviceSource: 'microsoftDefenderForCloud',
		detectionSource: 'microsoftDefenderForStorage',
		productName: 'Microsoft Defender for Cloud',
		recommendedActions: 'Revoke the token, and look at what was read.',
	},
	servers: {
		serviceSource: 'microsoftDefenderForCloud',
		detectionSource: 'microsoftDefenderForServers',
		productName: 'Microsoft Defender for Cloud',
		recommendedActions: 'Close the port to the internet, and look at the sign-ins that succeeded.',
	},
	cloud: {
		serviceSource: 'microsoftDefenderForCloud',
		detectionSource: 'microsoftDefenderForCloud',
		productName: 'Microsoft Defender for Cloud',
		recommendedActions: 'Look at the identity that made the calls, and take its permissions away.',
	},
	iot: {
		serviceSource: 'microsoftDefenderForCloud',
		detectionSource: 'microsoftDefenderForIoT',
		productName: 'Microsoft Defender for IoT',
		recommendedActions: 'Ask the owner of the device before anything is cut off.',
	},
	sentinel: {
		serviceSource: 'microsoftSentinel',
		detectionSource: 'scheduledAlerts',
		productName: 'Microsoft Sentinel',
		recommendedActions: 'Follow the playbook of the analytics rule.',
	},
	threatIntelligence: {
		serviceSource: 'microsoftThreatIntelligence',
		detectionSource: 'microsoftThreatIntelligence',
		productName: 'Microsoft Threat Intelligence',
		recommendedActions: 'Reset what was found, and look for its use.',
	},
	ai: {
		serviceSource: 'microsoftSecurityForAI',
		detectionSource: 'microsoftDefenderForAIServices',
		productName: 'Microsoft Security for AI',
		recommendedActions: 'Look at the conversation, and narrow what the agent may reach.',
	},
} as const satisfies Record<string, ServiceFields>;
