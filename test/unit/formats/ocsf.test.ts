import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ocsf } from '../../../nodes/MicrosoftDefenderMssp/formats/ocsf';
import { CONTOSO } from '../core/builders';
import { ocsfSchema } from './schemas';
import { graphEvidence as evidence, routed } from './samples';

const documentOf = (alert: JsonObject, part: object = {}) =>
	ocsf.documents(routed({ alert, tenant: CONTOSO, ...part }))[0] as JsonObject;

const artifactOf = (entry: JsonObject) => (documentOf({ evidence: [entry] }).evidences as JsonObject[])[0];

describe('an OCSF finding', () => {
	it('names the version that it is checked against', () => {
		expect(documentOf({}).metadata).toMatchObject({ version: ocsfSchema.version });
	});

	it.each([
		['created', 'new', 1, 'Create', true],
		['updated', 'inProgress', 2, 'Update', true],
		['resolved', 'resolved', 3, 'Close', false],
		['renamed', 'new', 99, 'renamed', true],
		[undefined, 'resolved', 3, 'Close', false],
		[undefined, 'new', 0, 'Unknown', true],
	])('of event %s with status %s has activity %s', (type, status, id, name, isAlert) => {
		expect(documentOf({ status }, { event: { type } })).toMatchObject({
			activity_id: id,
			activity_name: name,
			type_uid: 200400 + id,
			is_alert: isAlert,
		});
	});

	it.each([
		[{ severity: 'high' }, { severity_id: 4, severity: 'High' }],
		[{ severity: 'unknown' }, { severity_id: 0, severity: 'Unknown' }],
		[{ severity: 'catastrophic' }, { severity_id: 99, severity: 'catastrophic' }],
		[{ severity: 'constructor' }, { severity_id: 99, severity: 'constructor' }],
		[{}, { severity_id: 0, status_id: 0, verdict_id: 0 }],
		[{ status: 'inProgress' }, { status_id: 2, status: 'In Progress' }],
		[{ status: 'awaitingAction' }, { status_id: 99, status: 'awaitingAction' }],
		[{ classification: 'truePositive' }, { verdict_id: 2, verdict: 'True Positive' }],
		[{ status: 'active' }, { status_id: 1, status: 'New', status_code: 'active' }],
		[{ classification: 'falsePositive' }, { verdict_id: 1, verdict: 'False Positive' }],
		[{ classification: 'informationalExpectedActivity' }, { verdict_id: 5, verdict: 'Benign' }],
		[
			{ classification: 'informationalExpectedActivity', determination: 'securityTesting' },
			{ verdict_id: 5, status_detail: 'informationalExpectedActivity, securityTesting' },
		],
	])('of %p has %p', (alert, expected) => {
		expect(documentOf(alert)).toMatchObject(expected);
	});

	it('names the customer as tenant, account and organization', () => {
		expect(documentOf({})).toMatchObject({
			metadata: { tenant_uid: CONTOSO.id, tags: [{ name: 'channel', value: '#contoso' }] },
			cloud: {
				account: { uid: CONTOSO.id, name: 'Contoso', type: 'M365 Tenant' },
				org: { uid: CONTOSO.id, name: 'Contoso' },
			},
		});
	});

	it('gives times in milliseconds', () => {
		expect(documentOf({ createdDateTime: '2026-01-05T08:47:17.7211305Z' })).toMatchObject({
			time: 1_767_602_837_721,
			finding_info: { created_time: 1_767_602_837_721 },
			metadata: { original_time: '2026-01-05T08:47:17.7211305Z' },
		});
	});

	it('does not say which tactic a technique served', () => {
		const { attacks } = documentOf({ category: 'Execution', mitreTechniques: ['T1059.001'] })
			.finding_info as JsonObject;
		expect(attacks).toEqual([
			{ tactic: { uid: 'TA0002', name: 'Execution' } },
			{ technique: { uid: 'T1059' }, sub_technique: { uid: 'T1059.001' } },
		]);
	});

	it('has the tactics of all categories', () => {
		const { attacks, types } = documentOf({ category: 'Execution', categories: ['Malware', 'Impact'] })
			.finding_info as JsonObject;
		expect(types).toEqual(['Execution', 'Malware', 'Impact']);
		expect(attacks).toEqual([
			{ tactic: { uid: 'TA0002', name: 'Execution' } },
			{ tactic: { uid: 'TA0040', name: 'Impact' } },
		]);
	});

	it.each([
		[{}, { name: 'Microsoft Defender' }],
		[{ serviceSource: 'dataLossPrevention' }, { name: 'Microsoft Purview Data Loss Prevention' }],
		[{ serviceSource: 'microsoftSentinel', productName: 'Sentinel' }, { name: 'Sentinel' }],
		[{ serviceSource: 'newProduct' }, { name: 'Microsoft Defender', uid: 'newProduct' }],
		[{ detectionSource: 'customDetection' }, { feature: { name: 'customDetection' } }],
	])('of %p names the product %p', (alert, product) => {
		expect(documentOf(alert).metadata).toMatchObject({ product });
	});

	it.each([
		['Trojan:Win32/Example.A', 18, 'Trojan'],
		['Ransom:Linux/Example', 10, 'Ransomware'],
		['HackTool:Win32/Example', 0, 'Unknown'],
		['Example', 0, 'Unknown'],
	])('classes malware %s as %s', (threatDisplayName, id, caption) => {
		expect(documentOf({ threatDisplayName }).malware).toEqual([
			{ name: threatDisplayName, classification_ids: [id], classifications: [caption] },
		]);
	});

	it('tells the latest comment, and all of them', () => {
		const comments = [
			{ comment: 'Closed', createdDateTime: '2026-01-05T10:00:00Z', createdByDisplayName: 'Kim Example' },
			{ comment: 'Seen', createdDateTime: '2026-01-05T09:00:00Z' },
		];
		expect(documentOf({ comments })).toMatchObject({ comment: 'Closed', unmapped: { comments } });
	});

	it('keeps what the rule of the customer adds', () => {
		const document = documentOf({ customDetails: { owner: 'finance' }, systemTags: ['Defender Experts'] });
		expect(document).toMatchObject({
			unmapped: { customDetails: { owner: 'finance' } },
			finding_info: { tags: [{ name: 'systemTags', values: ['Defender Experts'] }] },
		});
	});

	it('has the most telling device', () => {
		const device = (deviceDnsName: string, verdict: string) => evidence('device', { deviceDnsName, verdict });
		const { device: told } = documentOf({
			evidence: [device('pc1', 'noThreatsFound'), device('pc2', 'malicious'), device('pc3', 'suspicious')],
		});
		expect(told).toMatchObject({ hostname: 'pc2' });
	});

	it('tells a finding that was created from the same one resolved as false positive', () => {
		const alert = { id: 'da7', title: 'Suspicious file' };
		const [created, resolved] = [
			documentOf({ ...alert, status: 'new' }, { event: { type: 'created' } }),
			documentOf(
				{
					...alert,
					status: 'resolved',
					classification: 'falsePositive',
					determination: 'notMalicious',
					comments: [{ comment: 'Our own tool' }],
				},
				{ event: { type: 'resolved' } },
			),
		];
		expect(created).toMatchObject({ activity_id: 1, status_id: 1, verdict_id: 0 });
		expect([created.status_detail, created.comment]).toEqual([undefined, undefined]);
		expect(resolved).toMatchObject({
			activity_id: 3,
			status_id: 4,
			verdict_id: 1,
			status_detail: 'falsePositive, notMalicious',
			comment: 'Our own tool',
		});
	});
});

describe('the evidence of an OCSF finding', () => {
	it.each([
		[['commandAndControl'], { dst_endpoint: { ip: '203.0.113.9' } }],
		[['attacker'], { src_endpoint: { ip: '203.0.113.9' } }],
		[['contextual', 'source'], { src_endpoint: { ip: '203.0.113.9' } }],
		[[], { data: { ipAddress: '203.0.113.9' } }],
	])('makes of an address with roles %p %p', (roles, expected) => {
		expect(artifactOf(evidence('ip', { ipAddress: '203.0.113.9', roles }))).toMatchObject(expected);
	});

	it('keeps what is no address, but not as one', () => {
		expect(artifactOf(evidence('ip', { ipAddress: 'fe80::1%x', roles: ['source'] }))).toMatchObject({
			data: { ipAddress: 'fe80::1%x' },
		});
	});

	it('tells a process without id as data, because OCSF requires the id', () => {
		const entry = evidence('process', { processCommandLine: 'cmd /c x', imageFile: { fileName: 'cmd.exe' } });
		expect(artifactOf(entry)).toEqual({
			name: 'process',
			verdict_id: 0,
			verdict: 'Unknown',
			data: { processCommandLine: 'cmd /c x', imageFile: { fileName: 'cmd.exe' } },
		});
	});

	it.each([
		['suspicious', 4, 'Suspicious'],
		['noThreatsFound', 5, 'Benign'],
		['malicious', 2, 'True Positive'],
		['odd', 99, 'odd'],
	])('has verdict %s as %s', (verdict, id, caption) => {
		expect(artifactOf(evidence('url', { url: 'https://bad.example', verdict }))).toMatchObject({
			verdict_id: id,
			verdict: caption,
		});
	});

	it('names a file without name by its hash', () => {
		expect(artifactOf(evidence('fileHash', { algorithm: 'sha1', value: 'a1' }))).toMatchObject({
			file: { name: 'a1', hashes: [{ algorithm: 'SHA-1', value: 'a1' }] },
		});
	});

	it('takes no other text for a mail address', () => {
		const account = (userPrincipalName: string) =>
			artifactOf(evidence('user', { userAccount: { accountName: 'kim', userPrincipalName } }))?.user;
		expect(account('kim@contoso.example')).toEqual({ name: 'kim', email_addr: 'kim@contoso.example' });
		expect(account('kim@contoso')).toEqual({ name: 'kim' });
	});

	it.each([
		['REG_SZ', 10, 'REG_SZ'],
		['REG_DWORD', 2, 'REG_DWORD'],
		['REG_QWORD', 8, 'REG_QWORD'],
		['string', 99, 'string'],
		[undefined, 0, 'Unknown'],
	])('has registry type %s as %s', (registryValueType, id, caption) => {
		const entry = evidence('registryValue', {
			registryHive: 'HKCU',
			registryKey: 'Run',
			registryValueName: 'x',
			registryValueType,
		});
		expect(artifactOf(entry)).toMatchObject({
			reg_value: { path: 'HKCU\\Run', name: 'x', type_id: id, type: caption },
		});
	});

	it('keeps a registry value of which the key is not known', () => {
		const entry = evidence('registryValue', { registryValueName: 'x', registryValue: 'y' });
		expect(artifactOf(entry)).toMatchObject({
			data: { registryValueName: 'x', registryValue: 'y' },
		});
	});

	it('marks resources by their roles', () => {
		const { resources } = documentOf({
			evidence: [
				evidence('azureResource', { resourceId: '/web1', roles: ['contextual', 'compromised'] }),
				evidence('oauthApplication', { appId: 'app', roles: ['attacker'] }),
				evidence('mailCluster', { urn: 'urn:1' }),
			],
		});
		expect(resources).toEqual([
			{ uid: '/web1', type: 'azureResource', provider: 'Azure', role_id: 1, role: 'Target' },
			{ uid: 'app', type: 'OAuth application', role_id: 2, role: 'Actor' },
		]);
	});

	it('names what people search for once', () => {
		const { observables } = documentOf({
			evidence: [
				evidence('ip', { ipAddress: '203.0.113.9' }),
				evidence('ip', { ipAddress: '203.0.113.9' }),
				evidence('ip', { ipAddress: 'none' }),
				evidence('url', { url: '203.0.113.9' }),
			],
		});
		expect(observables).toEqual([
			{ name: 'evidences[].url.url_string', type_id: 6, type: 'URL String', value: '203.0.113.9' },
			{ name: 'evidences[].data', type_id: 2, type: 'IP Address', value: '203.0.113.9' },
		]);
	});
});
