import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ocsf } from '../../../nodes/MicrosoftDefenderMssp/formats/ocsf';
import { fullEvidence, UNKNOWN_TYPE } from '../../support/fullEvidence';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';
import { CONTOSO } from '../core/builders';
import { ocsfProblems } from './ocsfProblems';
import { graphEvidence as evidence, routed } from './samples';

const documentOf = (alert: object) => ocsf.documents(routed({ alert, tenant: CONTOSO }))[0] as JsonObject;
const artifactsOf = (...entries: JsonObject[]) => documentOf({ evidence: entries }).evidences as JsonObject[];
const simplifiedOf = (...entries: JsonObject[]) =>
	documentOf(simplifyGraphAlert({ id: 'da7', evidence: entries })).evidences as JsonObject[];

const account = {
	accountName: 'kim',
	domainName: 'CONTOSO',
	azureAdUserId: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
};
const c2 = { ipAddress: '203.0.113.9', roles: ['commandAndControl'] };

/** The parts of an artifact that each type becomes, beside name, verdict and data. */
const BECOMES: ReadonlyArray<readonly [type: string, part: object, expected: object]> = [
	[
		'device',
		{ deviceDnsName: 'pc7.contoso.example', azureAdDeviceId: 'e7', osPlatform: 'WindowsServer2022' },
		{ device: { hostname: 'pc7.contoso.example', uid: 'e7', type_id: 1, type: 'Server' } },
	],
	[
		'ioTDevice',
		{
			deviceId: 'c3',
			manufacturer: 'Fabrikam',
			model: 'F1',
			serialNumber: 's7',
			macAddress: '00:00:5E:00:53:03',
		},
		{
			device: {
				uid: 'c3',
				type_id: 7,
				vendor_name: 'Fabrikam',
				model: 'F1',
				mac: '00:00:5E:00:53:03',
				hw_info: { serial_number: 's7' },
			},
		},
	],
	['user', { userAccount: account }, { user: { name: 'kim', domain: 'CONTOSO' } }],
	[
		'process',
		{ processId: 7, userAccount: account, imageFile: { fileName: 'a.exe', filePublisher: 'Fabrikam' } },
		{ process: { pid: 7, user: { name: 'kim' }, file: { name: 'a.exe', company_name: 'Fabrikam' } } },
	],
	[
		'ip',
		{ ...c2, countryLetterCode: 'NO' },
		{ dst_endpoint: { ip: '203.0.113.9', location: { country: 'NO' } } },
	],
	['dns', { domainName: 'bad.example' }, { query: { hostname: 'bad.example' } }],
	[
		'networkConnection',
		{
			sourceAddress: evidence('ip', { ipAddress: '192.0.2.7' }),
			sourcePort: 51000,
			destinationAddress: evidence('ip', { ipAddress: '203.0.113.9' }),
			destinationPort: 443,
			protocol: 'tcp',
		},
		{
			src_endpoint: { ip: '192.0.2.7', port: 51000 },
			dst_endpoint: { ip: '203.0.113.9', port: 443 },
			connection_info: { protocol_name: 'tcp', direction_id: 0 },
		},
	],
	[
		'analyzedMessage',
		{
			networkMessageId: 'n1',
			internetMessageId: '<m1@bad.example>',
			p1Sender: { emailAddress: 'bounce@bad.example' },
			p2Sender: { emailAddress: 'billing@bad.example' },
			recipientEmailAddress: 'kim@contoso.example',
			senderIp: '198.51.100.25',
			deliveryLocation: 'inbox',
		},
		{
			uid: 'n1',
			src_endpoint: { ip: '198.51.100.25' },
			email: {
				from: 'billing@bad.example',
				return_path: 'bounce@bad.example',
				to: ['kim@contoso.example'],
				message_uid: '<m1@bad.example>',
				x_originating_ip: ['198.51.100.25'],
			},
			data: { networkMessageId: 'n1', deliveryLocation: 'inbox' },
		},
	],
	[
		'mailbox',
		{ primaryAddress: 'kim@contoso.example', displayName: 'Kim Example' },
		{
			user: {
				name: 'kim@contoso.example',
				full_name: 'Kim Example',
				account: { name: 'kim@contoso.example', type_id: 18 },
			},
			resources: [{ type: 'Mailbox' }],
		},
	],
	[
		'oauthApplication',
		{ appId: 'a1', displayName: 'Mail Helper', publisher: 'Fabrikam' },
		{ actor: { app_name: 'Mail Helper', app_uid: 'a1' }, data: { publisher: 'Fabrikam' } },
	],
	[
		'servicePrincipal',
		{ appId: 'a1', servicePrincipalName: 'Sync', servicePrincipalObjectId: 'o1' },
		{ actor: { app_uid: 'a1', user: { name: 'Sync', uid: 'o1', type_id: 4 } } },
	],
	[
		'cloudApplication',
		{ appId: 20893, displayName: 'Exchange' },
		{
			resources: [{ uid: '20893', type: 'Cloud application' }],
			data: { appId: 20893, displayName: 'Exchange' },
		},
	],
	[
		'cloudLogonSession',
		{ sessionId: 's1', userAgent: 'Mozilla/5.0', deviceName: 'pc7', operatingSystem: 'Windows11' },
		{
			actor: { session: { uid: 's1' } },
			http_request: { user_agent: 'Mozilla/5.0' },
			device: { name: 'pc7', os: { type_id: 100 } },
		},
	],
	[
		'blobContainer',
		{ name: 'backups', url: 'https://contoso.blob.example/backups' },
		{ databucket: { name: 'backups', type_id: 2 }, url: { hostname: 'contoso.blob.example' } },
	],
	[
		'container',
		{ containerId: 'c0ffee', name: 'web', image: evidence('containerImage', { imageId: 'shop/web:1.4' }) },
		{ container: { uid: 'c0ffee', name: 'web', image: { uid: 'shop/web:1.4' } } },
	],
	[
		'kubernetesPod',
		{ name: 'web-7', namespace: evidence('kubernetesNamespace', { name: 'shop' }) },
		{ resources: [{ name: 'web-7', namespace: 'shop', provider: 'Kubernetes' }] },
	],
	['kubernetesServiceAccount', { name: 'web' }, { user: { name: 'web', type_id: 4 } }],
	[
		'googleCloudResource',
		{ fullResourceName: '//x/web2', projectId: 'shop', location: 'europe-north1' },
		{ resources: [{ region: 'europe-north1', owner: { account: { uid: 'shop', type_id: 11 } } }] },
	],
	['gitHubUser', { login: 'kim-example', userId: '9' }, { user: { name: 'kim-example', uid: '9' } }],
	[
		'fileHash',
		{ algorithm: 'sha256Ac', value: 'a7' },
		{ file: { name: 'a7' }, data: { algorithm: 'sha256Ac' } },
	],
	['quantumComputer', { id: 'q1', name: 'Qubit', qubits: 3 }, { uid: 'q1', data: { qubits: 3 } }],
];

describe('a piece of evidence in OCSF', () => {
	it.each(BECOMES)('of type %s has its parts where OCSF has them', (type, part, expected) => {
		const artifacts = artifactsOf(evidence(type, part));
		expect(artifacts[0]).toMatchObject({ name: type, ...expected });
	});

	it.each([...EVIDENCE_TYPES, UNKNOWN_TYPE])('of type %s is valid, filled and simplified', (type) => {
		const { object } = fullEvidence(type);
		const alert = { id: 'da7', evidence: [object] };
		expect(ocsfProblems(documentOf(alert))).toEqual([]);
		expect(ocsfProblems(documentOf(simplifyGraphAlert(alert)))).toEqual([]);
	});

	it('names what it is of a type, whether simplified or not', () => {
		const entries = [
			evidence('dns', { domainName: 'bad.example' }),
			evidence('fileHash', { algorithm: 'sha1', value: 'a1'.repeat(20) }),
			evidence('gitHubUser', { login: 'kim-example', userId: '9' }),
			evidence('cloudLogonSession', { sessionId: 's1', userAgent: 'Mozilla/5.0' }),
			evidence('ioTDevice', { deviceId: 'c3', deviceName: 'camera', macAddress: '00:00:5E:00:53:03' }),
		];
		const parts = [
			{ query: { hostname: 'bad.example' } },
			{ file: { hashes: [{ algorithm: 'SHA-1', value: 'a1'.repeat(20) }] } },
			{ user: { name: 'kim-example', uid: '9' } },
			{ actor: { session: { uid: 's1' } } },
			{ device: { name: 'camera', mac: '00:00:5E:00:53:03' } },
		];
		expect(artifactsOf(...entries)).toMatchObject(parts);
		expect(simplifiedOf(...entries)).toMatchObject(parts);
	});

	it('is told once, though the lists of a simplified alert name parts of it again', () => {
		const { object } = fullEvidence('kubernetesPodEvidence');
		const entries = [
			object,
			evidence('process', {
				processId: 7,
				imageFile: { fileName: 'a.exe', sha1: 'a1' },
				userAccount: account,
			}),
			evidence('analyzedMessage', {
				subject: 'x',
				senderIp: '198.51.100.25',
				urls: ['https://bad.example/'],
			}),
		];
		const namesOf = (artifacts: JsonObject[]) => artifacts.map(({ name, uid }) => ({ name, uid }));
		expect(namesOf(simplifiedOf(...entries))).toEqual(namesOf(artifactsOf(...entries)));
	});

	it('is told though only a list of a simplified alert names it', () => {
		const alert = { ...simplifyGraphAlert({ id: 'da7' }), ips: ['203.0.113.9'], users: [{ name: 'kim' }] };
		expect(documentOf(alert).evidences).toMatchObject([{ user: { name: 'kim' } }, { name: 'ip' }]);
	});

	it('that says nothing is left out', () => {
		expect(
			artifactsOf(evidence('ip', { roles: ['attacked'] }), evidence('url', { url: 'https://bad.example/' })),
		).toHaveLength(1);
	});

	it('leaves the owner of a process to the process', () => {
		const [artifact] = artifactsOf(evidence('process', { processCommandLine: 'x', userAccount: account }));
		expect(artifact).not.toHaveProperty('user');
		expect(artifact).toMatchObject({ data: { userAccount: account } });
	});

	it('calls nobody an end of traffic whose roles do not say so', () => {
		const [artifact = {}] = artifactsOf(evidence('ip', { ipAddress: '203.0.113.9', roles: ['contextual'] }));
		expect(Object.keys(artifact)).toEqual(['name', 'verdict_id', 'verdict', 'data']);
	});

	it('does not place an address by another one that the mail or connection names', () => {
		const [artifact] = artifactsOf(
			evidence('networkConnection', {
				sourceAddress: evidence('ip', { ipAddress: 'not an address' }),
				sourcePort: 7,
				destinationAddress: evidence('ip', { ipAddress: '203.0.113.9' }),
				destinationPort: 70_000,
			}),
		);
		expect(artifact).not.toHaveProperty('src_endpoint');
		expect(artifact).toMatchObject({
			dst_endpoint: { ip: '203.0.113.9' },
			data: { sourcePort: 7, destinationPort: 70_000 },
		});
	});

	it.each([
		['malicious', 2, 'malicious'],
		['noThreatsFound', 5, 'noThreatsFound'],
		['suspicious', 4, undefined],
		['unknown', 0, undefined],
	])('of verdict %s has number %s, and the word where the caption is another', (verdict, id, word) => {
		const [artifact] = artifactsOf(evidence('ip', { ...c2, verdict }));
		expect(artifact).toMatchObject({ verdict_id: id });
		expect((artifact?.data as JsonObject).verdict).toBe(word);
	});
});
