type Json = Record<string, unknown>;

/** Made up after the resource pages of Microsoft Graph; no property or value is of a real tenant. */
const evidence = (type: string, part: Json): Json => ({
	'@odata.type': `#microsoft.graph.security.${type}Evidence`,
	createdDateTime: '2026-01-05T08:47:18.42Z',
	verdict: 'suspicious',
	remediationStatus: 'none',
	remediationStatusDetails: null,
	roles: [],
	detailedRoles: [],
	tags: [],
	...part,
});

const DEVICE_ID = '00aa11bb22cc33dd44ee55ff66778899aabbccdd';
const SUBSCRIPTION = '/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/shop';

const account = {
	accountName: 'kim',
	domainName: 'CONTOSO',
	userSid: 'S-1-5-21-1111111111-2222222222-3333333333-1107',
	azureAdUserId: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
	userPrincipalName: 'kim@contoso.example',
	displayName: 'Kim Example',
	activeDirectoryObjectGuid: null,
	resourceAccessEvents: [],
};

const device = evidence('device', {
	verdict: 'unknown',
	roles: ['attacked'],
	tags: ['finance', 'vip'],
	mdeDeviceId: DEVICE_ID,
	azureAdDeviceId: null,
	deviceDnsName: 'pc7.contoso.example',
	hostName: 'pc7',
	dnsDomain: 'contoso.example',
	ntDomain: 'CONTOSO',
	osPlatform: 'Windows11',
	osBuild: 22631,
	version: '23H2',
	healthStatus: 'active',
	riskScore: 'high',
	rbacGroupId: 11,
	rbacGroupName: 'Workstations',
	onboardingStatus: 'onboarded',
	defenderAvStatus: 'updated',
	ipInterfaces: ['192.0.2.7', '2001:db8::7', 'not an address'],
	lastIpAddress: '192.0.2.7',
	lastExternalIpAddress: '198.51.100.7',
	loggedOnUsers: [
		{ accountName: 'kim', domainName: 'CONTOSO' },
		{ accountName: 'sam', domainName: 'CONTOSO' },
	],
	firstSeenDateTime: '2025-06-01T07:00:00Z',
	vmMetadata: null,
});

const script = {
	fileName: 'update.ps1',
	filePath: 'C:\\Users\\kim\\Downloads',
	sha1: 'a1'.repeat(20),
	sha256: 'a2'.repeat(32),
	fileSize: 4096,
	filePublisher: null,
	signer: null,
	issuer: null,
};

const powershell = {
	fileName: 'powershell.exe',
	filePath: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
	sha1: 'b1'.repeat(20),
	sha256: 'b2'.repeat(32),
	fileSize: 491520,
	filePublisher: 'Microsoft Corporation',
	signer: 'Microsoft Windows',
	issuer: null,
};

const endpoint = [
	device,
	evidence('device', {
		deviceDnsName: 'pc8.contoso.example',
		mdeDeviceId: 'cc'.repeat(20),
		osPlatform: 'Ubuntu',
	}),
	evidence('user', { userAccount: account, stream: null }),
	evidence('file', {
		remediationStatus: 'prevented',
		verdict: 'malicious',
		detectionStatus: 'prevented',
		mdeDeviceId: DEVICE_ID,
		fileDetails: script,
	}),
	evidence('process', {
		detectionStatus: 'detected',
		mdeDeviceId: DEVICE_ID,
		processId: 6412,
		parentProcessId: 4120,
		processCommandLine: 'powershell.exe -NoProfile -File "update.ps1" /mode=silent',
		processCreationDateTime: '2026-01-05T08:45:02.1164300Z',
		parentProcessCreationDateTime: '2026-01-05T07:58:00Z',
		imageFile: powershell,
		parentProcessImageFile: { fileName: 'explorer.exe', filePath: 'C:\\Windows', sha1: 'c1'.repeat(20) },
		userAccount: account,
	}),
	evidence('registryKey', {
		registryHive: 'HKEY_CURRENT_USER',
		registryKey: 'Software\\Microsoft\\Windows\\CurrentVersion\\Run',
	}),
	evidence('registryValue', {
		mdeDeviceId: DEVICE_ID,
		registryHive: 'HKEY_CURRENT_USER',
		registryKey: 'Software\\Microsoft\\Windows\\CurrentVersion\\Run',
		registryValueName: 'Updater',
		registryValueType: 'REG_SZ',
		registryValue: 'powershell.exe -File update.ps1',
	}),
	evidence('iotDevice', {
		deviceId: 'camera-3',
		deviceName: 'camera 3',
		deviceType: 'IP camera',
		ipAddress: '192.0.2.33',
		macAddress: '00:00:5E:00:53:03',
		operatingSystem: 'Linux',
	}),
];

const network = [
	evidence('ip', {
		ipAddress: '203.0.113.9',
		roles: ['commandAndControl'],
		countryLetterCode: 'ZZ',
		location: null,
	}),
	evidence('ip', { ipAddress: '2001:db8::9', roles: ['source'] }),
	evidence('ip', { ipAddress: '198.51.100.23' }),
	evidence('url', { url: 'https://downloads.bad.example:8443/update.ps1?id=7&user=kim#top' }),
	evidence('dns', {
		domainName: 'downloads.bad.example',
		dnsServerIp: { '@odata.type': '#microsoft.graph.security.ipEvidence', ipAddress: '192.0.2.53' },
	}),
	evidence('activeDirectoryDomain', { activeDirectoryDomainName: 'contoso.example', trustedDomains: [] }),
];

const mail = [
	evidence('analyzedMessage', {
		networkMessageId: '55555555-5555-4555-8555-555555555555',
		internetMessageId: '<invoice-7@bad.example>',
		subject: 'Invoice = overdue | pay',
		antiSpamDirection: 'inbound',
		deliveryAction: 'delivered',
		deliveryLocation: 'inbox',
		p1Sender: { displayName: 'Billing', domainName: 'bad.example', emailAddress: 'billing@bad.example' },
		p2Sender: { displayName: 'Billing', domainName: 'bad.example', emailAddress: 'billing@bad.example' },
		recipientEmailAddress: 'kim@contoso.example',
		senderIp: '198.51.100.25',
		receivedDateTime: '2026-01-05T08:30:00Z',
		attachmentsCount: 0,
		urlCount: 1,
		urls: ['https://pay.bad.example/'],
		threats: ['ZapPhish'],
	}),
	evidence('mailbox', {
		displayName: 'Kim Example',
		primaryAddress: 'kim@contoso.example',
		upn: 'kim@contoso.example',
		userAccount: account,
	}),
	evidence('mailCluster', {
		clusterBy: 'Subject;SenderIp',
		clusterByValue: 'Invoice;198.51.100.25',
		emailCount: 3,
		networkMessageIds: [],
		query: 'Subject == "Invoice"',
		urn: 'urn:MailClusterEntity:invoice',
	}),
];

const identity = [
	evidence('securityGroup', {
		securityGroupId: '66666666-6666-4666-8666-666666666666',
		displayName: 'Finance',
	}),
	evidence('oauthApplication', {
		appId: '77777777-7777-4777-8777-777777777777',
		displayName: 'Mail Helper',
		objectId: '88888888-8888-4888-8888-888888888888',
		publisher: 'Unverified',
		roles: ['attacker'],
	}),
	evidence('cloudApplication', { appId: 20893, displayName: 'Microsoft Exchange Online', instanceId: 0 }),
	evidence('cloudLogonRequest', { requestId: '99999999-9999-4999-8999-999999999999' }),
	evidence('cloudLogonSession', {
		sessionId: 'session-7',
		account: {
			'@odata.type': '#microsoft.graph.security.userEvidence',
			userAccount: { accountName: 'robin' },
		},
		userAgent: 'Mozilla/5.0',
		browser: 'Edge',
		startUtcDateTime: '2026-01-05T08:00:00Z',
	}),
	evidence('aiAgent', {
		agentId: 'agent-7',
		agentName: 'Helpdesk Agent',
		hostingPlatformType: 'copilotStudio',
	}),
];

const registry = evidence('containerRegistry', { registry: 'shop.registry.example' });
const image = evidence('containerImage', { imageId: 'shop/web:1.4', digestImage: null, registry });
const cluster = evidence('kubernetesCluster', { name: 'shop-cluster', distribution: 'AKS', version: '1.33' });
const namespace = evidence('kubernetesNamespace', { name: 'shop', labels: {}, cluster });

const cloud = [
	evidence('azureResource', {
		resourceId: `${SUBSCRIPTION}/providers/Microsoft.Compute/virtualMachines/web1`,
		resourceName: 'web1',
		resourceType: 'Virtual Machine',
		roles: ['compromised'],
	}),
	evidence('amazonResource', {
		amazonAccountId: '000000000000',
		amazonResourceId: 'arn:aws:s3:::contoso-shop',
		resourceName: 'contoso-shop',
		resourceType: 'S3 bucket',
	}),
	evidence('googleCloudResource', {
		fullResourceName: '//compute.googleapis.com/projects/contoso-shop/zones/z/instances/web2',
		projectId: 'contoso-shop',
		resourceName: 'web2',
		resourceType: 'Virtual Machine',
	}),
	evidence('blobContainer', { name: 'backups', url: 'https://contoso.blob.example/backups' }),
	evidence('blob', {
		name: 'tool.exe',
		url: 'https://contoso.blob.example/backups/tool.exe',
		etag: '0x1',
		fileHashes: [
			{ algorithm: 'md5', value: 'd0'.repeat(16) },
			{ algorithm: 'sha256', value: 'd2'.repeat(32) },
		],
	}),
	registry,
	image,
	cluster,
	namespace,
	evidence('kubernetesController', { name: 'web', type: 'Deployment', namespace }),
	evidence('kubernetesPod', { name: 'web-7', namespace, podIp: evidence('ip', { ipAddress: '192.0.2.99' }) }),
	evidence('container', {
		containerId: 'c0ffee',
		name: 'web',
		isPrivileged: false,
		image,
		args: [],
		command: [],
	}),
	evidence('kubernetesSecret', { name: 'shop-db', secretType: 'Opaque', namespace }),
	evidence('kubernetesService', { name: 'web', serviceType: 'loadBalancer', namespace }),
	evidence('kubernetesServiceAccount', { name: 'web', namespace }),
];

const beta = [
	evidence('fileHash', { algorithm: 'sha256', value: 'e2'.repeat(32) }),
	evidence('gitHubOrganization', { login: 'contoso', displayName: 'Contoso', orgId: '7' }),
	evidence('gitHubRepo', { login: 'shop', repoId: '8', baseUrl: 'https://git.example/contoso/shop' }),
	evidence('gitHubUser', { login: 'kim-example', userId: '9' }),
	evidence('quantumComputer', { qubits: 3 }),
];

/** An alert of Graph `security/alerts_v2` with evidence of every type that the documentation names, and of one to come. */
export const everyGraphEvidence: Json = {
	id: 'ra639031996377211305_-104477221',
	providerAlertId: 'ed639031996377211305_7',
	incidentId: '4711',
	status: 'inProgress',
	severity: 'high',
	classification: 'informationalExpectedActivity',
	determination: 'securityTesting',
	serviceSource: 'microsoft365Defender',
	detectionSource: 'customDetection',
	productName: 'Microsoft Defender XDR',
	detectorId: '11111111-2222-4333-8444-111111111111',
	tenantId: 'ca111111-1111-4111-8111-111111111111',
	title: 'Multi-stage incident on one endpoint',
	description: 'A script was downloaded from a mail,\nran PowerShell and stays in the registry.',
	recommendedActions: 'Isolate the device.\nReset the password.',
	category: 'Persistence',
	assignedTo: 'analyst@contoso.example',
	alertWebUrl: 'https://security.microsoft.com/alerts/ra639031996377211305_-104477221',
	incidentWebUrl: 'https://security.microsoft.com/incidents/4711',
	actorDisplayName: 'Example Typhoon',
	threatDisplayName: 'Trojan:PowerShell/Example.A',
	threatFamilyName: 'Example',
	mitreTechniques: ['T1059', 'T1059.001', 'T1547.001'],
	alertPolicyId: null,
	investigationState: 'running',
	createdDateTime: '2026-01-05T08:47:17.7211305Z',
	lastUpdateDateTime: '2026-01-05T08:47:19.3266667Z',
	resolvedDateTime: null,
	firstActivityDateTime: '2026-01-05T08:45:02.116Z',
	lastActivityDateTime: '2026-01-05T08:45:09.2220417Z',
	systemTags: [],
	additionalData: null,
	customDetails: {},
	comments: [],
	evidence: [...endpoint, ...network, ...mail, ...identity, ...cloud, ...beta],
};
