import { simplifyDefenderAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { wholeNumber } from '../../../nodes/MicrosoftDefenderMssp/formats/evidence';
import { evidenceOf } from '../../../nodes/MicrosoftDefenderMssp/formats/readEvidence';
import { everyDefenderEvidence } from './everyDefenderEvidence';
import { everyGraphEvidence } from './everyGraphEvidence';

const ofGraph = evidenceOf(simplifyGraphAlert(everyGraphEvidence), everyGraphEvidence);
const ofDefender = evidenceOf(simplifyDefenderAlert(everyDefenderEvidence), everyDefenderEvidence);
const kinds = (evidence: Array<{ kind: string }>) => evidence.map(({ kind }) => kind);

/** The types that the documentation of Graph names. */
const DOCUMENTED =
	`activeDirectoryDomain aiAgent amazonResource analyzedMessage azureResource blob blobContainer cloudApplication
	cloudLogonRequest cloudLogonSession container containerImage containerRegistry device file googleCloudResource iotDevice
	ip kubernetesCluster kubernetesController kubernetesNamespace kubernetesPod kubernetesSecret kubernetesService
	kubernetesServiceAccount mailbox mailCluster oauthApplication process registryKey registryValue securityGroup url
	user dns fileHash`.split(/\s+/);

describe('evidence of Graph', () => {
	it('has samples of all documented types', () => {
		expect(DOCUMENTED.filter((type) => !kinds(ofGraph).includes(type))).toEqual([]);
	});

	it('tells something of every type, and the name alone of a type to come', () => {
		const told = [
			'device',
			'user',
			'file',
			'process',
			'ip',
			'url',
			'registry',
			'message',
			'resource',
		] as const;
		const empty = ofGraph.filter((entry) => told.every((part) => entry[part] === undefined));
		expect(kinds(empty)).toEqual(['quantumComputer']);
	});

	it('is read in the order of the service', () => {
		expect(kinds(ofGraph)).toHaveLength((everyGraphEvidence.evidence as unknown[]).length);
		expect(kinds(ofGraph).slice(0, 4)).toEqual(['device', 'device', 'user', 'file']);
	});

	it('names the user of a session as the user of that evidence', () => {
		expect(ofGraph.find(({ kind }) => kind === 'cloudLogonSession')?.user?.name).toBe('robin');
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
		expect(evidence[1]?.user).toMatchObject({ domain: 'CONTOSO', name: 'kim' });
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
		expect(evidenceOf(alert)[0]?.user).toEqual({ ...user, id: undefined, sid: undefined });
	});

	it('is one per entity', () => {
		const alert = simplifyGraphAlert(everyGraphEvidence);
		const { devices, users, files, processes, ips, urls } = alert;
		const entities = [devices, users, files, processes, ips, urls].flat();
		expect(evidenceOf(alert)).toHaveLength(entities.length);
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
