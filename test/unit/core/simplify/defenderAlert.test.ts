import fc from 'fast-check';

import { simplifyDefenderAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
import { hostileObject, simpleKeys } from './hostile';

/** Defender sends every evidence key, null where it does not apply. */
const evidence = (entityType: string, part: object) => ({
	entityType,
	sha1: null,
	fileName: null,
	processId: null,
	ipAddress: null,
	userPrincipalName: null,
	...part,
});

const raw = {
	id: 'da639031996377211305_-104477221',
	incidentId: 4711,
	title: 'Sample',
	severity: 'Medium',
	status: 'InProgress',
	classification: null,
	determination: null,
	investigationState: 'UnsupportedAlertType',
	detectionSource: 'WindowsDefenderAtp',
	category: 'DefenseEvasion',
	threatName: 'Trojan:Sample',
	alertCreationTime: '2026-01-05T08:47:17.7211305Z',
	lastUpdateTime: '2026-01-05T08:47:19.3266667Z',
	firstEventTime: '2026-01-05T08:45:02.116Z',
	resolvedTime: null,
	machineId: '00aa',
	computerDnsName: 'pc7.corp.example',
	rbacGroupName: 'Sales',
	relatedUser: { userName: 'kim', domainName: 'CORP' },
	mitreTechniques: ['T1027'],
	evidence: [
		evidence('File', { fileName: 'x.dll', filePath: 'c:\\temp', sha1: 'a1', sha256: 'a256' }),
		evidence('Process', { processId: 42, fileName: 'cmd.exe', processCommandLine: 'cmd /c x' }),
		evidence('Ip', { ipAddress: '203.0.113.9' }),
		evidence('Url', { url: 'https://bad.example/x' }),
		evidence('User', { userPrincipalName: 'kim@corp.example', aadUserId: 'u-1', userSid: 'S-1' }),
		evidence('Hologram', {}),
		null,
	],
};

describe('simplifyDefenderAlert', () => {
	const simple = simplifyDefenderAlert(raw);

	it("gives Graph's property names to Defender's fields", () => {
		expect(simple).toMatchObject({
			id: raw.id,
			incidentId: '4711',
			threatDisplayName: 'Trojan:Sample',
			createdDateTime: raw.alertCreationTime,
			lastUpdateDateTime: raw.lastUpdateTime,
			firstActivityDateTime: raw.firstEventTime,
			serviceSource: 'microsoftDefenderForEndpoint',
		});
		expect(simple).not.toHaveProperty('resolvedDateTime');
	});

	it('builds the device from the alert itself', () => {
		expect(simple.devices).toEqual([{ id: '00aa', name: 'pc7.corp.example', group: 'Sales' }]);
	});

	it('collects entities from flat evidence', () => {
		expect(simple.files).toEqual([
			{ name: 'x.dll', path: 'c:\\temp', sha1: 'a1', sha256: 'a256' },
			{ name: 'cmd.exe' },
		]);
		expect(simple.processes).toEqual([{ id: '42', name: 'cmd.exe', commandLine: 'cmd /c x' }]);
		expect(simple.users).toEqual([{ name: 'kim@corp.example', id: 'u-1', sid: 'S-1' }]);
		expect([simple.ips, simple.urls]).toEqual([['203.0.113.9'], ['https://bad.example/x']]);
		expect(simple.hashes).toEqual(['a256', 'a1']);
	});

	it("falls back to the alert's related user when no evidence was asked for", () => {
		expect(simplifyDefenderAlert({ ...raw, evidence: [] }).users).toEqual([
			{ name: 'CORP\\kim', accountName: 'kim', domain: 'CORP' },
		]);
		expect(simplifyDefenderAlert({ ...raw, evidence: [], relatedUser: null }).users).toEqual([]);
	});

	it('never throws and shows only its own properties with a value, whatever JSON it gets', () => {
		const names = [
			'evidence',
			'severity',
			'status',
			'relatedUser',
			'machineId',
			'determination',
			'ipAddress',
		];
		const types = ['Process', 'File', 'User', 'Ip', 'Url'];
		fc.assert(
			fc.property(hostileObject([...names, 'userName', 'sha256'], 'entityType', types), (hostile) => {
				expect(simpleKeys(simplifyDefenderAlert(hostile))).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});
});
