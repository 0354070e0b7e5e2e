type Json = Record<string, unknown>;

/** Defender for Endpoint sends every key with every row. */
const EMPTY = Object.fromEntries(
	`sha1 sha256 fileName filePath processId processCommandLine processCreationTime parentProcessId
	parentProcessCreationTime parentProcessFileName parentProcessFilePath ipAddress url registryKey registryHive
	registryValueType registryValue accountName domainName userSid aadUserId userPrincipalName detectionStatus`
		.split(/\s+/)
		.map((name) => [name, null]),
);

const row = (entityType: string, part: Json): Json => ({
	...EMPTY,
	entityType,
	evidenceCreationTime: '2026-01-05T08:47:18.42Z',
	...part,
});

/** Made up after the alert pages of Defender for Endpoint and the incident page of Defender XDR (mail and groups). */
export const everyDefenderEvidence: Json = {
	id: 'da639031996377211305_-104477221',
	incidentId: 4711,
	investigationId: 7,
	assignedTo: 'analyst@contoso.example',
	severity: 'Medium',
	status: 'Resolved',
	classification: 'TruePositive',
	determination: 'CompromisedUser',
	investigationState: 'SuccessfullyRemediated',
	detectionSource: 'WindowsDefenderAv',
	detectorId: '11111111-2222-4333-8444-111111111111',
	category: 'Malware',
	threatFamilyName: 'Example',
	title: 'Malware was prevented | 1 file',
	description: 'Path = C:\\temp, prevented.',
	alertCreationTime: '2026-01-05T08:47:17.2Z',
	firstEventTime: '2026-01-05T08:45:02Z',
	lastEventTime: '2026-01-05T08:45:09.2220417Z',
	lastUpdateTime: '2026-01-05T09:00:00.6133333Z',
	resolvedTime: '2026-01-05T09:00:00Z',
	machineId: '00aa11bb22cc33dd44ee55ff66778899aabbccdd',
	computerDnsName: 'pc7.contoso.example',
	rbacGroupName: 'Workstations',
	aadTenantId: 'ca111111-1111-4111-8111-111111111111',
	threatName: 'Trojan:Win32/Example.A',
	mitreTechniques: ['T1027'],
	relatedUser: { userName: 'kim', domainName: 'CONTOSO' },
	comments: [
		{ comment: 'Known test', createdBy: 'analyst@contoso.example', createdTime: '2026-01-05T08:59:00Z' },
	],
	evidence: [
		row('User', {
			accountName: 'kim',
			domainName: 'CONTOSO',
			userSid: 'S-1-5-21-1111111111-2222222222-3333333333-1107',
			aadUserId: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
			userPrincipalName: 'kim@contoso.example',
		}),
		row('File', {
			fileName: 'x.dll',
			filePath: 'c:\\temp',
			sha1: 'a1'.repeat(20),
			sha256: 'a2'.repeat(32),
			detectionStatus: 'Prevented',
		}),
		row('Process', {
			fileName: 'rundll32.exe',
			filePath: 'C:\\Windows\\System32',
			sha1: 'b1'.repeat(20),
			sha256: 'b2'.repeat(32),
			processId: 42,
			processCommandLine: 'rundll32.exe c:\\temp\\x.dll,Start key=value',
			processCreationTime: '2026-01-05T08:45:02.116Z',
			parentProcessId: 7,
			parentProcessCreationTime: '2026-01-05T07:58:00Z',
			parentProcessFileName: 'explorer.exe',
			parentProcessFilePath: 'C:\\Windows',
			accountName: 'kim',
			domainName: 'CONTOSO',
			detectionStatus: 'Detected',
		}),
		row('Ip', { ipAddress: '203.0.113.9', detectionStatus: 'Blocked' }),
		row('Url', { url: 'bad.example/x', detectionStatus: 'Detected' }),
		row('Registry', {
			registryHive: 'HKEY_LOCAL_MACHINE',
			registryKey: 'SOFTWARE\\Example',
			registryValueType: 'REG_SZ',
			registryValue: 'x.dll',
			detectionStatus: 'Detected',
		}),
		row('MailBox', { mailboxDisplayName: 'Kim Example', mailboxAddress: 'kim@contoso.example' }),
		row('MailMessage', {
			sender: 'billing@bad.example',
			recipient: 'kim@contoso.example',
			subject: 'Invoice',
			deliveryAction: 'Delivered',
		}),
		row('MailCluster', { clusterBy: 'Subject;SenderIp' }),
		row('SecurityGroup', {
			securityGroupId: '66666666-6666-4666-8666-666666666666',
			securityGroupName: 'Finance',
		}),
		row('Hologram', {}),
	],
};
