import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ocsf } from '../../../nodes/MicrosoftDefenderMssp/formats/ocsf';
import { CONTOSO } from '../core/builders';
import { ocsfSchema } from './schemas';
import { graphEvidence as evidence, routed, SAMPLES } from './samples';

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
		[{ classification: 'informationalExpectedActivity' }, { verdict_id: 99 }],
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

	it('is one per alert of an incident, with what the incident is called', () => {
		const documents = ocsf.documents(SAMPLES['incident-with-alerts'] ?? routed({})) as JsonObject[];
		expect(documents).toHaveLength(2);
		expect(documents[1]).toMatchObject({
			finding_info: { uid: 'da639031996377211305_8' },
			unmapped: {
				incidentDisplayName: 'Suspicious PowerShell activity on one endpoint',
				customTags: ['vip'],
			},
		});
	});
});

describe('the evidence of an OCSF finding', () => {
	it.each([
		[['commandAndControl'], { dst_endpoint: { ip: '203.0.113.9' } }],
		[['attacker'], { src_endpoint: { ip: '203.0.113.9' } }],
		[['source', 'destination'], { dst_endpoint: { ip: '203.0.113.9' } }],
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
			data: { processCommandLine: 'cmd /c x', imageFile: { name: 'cmd.exe' } },
		});
	});

	it.each([
		['suspicious', 4, 'Suspicious'],
		['noThreatsFound', 5, 'Benign'],
		['malicious', 99, 'malicious'],
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
		expect(artifactOf(entry)).toMatchObject({ data: { registry: { name: 'x', value: 'y' } } });
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
			{ uid: '/web1', type: 'azureResource', role_id: 1, role: 'Target' },
			{ uid: 'app', type: 'oauthApplication', role_id: 2, role: 'Actor' },
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
			{ type_id: 2, type: 'IP Address', value: '203.0.113.9' },
			{ type_id: 6, type: 'URL String', value: '203.0.113.9' },
		]);
	});
});
