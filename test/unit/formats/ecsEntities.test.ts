import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ecs } from '../../../nodes/MicrosoftDefenderMssp/formats/ecs';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';
import { CONTOSO } from '../core/builders';
import { graphEvidence as evidence, routed } from './samples';

const documentOf = (...pieces: JsonObject[]) =>
	ecs.documents(
		routed({ alert: { tenantId: CONTOSO.id, evidence: pieces }, tenant: CONTOSO }),
	)[0] as JsonObject;

const user = (accountName: string, part: object = {}) =>
	evidence('user', { userAccount: { accountName }, ...part });
const ip = (ipAddress: string, ...roles: string[]) => evidence('ip', { ipAddress, roles });

/** By the table of categories of ECS; written by hand. Links do not make an alert one of web servers. */
const CATEGORIES: Readonly<Record<string, string>> = {
	activeDirectoryDomain: 'iam',
	analyzedMessage: 'email',
	blob: 'file',
	cloudLogonRequest: 'authentication',
	cloudLogonSession: 'authentication session',
	container: 'process',
	device: 'host',
	dns: 'network',
	file: 'file',
	fileHash: 'file',
	gitHubUser: 'iam',
	hostLogonSession: 'authentication session',
	ioTDevice: 'host',
	ip: 'network',
	kubernetesServiceAccount: 'iam',
	mailbox: 'email',
	mailboxConfiguration: 'configuration email',
	mailCluster: 'email',
	malware: 'malware',
	networkConnection: 'network',
	nic: 'host network',
	oauthApplication: 'iam',
	process: 'process',
	registryKey: 'registry',
	registryValue: 'registry',
	sasToken: 'authentication',
	securityGroup: 'iam',
	servicePrincipal: 'iam',
	submissionMail: 'email',
	teamsMessage: 'email',
	user: 'iam',
};

describe('the category of an ECS document', () => {
	it.each(EVIDENCE_TYPES.map((type) => type.replace(/Evidence$/, '')))('is told by %s', (kind) => {
		const { event } = documentOf(evidence(kind));
		const expected = (CATEGORIES[kind] ?? 'intrusion_detection').split(' ');
		expect((event as JsonObject).category).toEqual(expected);
	});
});

describe('the entities of an ECS document', () => {
	it('are the most telling of their kind', () => {
		expect(
			documentOf(
				evidence('file', { fileDetails: { fileName: 'clean.txt' }, verdict: 'noThreatsFound' }),
				evidence('file', { fileDetails: { fileName: 'odd.exe' }, verdict: 'suspicious' }),
				evidence('file', { fileDetails: { fileName: 'bad.exe' }, verdict: 'malicious' }),
				evidence('device', { deviceDnsName: 'pc7.contoso.example' }),
				evidence('device', { deviceDnsName: 'pc8.contoso.example', roles: ['compromised'] }),
			),
		).toMatchObject({ file: { name: 'bad.exe' }, host: { name: 'pc8.contoso.example' } });
	});

	it('have the owner of a process as its user, not as that of the alert', () => {
		const process = evidence('process', {
			verdict: 'malicious',
			processId: 7,
			userAccount: { accountName: 'SYSTEM', userSid: 'S-1-5-18', azureAdUserId: null },
		});
		expect(documentOf(process, user('kim'))).toMatchObject({
			user: { name: 'kim' },
			process: { pid: 7, user: { name: 'SYSTEM', id: 'S-1-5-18' } },
		});
		const mailbox = evidence('mailbox', { primaryAddress: 'kim@contoso.example', displayName: 'Kim' });
		expect(documentOf(process, mailbox).user).toEqual({
			name: 'kim@contoso.example',
			email: 'kim@contoso.example',
			full_name: 'Kim',
		});
		expect(documentOf(process).user).toMatchObject({ name: 'SYSTEM' });
	});

	it('have both IDs of a device, and the virtual machine that it is', () => {
		expect(
			documentOf(
				evidence('device', {
					mdeDeviceId: 'aa77',
					azureAdDeviceId: 'entra-7',
					vmMetadata: { cloudProvider: 'azure', vmId: 'vm-7' },
				}),
			),
		).toMatchObject({
			host: { id: 'aa77' },
			device: { id: 'entra-7' },
			cloud: { provider: 'azure', instance: { id: 'vm-7' }, account: { id: CONTOSO.id } },
		});
	});

	it('name a device of Defender for IoT with its maker', () => {
		const { host, device } = documentOf(
			evidence('ioTDevice', {
				deviceId: 'iot-7',
				deviceName: 'camera 3',
				macAddress: '00:00:5e:00:53:03',
				manufacturer: 'Fabrikam',
				model: 'C3',
				serialNumber: 's-7',
			}),
		);
		expect(host).toMatchObject({ name: 'camera 3', mac: ['00-00-5E-00-53-03'] });
		expect(device).toEqual({
			id: 'iot-7',
			manufacturer: 'Fabrikam',
			model: { name: 'C3' },
			serial_number: 's-7',
		});
	});

	it('have the hashes, the signer and the company of a file', () => {
		const fileDetails = {
			fileName: 'x.tar.gz',
			md5: 'd0',
			sha1: 'd1',
			sha256: 'd2',
			signer: 'Contoso Code',
			filePublisher: 'Contoso',
		};
		expect(documentOf(evidence('file', { fileDetails })).file).toEqual({
			name: 'x.tar.gz',
			extension: 'gz',
			hash: { md5: 'd0', sha1: 'd1', sha256: 'd2' },
			code_signature: { exists: true, subject_name: 'Contoso Code' },
			pe: { company: 'Contoso' },
		});
	});

	it('abbreviate the hive of the registry, as ECS does', () => {
		const written = {
			registryHive: 'HKEY_LOCAL_MACHINE',
			registryKey: 'SOFTWARE\\X',
			registryValueName: 'Run',
		};
		expect(documentOf(evidence('registryValue', { ...written, registryValue: 'x.exe' })).registry).toEqual({
			hive: 'HKLM',
			key: 'SOFTWARE\\X',
			path: 'HKLM\\SOFTWARE\\X\\Run',
			value: 'Run',
			data: { strings: ['x.exe'] },
		});
	});

	it('name a group with its domain', () => {
		const group = {
			securityGroupId: 'g-7',
			displayName: 'Admins',
			distinguishedName: 'CN=A,DC=contoso,DC=example',
		};
		expect(documentOf(evidence('securityGroup', group)).group).toEqual({
			id: 'g-7',
			name: 'Admins',
			domain: 'contoso.example',
		});
	});
});

describe('paths, links and addresses in an ECS document', () => {
	it('has no address that Elasticsearch would refuse', () => {
		const document = documentOf(
			ip('203.0.113.9'),
			ip('fe80::1%eth0'),
			ip('not an address'),
			evidence('url', { url: 'http://[2001:db8::1]/x' }),
		);
		expect(document.related).toEqual({ ip: ['203.0.113.9'] });
		expect(document.url).toMatchObject({ domain: '2001:db8::1', path: '/x' });
	});

	it('keeps a URL as it was sent where it cannot be taken apart', () => {
		expect(documentOf(evidence('url', { url: 'bad.example/x' })).url).toEqual({
			original: 'bad.example/x',
		});
	});

	it('joins folder and name with the separator of the folder', () => {
		const pathOf = (filePath: string, fileName: string) =>
			documentOf(evidence('file', { fileDetails: { filePath, fileName } })).file as JsonObject;
		expect(pathOf('C:\\temp', 'x.dll')).toMatchObject({ path: 'C:\\temp\\x.dll', directory: 'C:\\temp' });
		expect(pathOf('C:\\', 'x.dll')).toMatchObject({ path: 'C:\\x.dll' });
		expect(pathOf('/opt/tool', 'x')).toMatchObject({ path: '/opt/tool/x', directory: '/opt/tool' });
		expect(pathOf('/opt/tool/x', 'x')).toMatchObject({ path: '/opt/tool/x', directory: '/opt/tool' });
		expect(pathOf('c:\\temp\\X.dll', 'x.dll')).toMatchObject({ path: 'c:\\temp\\X.dll' });
	});
});
