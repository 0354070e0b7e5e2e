import { evidenceOf } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence';
import { readGraphEvidence } from '../../../../nodes/MicrosoftDefenderMssp/core/evidence/readGraph';
import { simplifyGraphAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';

const evidence = (type: string, part: object) => ({
	'@odata.type': `#microsoft.graph.security.${type}Evidence`,
	...part,
});

/** The evidence of a simplified alert, as a message or document of it has it. */
const readBack = (...list: object[]) => evidenceOf(simplifyGraphAlert({ id: 'da1', evidence: list }));

describe('evidence read back from a simplified alert', () => {
	it('has each recipient of one mail', () => {
		const mailTo = (recipientEmailAddress: string) =>
			evidence('analyzedMessage', {
				networkMessageId: '55555555-5555-4555-8555-555555555555',
				subject: 'Invoice',
				senderIp: '198.51.100.25',
				recipientEmailAddress,
			});
		const pieces = readBack(mailTo('kim@contoso.example'), mailTo('sam@contoso.example'));
		expect(pieces.map(({ mail }) => mail?.recipients)).toEqual([
			['kim@contoso.example'],
			['sam@contoso.example'],
		]);
	});

	it('tells a mail from the report of it, which says who thought what of it and when', () => {
		const pieces = readBack(
			evidence('analyzedMessage', { networkMessageId: 'n-7', subject: 'Invoice', senderIp: '198.51.100.25' }),
			evidence('submissionMail', {
				submissionId: 's-7',
				networkMessageId: 'n-7',
				subject: 'Invoice',
				submitter: 'sam@contoso.example',
				reportType: 'NotJunk',
				submissionDateTime: '2026-01-05T08:47:18Z',
			}),
		);
		expect(pieces.map(({ kind }) => kind)).toEqual(['analyzedMessage', 'submissionMail']);
		expect(pieces[0]?.mail?.submitter).toBeUndefined();
		expect(pieces[1]?.mail).toMatchObject({
			submitter: 'sam@contoso.example',
			reportType: 'NotJunk',
			submissionDateTime: '2026-01-05T08:47:18Z',
			threats: [],
		});
		expect(pieces[1]?.mail?.receivedDateTime).toBeUndefined();
	});

	it('names no sender of the envelope where only the reader sees one', () => {
		const [piece] = readBack(
			evidence('analyzedMessage', { subject: 'Invoice', p2Sender: { emailAddress: 'billing@bad.example' } }),
		);
		expect(piece?.mail).toMatchObject({ sender: 'billing@bad.example' });
		expect(piece?.mail?.envelopeSender).toBeUndefined();
	});

	it('keeps two processes of one ID and name apart', () => {
		const process = (processCommandLine: string) =>
			evidence('process', { processId: 4242, imageFile: { fileName: 'powershell.exe' }, processCommandLine });
		const pieces = readBack(process('powershell.exe one'), process('powershell.exe two'));
		expect(pieces.map((piece) => piece.process?.commandLine)).toEqual([
			'powershell.exe one',
			'powershell.exe two',
		]);
	});

	it('gives no file or process the hash of another of its name', () => {
		const [named, process] = readBack(
			evidence('file', { fileDetails: { fileName: 'setup.exe' } }),
			evidence('process', { processId: 7, imageFile: { fileName: 'svchost.exe', filePath: 'C:\\Windows' } }),
			evidence('file', { fileDetails: { fileName: 'setup.exe', sha256: 'a2' } }),
			evidence('file', { fileDetails: { fileName: 'svchost.exe', filePath: 'C:\\Temp', sha256: 'b2' } }),
		);
		expect(named?.file).toEqual({ name: 'setup.exe' });
		expect(process?.process?.image).toEqual({ name: 'svchost.exe' });
	});

	it('keeps labels whose names have dots', () => {
		const labels = { app: 'web', 'app.kubernetes.io/name': 'shop', tier: 'front' };
		expect(readBack(evidence('kubernetesPod', { name: 'web-7', labels }))[0]?.raw.labels).toEqual(labels);
	});

	it('has each thing once, also a Teams message, a device known by one ID and a file in a store', () => {
		const pieces = readBack(
			evidence('teamsMessage', { messageId: 'm-7', senderFromAddress: 'help@partner.example' }),
			evidence('device', { azureAdDeviceId: 'e-7' }),
			evidence('ioTDevice', { deviceId: 'camera-3', ipAddress: { ipAddress: '192.0.2.33' } }),
			evidence('blob', {
				name: 'tool.exe',
				url: 'https://x.example',
				fileHashes: [{ algorithm: 'md5', value: 'd0' }],
			}),
		);
		expect(pieces.map(({ kind }) => kind)).toEqual(['teamsMessage', 'device', 'ioTDevice', 'ip', 'blob']);
		expect(pieces[1]?.device?.entraId).toBe('e-7');
		expect(pieces[4]?.file).toMatchObject({ md5: 'd0' });
	});
});

describe('nested evidence', () => {
	const pod = (name: string, ...containers: object[]) => evidence('kubernetesPod', { name, containers });

	it('is another thing where the same name says something else', () => {
		const found = readGraphEvidence([
			pod('p', { name: 'app', args: ['one'] }),
			pod('q', { name: 'app', args: ['two'] }),
			evidence('kubernetesSecret', { name: 's', namespace: { name: 'default', cluster: { name: 'east' } } }),
			evidence('kubernetesSecret', { name: 't', namespace: { name: 'default', cluster: { name: 'west' } } }),
		]);
		const named = (kind: string) => found.filter((piece) => piece.kind === kind).length;
		expect([named('container'), named('kubernetesNamespace'), named('kubernetesCluster')]).toEqual([2, 2, 2]);
	});

	it('is the same thing where all that is said is the same, whenever it was seen', () => {
		const container = { name: 'app', args: ['one'] };
		const found = readGraphEvidence([
			pod('p', { ...container, createdDateTime: '2026-01-05T08:47:18Z' }),
			pod('q', { ...container, createdDateTime: '2026-01-05T08:47:19Z' }),
		]);
		expect(found.map(({ kind }) => kind)).toEqual(['kubernetesPod', 'container', 'kubernetesPod']);
	});

	it('in a property that the table does not have is told in the details of a known type', () => {
		const lastIp = evidence('ip', { ipAddress: '203.0.113.1' });
		const alert = simplifyGraphAlert({
			evidence: [evidence('cloudApplication', { appId: 7, displayName: 'Mail', lastIp })],
		});
		expect(alert.entities[0]?.details).toMatchObject({ 'lastIp.ipAddress': '203.0.113.1' });
	});
});

describe('the ID of evidence', () => {
	it('is not that of the device it was found on, nor of a tenant', () => {
		const [file, principal] = readGraphEvidence([
			evidence('file', { mdeDeviceId: 'd1', fileDetails: null }),
			evidence('servicePrincipal', { tenantId: 't1' }),
		]);
		expect([file?.id, file?.deviceId, principal?.id]).toEqual([undefined, 'd1', undefined]);
	});
});
