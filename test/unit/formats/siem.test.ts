import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { siem } from '../../../nodes/MicrosoftDefenderMssp/formats/siem';
import { CONTOSO } from '../core/builders';
import { everyGraphEvidence } from '../core/evidence/everyGraphEvidence';
import { graphEvidence as evidence, routed, SAMPLES } from './samples';

const rowsOf = (alert: JsonObject) => siem.documents(routed({ alert, tenant: CONTOSO })) as JsonObject[];
const rowOf = (alert: JsonObject): JsonObject => rowsOf(alert)[0] ?? {};

const pc = (id: string) => evidence('device', { mdeDeviceId: id, deviceDnsName: `${id}.contoso.example` });
const file = (part: object = {}) => evidence('file', { fileDetails: { fileName: 'x.dll' }, ...part });
const user = (accountName: string) =>
	evidence('user', { userAccount: { accountName, domainName: 'CONTOSO' } });

describe('SIEM rows', () => {
	it('share the alert and count its parts', () => {
		const rows = siem.documents(SAMPLES['graph-alert'] ?? routed({})) as JsonObject[];
		expect(rows.map(({ AlertPart }) => AlertPart)).toEqual([0, 1, 2, 3]);
		expect(new Set(rows.map(({ AlertId }) => AlertId)).size).toBe(1);
		expect(rows).toMatchObject([
			{ FileName: 'update.ps1', CommandLine: '' },
			{ FileName: 'powershell.exe', IpAddress: '' },
			{ FileName: '', IpAddress: '203.0.113.9', Url: '' },
			{ FileName: '', IpAddress: '', Url: 'https://downloads.bad.example/update.ps1' },
		]);
	});

	it('name the device that an evidence was found on, not the first', () => {
		const rows = rowsOf({ id: 'a', evidence: [pc('pc1'), pc('pc2'), file({ mdeDeviceId: 'pc2' }), file()] });
		expect(rows.map(({ MachineName }) => MachineName)).toEqual(['pc2', 'pc1']);
	});

	it('lose no device and no user that stands alone', () => {
		const rows = rowsOf({ id: 'a', evidence: [pc('pc1'), pc('pc2'), pc('pc1'), user('kim'), user('sam')] });
		expect(rows.map(({ MachineName, UserName }) => [MachineName, UserName])).toEqual([
			['pc1', 'kim'],
			['pc2', 'kim'],
			['pc1', 'sam'],
		]);
	});

	it('are one for an alert without evidence, and for an incident without alerts', () => {
		expect(rowsOf({ id: 'a' })).toMatchObject([{ AlertId: 'a', AlertPart: 0 }]);
		const incident = siem.documents(SAMPLES['incident-without-alerts'] ?? routed({}));
		expect(incident).toMatchObject([{ AlertId: '4711', LinkToMTP: '', AlertPart: 0 }]);
		expect((incident[0] as JsonObject).IncidentLinkToMTP).toContain('tid=');
	});

	it('of an incident are those of its alerts, with a link to each', () => {
		const rows = siem.documents(SAMPLES['incident-with-alerts'] ?? routed({})) as JsonObject[];
		expect(rows.map(({ AlertId, AlertPart }) => [AlertId, AlertPart])).toEqual([
			['da639031996377211305_-104477221', 0],
			['da639031996377211305_-104477221', 1],
			['da639031996377211305_-104477221', 2],
			['da639031996377211305_-104477221', 3],
			['da639031996377211305_8', 0],
		]);
		expect(rows[4]?.LinkToWDATP).toBe(
			`https://security.microsoft.com/alerts/da639031996377211305_8?tid=${CONTOSO.id}`,
		);
	});

	it.each([
		['high', 'High'],
		['unknown', 'UnSpecified'],
		['unknownFutureValue', 'UnknownFutureValue'],
	])('spell severity %s as that API did: %s', (severity, spelled) => {
		expect(rowOf({ severity })).toMatchObject({ Severity: spelled });
	});

	it.each([
		['microsoftDefenderForEndpoint', 'EDR'],
		['antivirus', 'Antivirus'],
		['customTi', 'CustomTi'],
	])('name the source %s %s', (detectionSource, source) => {
		expect(rowOf({ detectionSource, serviceSource: 'x' })).toMatchObject({ Source: source });
	});

	it('name the service where the sensor is not known', () => {
		expect(rowOf({ serviceSource: 'dataLossPrevention' })).toMatchObject({ Source: 'DataLossPrevention' });
	});

	it.each([
		['remediated', 'Remediated', true],
		['prevented', 'Prevented', true],
		['blocked', 'Blocked', true],
		['notRemediated', 'NotRemediated', false],
		['unremediated', 'Unremediated', false],
		['partiallyRemediated', 'PartiallyRemediated', false],
		['active', 'Active', null],
		['pendingApproval', 'PendingApproval', null],
		['none', '', null],
		['madeUp', 'MadeUp', null],
	])('tell of remediation %s: %s, success %s', (remediationStatus, action, success) => {
		expect(rowOf({ evidence: [file({ remediationStatus })] })).toMatchObject({
			RemediationAction: action,
			RemediationIsSuccess: success,
		});
	});

	it.each([
		['detected', true],
		['prevented', false],
		['blocked', false],
		['madeUp', null],
	])('tell of a process that was %s whether it was executing: %s', (detectionStatus, executing) => {
		const process = evidence('process', { detectionStatus, imageFile: { fileName: 'x.exe' } });
		expect(rowOf({ evidence: [process] })).toMatchObject({ WasExecutingWhileDetected: executing });
		expect(rowOf({ evidence: [file({ detectionStatus })] })).toMatchObject({
			WasExecutingWhileDetected: null,
		});
	});

	it('list addresses of the device by their version and leave out what is none', () => {
		const [row] = rowsOf(everyGraphEvidence);
		expect(row).toMatchObject({
			InternalIPv4List: '192.0.2.7',
			InternalIPv6List: '2001:db8::7',
			LogOnUsers: 'CONTOSO\\kim; CONTOSO\\sam',
			CloudCreatedMachineTags: 'finance; vip',
			DeviceCreatedMachineTags: 'finance; vip',
			ThreatCategory: 'T1059; T1059.001; T1547.001',
		});
	});

	it('give the last update as time of processing where no activity is known', () => {
		expect(rowOf({ lastUpdateDateTime: '2026-01-05T08:00:00Z' })).toMatchObject({
			LastProcessedTimeUtc: '2026-01-05T08:00:00Z',
		});
	});

	it('have one for evidence of every other type, with what the API had no field for', () => {
		const rows = rowsOf({
			id: 'a',
			evidence: [
				evidence('registryValue', {
					registryHive: 'HKLM',
					registryKey: 'Run',
					registryValueName: 'x',
					registryValue: 'x.exe',
				}),
				evidence('kubernetesPod', {
					name: 'web-7',
					verdict: 'malicious',
					roles: ['attacked'],
					labels: { app: 'web' },
				}),
				evidence('analyzedMessage', {
					subject: 'Invoice',
					p2Sender: { emailAddress: 'billing@bad.example' },
					recipientEmailAddress: 'kim@contoso.example',
				}),
				evidence('quantumComputer', { id: 'q1', name: 'q', qubits: 7 }),
				evidence('ip', {}),
			],
		});
		expect(rows).toMatchObject([
			{ AlertPart: 0, RegistryKey: 'HKLM\\Run', RegistryValueName: 'x', RegistryValue: 'x.exe' },
			{
				EvidenceType: 'kubernetesPod',
				EvidenceName: 'web-7',
				Verdict: 'malicious',
				EvidenceDetails: 'labels.app=web',
			},
			{ MailSender: 'billing@bad.example', MailRecipient: 'kim@contoso.example', MailSubject: 'Invoice' },
			{ EvidenceType: 'quantumComputer', EvidenceId: 'q1', EvidenceName: 'q', EvidenceDetails: 'qubits=7' },
		]);
		expect(rows).toHaveLength(4);
	});

	it('take no process owner for the user of other evidence where a user is known', () => {
		const process = evidence('process', {
			imageFile: { fileName: 'x.exe' },
			userAccount: { accountName: 'SYSTEM', domainName: 'NT AUTHORITY' },
		});
		const [own, other] = rowsOf({ id: 'a', evidence: [process, file(), user('kim')] });
		expect([own?.UserName, other?.UserName]).toEqual(['SYSTEM', 'kim']);
	});

	it('name the device that evidence tells by its ID alone, and no other in its place', () => {
		const [row] = rowsOf({ id: 'a', evidence: [file({ mdeDeviceId: 'pc9' }), pc('pc1')] });
		expect(row).toMatchObject({ DeviceID: 'pc9', MachineName: '' });
	});

	it('carry the state of the alert and the words of its incident', () => {
		const alert = {
			id: 'a',
			incidentId: '7',
			status: 'resolved',
			classification: 'falsePositive',
			evidence: [],
		};
		const incident = {
			id: '7',
			tenantId: CONTOSO.id,
			displayName: 'Odd sign-ins',
			status: 'inProgress',
			assignedTo: 'sam@contoso.example',
			customTags: ['vip'],
			priorityScore: 42,
			resolvingComment: 'Known test',
			alerts: [alert],
		};
		const [row] = siem.documents(routed({ incident, tenant: CONTOSO, event: { type: 'updated' } }));
		expect(row).toMatchObject({
			EventType: 'updated',
			Status: 'resolved',
			Classification: 'falsePositive',
			IncidentId: '7',
			IncidentName: 'Odd sign-ins',
			IncidentStatus: 'inProgress',
			IncidentAssignedTo: 'sam@contoso.example',
			IncidentTags: 'vip',
			IncidentPriorityScore: 42,
			IncidentResolvingComment: 'Known test',
		});
	});
});
