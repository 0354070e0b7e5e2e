import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ecs } from '../../../nodes/MicrosoftDefenderMssp/formats/ecs';
import { CONTOSO } from '../core/builders';
import { graphEvidence as evidence, routed } from './samples';

const documentOf = (...pieces: JsonObject[]) =>
	ecs.documents(
		routed({ alert: { tenantId: CONTOSO.id, evidence: pieces }, tenant: CONTOSO }),
	)[0] as JsonObject;

const user = (accountName: string, part: object = {}) =>
	evidence('user', { userAccount: { accountName }, ...part });
const ip = (ipAddress: string, ...roles: string[]) => evidence('ip', { ipAddress, roles });

describe('the traffic in an ECS document', () => {
	it('is that of the connection, in lower case and with its direction', () => {
		const connection = evidence('networkConnection', {
			sourceAddress: { ipAddress: '192.168.0.7' },
			sourcePort: 50_123,
			destinationAddress: {
				ipAddress: '203.0.113.9',
				countryLetterCode: 'ZZ',
				location: { countryName: 'Nowhere', state: 'North', city: 'Town', latitude: 1.5, longitude: -2.5 },
			},
			destinationPort: 443,
			protocol: 'TCP',
		});
		expect(documentOf(ip('198.51.100.1', 'source'), connection)).toMatchObject({
			source: { address: '192.168.0.7', ip: '192.168.0.7', port: 50_123 },
			destination: {
				ip: '203.0.113.9',
				port: 443,
				geo: {
					country_iso_code: 'ZZ',
					country_name: 'Nowhere',
					region_name: 'North',
					city_name: 'Town',
					location: { lat: 1.5, lon: -2.5 },
				},
			},
			network: { transport: 'tcp', type: 'ipv4', direction: 'outbound' },
		});
	});

	it('is told by roles, without making one end of what plays other parts', () => {
		const document = documentOf(
			ip('203.0.113.9', 'commandAndControl'),
			ip('198.51.100.1', 'attacker'),
			user('robin', { roles: ['attacker'] }),
			user('kim', { roles: ['attacked'] }),
			evidence('device', { deviceDnsName: 'pc7.contoso.example', roles: ['attacked'] }),
		);
		expect(document.destination).toEqual({ address: '203.0.113.9', ip: '203.0.113.9' });
		expect(document.source).toEqual({
			address: '198.51.100.1',
			ip: '198.51.100.1',
			user: { name: 'robin' },
		});
		expect(document).not.toHaveProperty('network');
	});

	it('has the attacked device where no address is known', () => {
		const attacked = { deviceDnsName: 'pc7.contoso.example', roles: ['attacked'] };
		expect(documentOf(evidence('device', attacked)).destination).toEqual({
			address: 'pc7.contoso.example',
			domain: 'pc7.contoso.example',
		});
	});

	it('leaves an address without a part to the related ones', () => {
		const document = documentOf(ip('203.0.113.9'));
		expect([document.source, document.destination, document.related]).toEqual([
			undefined,
			undefined,
			{ ip: ['203.0.113.9'] },
		]);
	});

	it('has the name that was looked up, and what it stands for', () => {
		const ipAddresses = [{ ipAddress: '203.0.113.9' }, { ipAddress: 'none' }];
		expect(documentOf(evidence('dns', { domainName: 'c2.bad.example', ipAddresses })).dns).toEqual({
			question: { name: 'c2.bad.example' },
			resolved_ip: ['203.0.113.9'],
		});
	});

	it('has what a session was opened with', () => {
		const session = {
			sessionId: 's',
			userAgent: 'Mozilla/5.0 (x)',
			browser: 'Edge',
			operatingSystem: 'Windows',
		};
		expect(documentOf(evidence('cloudLogonSession', session)).user_agent).toEqual({
			original: 'Mozilla/5.0 (x)',
			name: 'Edge',
			os: { full: 'Windows' },
		});
	});
});

describe('the mail in an ECS document', () => {
	it('is from whom the reader sees, and was sent by whom the servers saw', () => {
		const document = documentOf(
			evidence('analyzedMessage', {
				p1Sender: { emailAddress: 'bounce@mail.bad.example' },
				p2Sender: { emailAddress: 'ceo@contoso.example' },
				recipientEmailAddress: 'kim@contoso.example',
				senderIp: '203.0.113.9',
				antiSpamDirection: 'Inbound',
				networkMessageId: 'n-7',
				internetMessageId: '<m-7@bad.example>',
				receivedDateTime: '2026-01-05T08:30:00Z',
			}),
		);
		expect(document).toMatchObject({
			email: {
				from: { address: ['ceo@contoso.example'] },
				sender: { address: 'bounce@mail.bad.example' },
				to: { address: ['kim@contoso.example'] },
				direction: 'inbound',
				local_id: 'n-7',
				message_id: '<m-7@bad.example>',
				delivery_timestamp: '2026-01-05T08:30:00.0000000Z',
			},
			source: { ip: '203.0.113.9' },
		});
	});

	it('has the files of a message in Teams as attachments', () => {
		const files = [{ fileDetails: { fileName: 'x.exe', sha256: 'a2', filePath: 'C:\\' } }];
		expect(documentOf(evidence('teamsMessage', { messageId: 'm', files })).email).toMatchObject({
			attachments: [{ file: { name: 'x.exe', extension: 'exe', hash: { sha256: 'a2' } } }],
		});
	});
});

describe('the cloud in an ECS document', () => {
	const azure = '/subscriptions/s-7/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x';

	it.each([
		[
			'azureResource',
			{ resourceId: azure, resourceType: 'Storage' },
			{ provider: 'azure', account: { id: 's-7' } },
		],
		[
			'amazonResource',
			{ amazonResourceId: 'arn', amazonAccountId: '1' },
			{ provider: 'aws', account: { id: '1' } },
		],
		[
			'googleCloudResource',
			{ fullResourceName: '//x', projectId: 'p-7', location: 'eu' },
			{ provider: 'gcp', project: { id: 'p-7' }, region: 'eu' },
		],
	])('has a %s as its target, and the tenant as its account', (kind, part, target) => {
		expect(documentOf(evidence(kind, part)).cloud).toMatchObject({
			account: { id: CONTOSO.id, name: CONTOSO.name },
			target,
		});
	});

	it('names an application as the service that is meant', () => {
		expect(documentOf(evidence('oauthApplication', { appId: 'a-7', displayName: 'Helper' })).service).toEqual(
			{
				target: { id: 'a-7', name: 'Helper', type: 'oauthApplication' },
			},
		);
	});

	it('names container, pod, namespace and cluster', () => {
		const cluster = { name: 'shop-cluster', version: '1.33' };
		const namespace = { name: 'shop', cluster };
		const container = {
			containerId: 'c0ffee',
			name: 'web',
			image: { imageId: 'shop/web:1' },
			isPrivileged: true,
		};
		const document = documentOf(
			evidence('kubernetesPod', { name: 'web-7', namespace, containers: [container] }),
		);
		expect(document.orchestrator).toEqual({
			type: 'kubernetes',
			cluster: { name: 'shop-cluster', version: '1.33' },
			namespace: 'shop',
			resource: { name: 'web-7', type: 'pod' },
		});
		expect(document.container).toEqual({
			id: 'c0ffee',
			name: 'web',
			image: { name: 'shop/web:1' },
			security_context: { privileged: true },
		});
	});
});

describe('the indicator of an ECS document', () => {
	const verdict = 'malicious';

	it.each([
		['ip', { ipAddress: '2001:db8::9' }, { type: 'ipv6-addr', ip: '2001:db8::9' }],
		['url', { url: 'https://bad.example/x' }, { type: 'url', url: { full: 'https://bad.example/x' } }],
		['dns', { domainName: 'bad.example' }, { type: 'domain-name', url: { domain: 'bad.example' } }],
		[
			'file',
			{ fileDetails: { sha256: 'a2' } },
			{ type: 'file', name: 'a2', file: { hash: { sha256: 'a2' } } },
		],
	])('is a malicious %s', (kind, part, indicator) => {
		const other = evidence('url', { url: 'https://fine.example/', verdict: 'suspicious' });
		const { threat } = documentOf(other, evidence(kind, { ...part, verdict }));
		expect(threat).toMatchObject({ indicator: { ...indicator, provider: 'Microsoft' } });
	});

	it('is nothing else', () => {
		const process = { processId: 7, imageFile: { fileName: 'cmd.exe' }, verdict };
		const document = documentOf(evidence('process', process), ip('not an address'), user('kim', { verdict }));
		expect(document).not.toHaveProperty('threat');
	});
});
