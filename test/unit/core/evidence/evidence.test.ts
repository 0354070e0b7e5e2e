import { simplifyDefenderAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
import { simplifyGraphAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { evidenceOf } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence';
import { readGraphEvidence } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence/readGraph';
import { wholeNumber } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence/values';
import { everyDefenderEvidence } from './everyDefenderEvidence';
import { everyGraphEvidence } from './everyGraphEvidence';

const ofGraph = evidenceOf(simplifyGraphAlert(everyGraphEvidence), everyGraphEvidence);
const ofDefender = evidenceOf(simplifyDefenderAlert(everyDefenderEvidence), everyDefenderEvidence);
const kinds = (evidence: Array<{ kind: string }>) => evidence.map(({ kind }) => kind);

describe('evidence of Graph', () => {
	it('has a name or an ID of every type, those to come included', () => {
		const unnamed = ofGraph.filter(({ id, name }) => id === undefined && name === undefined);
		expect(kinds(unnamed)).toEqual([]);
	});

	it('is read in the order of the service, each piece before the evidence in it', () => {
		const own = ofGraph.filter(({ within }) => within === undefined);
		expect(own).toHaveLength((everyGraphEvidence.evidence as unknown[]).length);
		expect(kinds(ofGraph).slice(0, 4)).toEqual(['device', 'device', 'user', 'file']);
		const dns = kinds(ofGraph).indexOf('dns');
		expect(ofGraph[dns + 1]).toMatchObject({ kind: 'ip', ip: '192.0.2.53', within: 'dns' });
	});

	it('has once what stands in several pieces', () => {
		expect(kinds(ofGraph).filter((kind) => kind === 'kubernetesCluster')).toHaveLength(1);
	});

	it('is read twelve pieces deep, however deep it is nested', () => {
		const chain = (levels: number): object => {
			let domain: object = { activeDirectoryDomainName: 'contoso.example' };
			for (let level = 1; level < levels; level += 1) {
				domain = { activeDirectoryDomainName: `d${level}.example`, trustedDomains: [domain] };
			}
			return { ...domain, '@odata.type': '#microsoft.graph.security.activeDirectoryDomainEvidence' };
		};
		expect(readGraphEvidence([chain(12)])).toHaveLength(12);
		expect(readGraphEvidence([chain(50_000)])).toHaveLength(13);
	});

	it('names the user of a session after it', () => {
		const session = kinds(ofGraph).indexOf('cloudLogonSession');
		expect(ofGraph[session + 1]).toMatchObject({ kind: 'user', account: { name: 'robin' } });
	});

	it.each(['iotDevice', 'ioTDevice', 'IOTDEVICE'])('knows type %s, whatever its capitals', (type) => {
		const raw = { evidence: [{ '@odata.type': `#microsoft.graph.security.${type}Evidence`, deviceId: '7' }] };
		expect(evidenceOf(simplifyGraphAlert(raw), raw)[0]).toMatchObject({ kind: 'ioTDevice', id: '7' });
	});

	it('gives hashes of a blob, and a hash alone, as those of a file', () => {
		expect(ofGraph.find(({ kind }) => kind === 'blob')?.file).toMatchObject({ md5: 'd0'.repeat(16) });
		expect(ofGraph.find(({ kind }) => kind === 'fileHash')?.file).toEqual({ sha256: 'e2'.repeat(32) });
	});
});

describe('evidence of Defender for Endpoint', () => {
	it('begins with the device, which only the alert names', () => {
		expect(ofDefender[0]).toMatchObject({
			kind: 'device',
			device: { name: 'pc7.contoso.example', group: 'Workstations' },
		});
	});

	it("has Graph's names of the types", () => {
		expect(kinds(ofDefender)).toEqual([
			'device',
			'user',
			'file',
			'process',
			'ip',
			'url',
			'registryValue',
			'mailbox',
			'analyzedMessage',
			'mailCluster',
			'securityGroup',
			'hologram',
		]);
	});

	it('tells the parts of a process from those of a file by the row', () => {
		const process = ofDefender.find(({ kind }) => kind === 'process');
		expect(process?.file).toBeUndefined();
		expect(process?.process).toMatchObject({
			id: 42,
			image: { name: 'rundll32.exe' },
			parent: { id: 7, image: { name: 'explorer.exe', path: 'C:\\Windows' } },
		});
	});

	it('reads a process of which the row tells the name only', () => {
		const raw = { evidence: [{ entityType: 'Process', fileName: 'cmd.exe' }] };
		expect(evidenceOf(simplifyDefenderAlert(raw), raw)[0]?.process?.image).toEqual({ name: 'cmd.exe' });
	});

	it("has the alert's user where the evidence was not asked for", () => {
		const raw = { ...everyDefenderEvidence, evidence: [] };
		const evidence = evidenceOf(simplifyDefenderAlert(raw), raw);
		expect(kinds(evidence)).toEqual(['device', 'user']);
		expect(evidence[1]?.account).toMatchObject({ domain: 'CONTOSO', name: 'kim' });
	});
});

describe('evidence of a simplified alert', () => {
	it.each([
		['kim@contoso.example', { principalName: 'kim@contoso.example' }],
		['CONTOSO\\kim', { domain: 'CONTOSO', name: 'kim' }],
		['kim', { name: 'kim' }],
		['\\', { name: '\\' }],
	])('takes the user name %s apart', (name, user) => {
		const alert = { ...simplifyGraphAlert({}), users: [{ name }] };
		expect(evidenceOf(alert)[0]?.account).toEqual({ ...user, id: undefined, sid: undefined });
	});

	it('is what its entities and lists were made of', () => {
		const alert = simplifyGraphAlert(everyGraphEvidence);
		const identity = (all: ReturnType<typeof evidenceOf>) =>
			all.map(({ kind, id, name, roles, verdict }) => ({ kind, id, name, roles, verdict }));
		const read = identity(evidenceOf(alert));
		expect(read.slice(0, alert.entities.length)).toEqual(identity(ofGraph));
	});
});

describe('wholeNumber', () => {
	it.each([
		[7, 7],
		['7', 7],
		[0, 0],
		['0x7', undefined],
		[7.5, undefined],
		[-1, undefined],
		['9007199254740993', undefined],
		['', undefined],
		[null, undefined],
		['seven', undefined],
	])('of %p is %p', (value, number) => {
		expect(wholeNumber(value)).toBe(number);
	});
});
