import { simplifyDefenderAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
import { simplifyGraphAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { readSimplified } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/simplified';

const evidence = (type: string, part: object) => ({
	'@odata.type': `#microsoft.graph.security.${type}Evidence`,
	verdict: 'suspicious',
	remediationStatus: 'none',
	roles: [],
	...part,
});

const account = {
	accountName: 'kim',
	domainName: 'CONTOSO',
	userSid: 'S-1-5-21-1107',
	azureAdUserId: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
	userPrincipalName: 'kim@contoso.example',
	displayName: 'Kim Example',
};

const mail = evidence('analyzedMessage', {
	verdict: 'malicious',
	networkMessageId: '55555555-5555-4555-8555-555555555555',
	internetMessageId: '<invoice-7@bad.example>',
	subject: 'Invoice',
	p1Sender: { displayName: 'Bounce', emailAddress: 'bounce@sender.example' },
	p2Sender: { displayName: 'Billing', emailAddress: 'billing@bad.example' },
	recipientEmailAddress: 'kim@contoso.example',
	senderIp: '198.51.100.25',
	deliveryAction: 'delivered',
	deliveryLocation: 'inbox',
	urls: ['https://pay.bad.example/'],
	threats: ['ZapPhish'],
	attachmentsCount: 0,
	receivedDateTime: '0001-01-01T00:00:00Z',
});

const simple = (...list: object[]) => simplifyGraphAlert({ id: 'da1', evidence: list });

describe('the lists of a phishing alert', () => {
	const mailbox = evidence('mailbox', {
		displayName: 'Kim Example',
		primaryAddress: 'kim@contoso.example',
		upn: 'kim@contoso.example',
		roles: ['attacked'],
		userAccount: account,
	});
	const alert = simple(mailbox, mail);

	it('name recipient, sender, subject and where the mail is', () => {
		expect(alert.emails).toEqual([
			{
				sender: 'billing@bad.example',
				senderName: 'Billing',
				envelopeSender: 'bounce@sender.example',
				senderIp: '198.51.100.25',
				recipient: 'kim@contoso.example',
				subject: 'Invoice',
				deliveryAction: 'delivered',
				deliveryLocation: 'inbox',
				networkMessageId: '55555555-5555-4555-8555-555555555555',
				internetMessageId: '<invoice-7@bad.example>',
				threats: ['ZapPhish'],
				urls: ['https://pay.bad.example/'],
				attachments: 0,
			},
		]);
		expect(alert.mailboxes).toEqual([
			{ address: 'kim@contoso.example', name: 'Kim Example', upn: 'kim@contoso.example' },
		]);
	});

	it('have its user, the address that sent it and its links, which people route by', () => {
		expect(alert.users).toEqual([
			{
				name: 'kim@contoso.example',
				id: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
				sid: 'S-1-5-21-1107',
				displayName: 'Kim Example',
				accountName: 'kim',
				domain: 'CONTOSO',
			},
		]);
		expect([alert.ips, alert.urls]).toEqual([['198.51.100.25'], ['https://pay.bad.example/']]);
	});

	it('have an entity for each piece, as the contract writes it', () => {
		expect(alert.entities).toEqual([
			{
				type: 'mailbox',
				name: 'kim@contoso.example',
				id: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
				roles: ['attacked'],
				verdict: 'suspicious',
				remediationStatus: 'none',
			},
			{
				type: 'analyzedMessage',
				name: 'Invoice',
				id: '55555555-5555-4555-8555-555555555555',
				roles: [],
				verdict: 'malicious',
				remediationStatus: 'none',
			},
		]);
	});
});

describe('the lists of a mail that claims 300,000 links', () => {
	it('have them all', () => {
		const urls = Array.from({ length: 300_000 }, (_none, index) => `https://bad.example/${index}`);
		expect(simple({ ...mail, urls }).urls).toHaveLength(300_000);
	});
});

describe('the lists of other alerts', () => {
	it('name applications, whatever their kind', () => {
		const { applications } = simple(
			evidence('oauthApplication', { appId: '7', displayName: 'Mail Helper', publisher: 'Unverified' }),
			evidence('servicePrincipal', { appId: '8', servicePrincipalName: 'Backup' }),
			evidence('aiAgent', { agentId: '9', agentName: 'Helpdesk' }),
		);
		expect(applications).toEqual([
			{ id: '7', name: 'Mail Helper', type: 'oauthApplication', publisher: 'Unverified' },
			{ id: '8', name: 'Backup', type: 'servicePrincipal' },
			{ id: '9', name: 'Helpdesk', type: 'aiAgent' },
		]);
	});

	it('name cloud resources, and those that they stand in', () => {
		const { cloudResources } = simple(
			evidence('azureResource', {
				resourceId: '/subscriptions/44444444-4444/resourceGroups/shop/vm/web1',
				resourceName: 'web1',
				resourceType: 'Virtual Machine',
			}),
			evidence('kubernetesPod', {
				name: 'web-7',
				namespace: { name: 'shop', cluster: { name: 'shop-cluster' } },
			}),
		);
		expect(cloudResources).toEqual([
			{
				id: '/subscriptions/44444444-4444/resourceGroups/shop/vm/web1',
				name: 'web1',
				type: 'Virtual Machine',
				provider: 'Azure',
				account: '44444444-4444',
			},
			{ name: 'web-7', type: 'Kubernetes pod', provider: 'Kubernetes' },
			{ name: 'shop', type: 'Kubernetes namespace', provider: 'Kubernetes' },
			{ name: 'shop-cluster', type: 'Kubernetes cluster', provider: 'Kubernetes' },
		]);
	});

	it('name a device of Defender for IoT without the ID of another product, and its address', () => {
		const camera = evidence('ioTDevice', {
			deviceId: 'camera-3',
			deviceName: 'camera 3',
			operatingSystem: 'Linux',
			manufacturer: 'Fabrikam',
			ipAddress: { ipAddress: '192.0.2.33' },
		});
		const { devices, ips, entities } = simple(camera);
		expect(devices).toEqual([{ name: 'camera 3', os: 'Linux', ips: ['192.0.2.33'] }]);
		expect(ips).toEqual(['192.0.2.33']);
		expect(entities[0]).toMatchObject({
			type: 'ioTDevice',
			id: 'camera-3',
			details: { operatingSystem: 'Linux', manufacturer: 'Fabrikam' },
		});
	});

	it('have a user by the display name where there is nothing else, and one of another system without ID', () => {
		const { users } = simple(
			evidence('user', { userAccount: { displayName: 'Robin Example' } }),
			evidence('gitHubUser', { login: 'robin-example', userId: '9' }),
		);
		expect(users).toEqual([{ name: 'Robin Example' }, { name: 'robin-example' }]);
	});

	it('have a user once whom one piece knows better than another', () => {
		const { users } = simple(
			evidence('mailboxConfiguration', { upn: 'kim@contoso.example' }),
			evidence('user', { userAccount: account }),
		);
		expect(users.map(({ id }) => id)).toEqual([account.azureAdUserId]);
	});

	it('have the owner of a process once, whose name the process knows worse than the user', () => {
		const { azureAdUserId, userPrincipalName, ...known } = account;
		const { users, processes } = simple(
			evidence('process', { processId: 42, userAccount: { accountName: 'kim', domainName: 'CONTOSO' } }),
			evidence('user', { userAccount: { ...known, azureAdUserId, userPrincipalName } }),
			evidence('process', { processId: 43, userAccount: { accountName: 'kim', domainName: 'FABRIKAM' } }),
		);
		expect(users.map(({ name }) => name)).toEqual(['kim@contoso.example', 'FABRIKAM\\kim']);
		expect(processes.map(({ user }) => user)).toEqual(['CONTOSO\\kim', 'FABRIKAM\\kim']);
	});

	it('have md5 in files and hashes, and a hash alone in hashes alone', () => {
		const { files, hashes } = simple(
			evidence('file', { fileDetails: { fileName: 'x.dll', md5: 'd0', sha1: 'd1', sha256: 'd2' } }),
			evidence('fileHash', { algorithm: 'md5', value: 'e0' }),
		);
		expect(files).toEqual([{ name: 'x.dll', md5: 'd0', sha1: 'd1', sha256: 'd2' }]);
		expect(hashes).toEqual(['d2', 'd1', 'd0', 'e0']);
	});

	it('have the evidence in evidence', () => {
		const { files, processes, entities } = simple(
			evidence('malware', {
				name: 'Trojan:Win32/Example.A',
				files: [{ fileDetails: { fileName: 'x.dll', sha256: 'd2' } }],
				processes: [{ processId: 42, imageFile: { fileName: 'cmd.exe' } }],
			}),
		);
		expect([files[0]?.name, processes[0]?.name]).toEqual(['x.dll', 'cmd.exe']);
		expect(entities.map(({ type, name }) => [type, name])).toEqual([
			['malware', 'Trojan:Win32/Example.A'],
			['file', 'x.dll'],
			['process', 'cmd.exe'],
		]);
	});

	it('keep what a type to come says of itself, and evidence in it', () => {
		const { entities, ips } = simple(
			evidence('quantumComputer', {
				quantumComputerId: 'q7',
				displayName: 'Qubits of Contoso',
				qubits: 3,
				site: { building: 'B2', isCold: true },
				peer: evidence('ip', { ipAddress: '192.0.2.9' }),
			}),
		);
		expect(entities[0]).toMatchObject({
			type: 'quantumComputer',
			id: 'q7',
			name: 'Qubits of Contoso',
			details: { qubits: '3', 'site.building': 'B2', 'site.isCold': 'true' },
		});
		expect(ips).toEqual(['192.0.2.9']);
	});

	it('have who was logged on to the device of an alert of Defender for Endpoint', () => {
		const loggedOnUsers = [{ accountName: 'kim', domainName: 'CONTOSO' }, { accountName: 'sam' }];
		const alert = simplifyDefenderAlert({ id: 'da1', machineId: '00aa', loggedOnUsers });
		expect(alert.devices).toEqual([{ id: '00aa', loggedOnUsers: ['CONTOSO\\kim', 'sam'] }]);
		expect(alert.entities).toEqual([{ type: 'device', id: '00aa', roles: [] }]);
	});
});

describe('what an alert says beside its evidence', () => {
	const raw = {
		id: 'da1',
		category: 'InitialAccess',
		categories: ['InitialAccess', 'Persistence'],
		systemTags: ['Defender Experts'],
		customDetails: { Department: ['Finance'] },
		recommendedActions: 'Reset the password.',
		detectorId: 'rule-7',
		alertPolicyId: 'policy-7',
		comments: [
			{ comment: 'Known test', createdByDisplayName: 'Kim', createdDateTime: '0001-01-01T00:00:00Z' },
		],
		createdDateTime: '2026-01-05T08:47:17Z',
		resolvedDateTime: '0001-01-01T00:00:00Z',
	};
	const alert = simplifyGraphAlert(raw);

	it('is there with what people route on', () => {
		expect(alert).toMatchObject({
			categories: ['InitialAccess', 'Persistence'],
			systemTags: ['Defender Experts'],
			customDetails: { Department: ['Finance'] },
			recommendedActions: 'Reset the password.',
			detectorId: 'rule-7',
			alertPolicyId: 'policy-7',
			comments: [{ comment: 'Known test', createdByDisplayName: 'Kim' }],
		});
	});

	it('has no times of the year 1', () => {
		expect(alert).not.toHaveProperty('resolvedDateTime');
		expect(alert.comments[0]).not.toHaveProperty('createdDateTime');
	});

	it.each([
		[{ categories: ['Persistence'] }, 'Persistence', ['Persistence']],
		[{ category: 'Impact' }, 'Impact', ['Impact']],
		[{ category: 'Impact', categories: ['Persistence'] }, 'Impact', ['Impact', 'Persistence']],
		[{}, undefined, []],
	])('has the category among the categories: %j', (part, category, categories) => {
		expect(simplifyGraphAlert(part)).toMatchObject({ categories });
		expect(simplifyGraphAlert(part).category).toBe(category);
	});

	it('is read back as it was, lists and all', () => {
		const full = simplifyGraphAlert({
			...raw,
			evidence: [mail, evidence('kubernetesPod', { name: 'web-7' })],
		});
		expect(readSimplified(JSON.parse(JSON.stringify(full)) as Record<string, unknown>)).toEqual(full);
	});
});
