import fc from 'fast-check';

import { EVIDENCE_TYPES } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence/types';
import { unique } from '../../../../nodes/MicrosoftDefenderMssp/core/json';
import { simplifyGraphAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { hostileObject, simpleKeys } from './hostile';

const evidence = (type: string, part: object) => ({
	'@odata.type': `#microsoft.graph.security.${type}Evidence`,
	...part,
});

const raw = {
	id: 'da639031996377211305_-104477221',
	incidentId: '4711',
	title: 'Sample',
	severity: 'high',
	status: 'new',
	classification: 'unknown',
	serviceSource: 'microsoftDefenderForEndpoint',
	createdDateTime: '2026-01-05T08:47:17.7211305Z',
	resolvedDateTime: null,
	mitreTechniques: ['T1027', 'T1059', 'T1027'],
	evidence: [
		evidence('device', {
			mdeDeviceId: '00aa',
			deviceDnsName: 'pc7.corp.example',
			osPlatform: 'Windows11',
			rbacGroupName: 'Sales',
			riskScore: 'high',
		}),
		evidence('device', { mdeDeviceId: '00bb', hostName: 'pc8' }),
		evidence('user', { userAccount: { userPrincipalName: 'kim@corp.example', azureAdUserId: 'u-1' } }),
		evidence('user', { userAccount: { domainName: 'CORP', accountName: 'sam', userSid: 'S-1-5-21' } }),
		evidence('user', { userAccount: { accountName: 'local' } }),
		evidence('file', {
			fileDetails: { fileName: 'x.dll', filePath: 'c:\\temp', sha1: 'a1', sha256: 'a256' },
		}),
		evidence('process', {
			processId: 42,
			processCommandLine: 'cmd /c x',
			imageFile: { fileName: 'cmd.exe', sha1: 'b1' },
			userAccount: { userPrincipalName: 'kim@corp.example', azureAdUserId: 'u-1' },
		}),
		evidence('ip', { ipAddress: '203.0.113.9' }),
		evidence('ip', { ipAddress: '203.0.113.9' }),
		evidence('url', { url: 'https://bad.example/x' }),
		evidence('quantumComputer', { qubits: 3 }),
		null,
		'text',
	],
};

describe('simplifyGraphAlert', () => {
	const simple = simplifyGraphAlert(raw);

	it("passes Graph's own properties on and leaves out what is null", () => {
		expect(simple).toMatchObject({ id: raw.id, incidentId: '4711', severity: 'high', status: 'new' });
		expect(simple).not.toHaveProperty('resolvedDateTime');
		expect(simple.mitreTechniques).toEqual(['T1027', 'T1059']);
	});

	it('keeps the 100 ns of the creation time', () => {
		expect(simple.createdDateTime).toBe('2026-01-05T08:47:17.7211305Z');
	});

	it('collects devices, with the host name where there is no DNS name', () => {
		expect(simple.devices).toEqual([
			{ id: '00aa', name: 'pc7.corp.example', os: 'Windows11', group: 'Sales', riskScore: 'high' },
			{ id: '00bb', name: 'pc8' },
		]);
	});

	describe('tags of devices', () => {
		const devicesWith = (...entries: object[]) =>
			simplifyGraphAlert({ evidence: entries.map((entry) => evidence('device', entry)) }).devices;

		it('keeps them with their device', () => {
			expect(
				devicesWith(
					{ mdeDeviceId: '00aa', tags: ['finance', 'vip', 'finance'] },
					{ mdeDeviceId: '00bb', tags: ['lab'] },
				),
			).toEqual([
				{ id: '00aa', tags: ['finance', 'vip'] },
				{ id: '00bb', tags: ['lab'] },
			]);
		});

		it.each([[[]], [null], [undefined], ['finance'], [[null, '', {}]]])('leaves them out for %j', (tags) => {
			expect(devicesWith({ mdeDeviceId: '00aa', tags })).toEqual([{ id: '00aa' }]);
		});

		it.each<[string, unknown, unknown, string[]]>([
			['the same tags', ['a', 'b'], ['a', 'b'], ['a', 'b']],
			['the same tags in other order', ['a', 'b'], ['b', 'a'], ['a', 'b']],
			['other tags', ['a'], ['b'], ['a', 'b']],
			['tags in the first entry only', ['a'], [], ['a']],
			['tags in the last entry only', undefined, ['a'], ['a']],
		])('makes one device of two entries with %s', (_what, first, last, tags) => {
			const entry = { mdeDeviceId: '00aa', rbacGroupName: 'Sales' };
			const devices = devicesWith(
				{ ...entry, tags: first },
				{ mdeDeviceId: '00bb' },
				{ ...entry, tags: last },
			);
			expect(devices).toEqual([{ id: '00aa', group: 'Sales', tags }, { id: '00bb' }]);
		});

		it('makes no device of an entry that says nothing', () => {
			expect(devicesWith({ tags: [] }, {})).toEqual([]);
		});
	});

	it('collects users of user and process evidence, each once, by the best name', () => {
		expect(simple.users).toEqual([
			{ name: 'kim@corp.example', id: 'u-1' },
			{ name: 'CORP\\sam', sid: 'S-1-5-21', accountName: 'sam', domain: 'CORP' },
			{ name: 'local' },
		]);
	});

	it('collects files, processes, hashes, addresses and URLs', () => {
		expect(simple.files).toEqual([
			{ name: 'x.dll', path: 'c:\\temp', sha1: 'a1', sha256: 'a256' },
			{ name: 'cmd.exe', sha1: 'b1' },
		]);
		expect(simple.processes).toEqual([
			{ id: '42', name: 'cmd.exe', commandLine: 'cmd /c x', user: 'kim@corp.example' },
		]);
		expect(simple.hashes).toEqual(['a256', 'a1', 'b1']);
		expect([simple.ips, simple.urls]).toEqual([['203.0.113.9'], ['https://bad.example/x']]);
	});

	it('gives empty lists, not missing ones, for an alert without evidence', () => {
		expect(simplifyGraphAlert({ id: 'x' })).toEqual({
			id: 'x',
			categories: [],
			systemTags: [],
			comments: [],
			mitreTechniques: [],
			devices: [],
			users: [],
			files: [],
			processes: [],
			ips: [],
			urls: [],
			hashes: [],
			mailboxes: [],
			emails: [],
			applications: [],
			cloudResources: [],
			entities: [],
		});
	});

	it('never throws and shows only its own properties with a value, whatever JSON it gets', () => {
		const types = [...Object.keys(EVIDENCE_TYPES), 'yetToCome'].map(
			(type) => `#microsoft.graph.security.${type}Evidence`,
		);
		const names = [
			'evidence',
			'title',
			'mitreTechniques',
			'userAccount',
			'imageFile',
			'fileDetails',
			'sha1',
			'tags',
			...Object.values(EVIDENCE_TYPES).flatMap(({ id = [], name = [], nested = {} }) => [
				...id,
				...name,
				...Object.keys(nested),
			]),
		];
		fc.assert(
			fc.property(hostileObject(unique([...names, 'ipAddress', 'url']), '@odata.type', types), (hostile) => {
				expect(simpleKeys(simplifyGraphAlert(hostile))).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});
});
