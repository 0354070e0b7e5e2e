import type { JsonObject } from '../core/json';
import type { SourceName } from '../sources/source';

const TITLE = 'Sample: there is no real alert yet';
const TEXT = 'Made up by this node, so that the next steps can be built. Real alerts look like it.';
const CREATED = '2026-01-05T08:47:17.7211305Z';
const UPDATED = '2026-01-05T08:47:19.3266667Z';
const SHA1 = '0123456789abcdef0123456789abcdef01234567';

/** An alert or incident of this source as the service would send it, recognisable as made up. */
export const sampleRecord = (source: SourceName, tenantId: string): JsonObject => SAMPLES[source](tenantId);

const GRAPH_EVIDENCE = [
	{
		'@odata.type': '#microsoft.graph.security.deviceEvidence',
		mdeDeviceId: 'sample-device',
		deviceDnsName: 'pc7.customer.example',
		osPlatform: 'Windows11',
		rbacGroupName: 'Workstations',
		tags: ['Sales'],
	},
	{
		'@odata.type': '#microsoft.graph.security.userEvidence',
		userAccount: { userPrincipalName: 'kim@customer.example' },
	},
	{
		'@odata.type': '#microsoft.graph.security.fileEvidence',
		fileDetails: { fileName: 'sample.exe', filePath: 'C:\\Temp', sha1: SHA1 },
	},
	{ '@odata.type': '#microsoft.graph.security.ipEvidence', ipAddress: '203.0.113.9' },
	{
		'@odata.type': '#microsoft.graph.security.mailboxEvidence',
		roles: ['attacked'],
		verdict: 'suspicious',
		remediationStatus: 'none',
		displayName: 'Kim Example',
		primaryAddress: 'kim@customer.example',
		upn: 'kim@customer.example',
	},
	{
		'@odata.type': '#microsoft.graph.security.analyzedMessageEvidence',
		verdict: 'malicious',
		remediationStatus: 'none',
		p2Sender: { displayName: 'Billing', emailAddress: 'billing@bad.example' },
		recipientEmailAddress: 'kim@customer.example',
		senderIp: '203.0.113.9',
		subject: 'Invoice',
		deliveryAction: 'delivered',
		deliveryLocation: 'inbox',
		networkMessageId: 'sample-mail',
		urls: ['https://bad.example/pay'],
	},
];

const SAMPLES: Readonly<Record<SourceName, (tenantId: string) => JsonObject>> = {
	graphAlerts: (tenantId) => ({
		id: 'sample-alert',
		tenantId,
		incidentId: '1',
		title: TITLE,
		description: TEXT,
		severity: 'high',
		status: 'new',
		category: 'Execution',
		serviceSource: 'microsoftDefenderForEndpoint',
		detectionSource: 'antivirus',
		createdDateTime: CREATED,
		lastUpdateDateTime: UPDATED,
		mitreTechniques: ['T1059.001'],
		evidence: GRAPH_EVIDENCE,
	}),
	defenderAlerts: (aadTenantId) => ({
		id: 'sample-alert',
		aadTenantId,
		incidentId: 1,
		title: TITLE,
		description: TEXT,
		severity: 'High',
		status: 'New',
		category: 'Execution',
		detectionSource: 'WindowsDefenderAv',
		alertCreationTime: CREATED,
		lastUpdateTime: UPDATED,
		machineId: 'sample-device',
		computerDnsName: 'pc7.customer.example',
		rbacGroupName: 'Workstations',
		mitreTechniques: ['T1059.001'],
		relatedUser: { userName: 'kim', domainName: 'CUSTOMER' },
		evidence: [{ entityType: 'File', fileName: 'sample.exe', filePath: 'C:\\Temp', sha1: SHA1 }],
	}),
	graphIncidents: (tenantId) => ({
		id: '1',
		tenantId,
		displayName: 'Sample: there is no real incident yet',
		description: TEXT,
		severity: 'high',
		status: 'active',
		createdDateTime: CREATED,
		lastUpdateDateTime: UPDATED,
		customTags: [],
		systemTags: [],
	}),
};
