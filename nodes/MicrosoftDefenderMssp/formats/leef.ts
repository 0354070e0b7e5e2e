import type { Address } from '../core/evidence/direction';
import { isIp } from '../core/ipAddress';
import { entryOf } from '../core/knownWords';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { furtherEvidence } from './furtherEvidence';
import { CUT_MARK, lineText } from './lineText';
import type { Line } from './mergedRow';
import { mergedRow, protocolOf, untold } from './mergedRow';
import { epochMs } from './moment';
import type { Ends } from './parties';
import { addressEnds } from './parties';
import type { SiemRow } from './siemRow';

/**
 * One line per alert, or per incident without alerts, in version 2.0 of the format. A line tells the same evidence as one
 * of CEF. Source: IBM, "QRadar LEEF guide": components of events, predefined attributes, custom keys.
 */
export const leef: Format = {
	title: 'LEEF (QRadar)',
	description: 'One line per alert in the Log Event Extended Format 2.0, for IBM QRadar',
	documents: (item) => findingsOf(item).map(lineOf),
};

function lineOf(finding: Finding): string {
	const { category } = finding.alert;
	// With `cat` it is what QRadar maps to a name; it must be the same for all alerts of a kind.
	const kind = finding.alert.detectorId ?? category ?? '';
	const eventId = lineText(kind, NAME, (character) => (character === '|' ? ' ' : undefined));
	const header = ['LEEF:2.0', 'Microsoft', 'Microsoft Defender', '1.0', eventId || kindOf(finding), 'x09'];
	return `${header.join('|')}|${attributes(finding, mergedRow(finding)).join('\t')}`;
}

const kindOf = ({ isIncident }: Finding): string => (isIncident ? 'Incident' : 'Alert');

/** The longest header field and name that LEEF allows. */
const NAME = 255;
/** LEEF has no limit for other values, but QRadar cuts lines that are too long for it. */
const VALUE = 1023;

type Attribute = [key: string, value: string | number | null | undefined, limit?: number];

/** LEEF has no escapes: what would end a value becomes a space. */
const attributes = (finding: Finding, line: Line): string[] =>
	[...predefined(finding, line), ...custom(finding, line)].flatMap(([key, value, limit = VALUE]) => {
		const written = lineText(String(value ?? ''), limit, () => undefined, CUT_MARK);
		return written === '' ? [] : [`${key}=${written}`];
	});

/**
 * The `ident` keys are left out: QRadar makes assets of addresses with names, and private addresses of several customers
 * are the same.
 */
function predefined({ alert }: Finding, line: Line): Attribute[] {
	const { row } = line;
	const { source, destination } = endsOf(line);
	return [
		['devTime', timeOf(row)],
		['sev', entryOf(SEVERITIES, alert.severity)],
		['cat', row.Category],
		['src', source?.address],
		['srcPort', source?.port],
		['dst', destination?.address],
		['dstPort', destination?.port],
		['proto', protocolOf(line, { source, destination })],
		['usrName', row.UserName, NAME],
		['domain', row.UserDomain, NAME],
		['resource', row.ComputerDnsName, NAME],
		['url', row.Url],
	];
}

/** Addresses of either version. */
const endsOf = ({ addresses }: Line): Ends<Address> =>
	addressEnds(addresses.filter(({ address }) => isIp(address)));

/** From 1 to 10. */
const SEVERITIES: Readonly<Record<string, number>> = {
	informational: 1,
	low: 3,
	medium: 5,
	high: 8,
	critical: 10,
};

/** QRadar takes 13 digits for milliseconds; any other number would need a format beside it. */
function timeOf({ AlertTime }: SiemRow): string | undefined {
	const digits = String(epochMs(AlertTime) ?? '');
	return /^\d{13}$/.test(digits) ? digits : undefined;
}

/** The customer first: a line that is cut must still say whose it is. Long texts last. */
function custom({ alert, links }: Finding, line: Line): Attribute[] {
	const { row, process, userAgent } = line;
	const rest = untold(line, { destination: line.user }, [endsOf(line)]);
	return [
		['tenantId', row.TenantId],
		['tenantName', row.TenantName],
		['alertId', alert.id],
		['incidentId', row.IncidentId],
		['eventType', row.EventType],
		['status', row.Status],
		['classification', row.Classification],
		['determination', row.Determination],
		['assignedTo', row.AssignedTo],
		['title', alert.title],
		['alertSource', row.Source],
		['threatName', row.ThreatName],
		['threatFamily', row.ThreatFamily],
		['actorName', row.Actor],
		['techniques', row.ThreatCategory],
		['incidentName', row.IncidentName],
		['incidentStatus', row.IncidentStatus],
		['incidentClassification', row.IncidentClassification],
		['incidentDetermination', row.IncidentDetermination],
		['incidentAssignedTo', row.IncidentAssignedTo],
		['incidentTags', row.IncidentTags],
		['incidentPriorityScore', row.IncidentPriorityScore],
		['deviceId', row.DeviceID],
		['deviceGroup', row.MachineGroup],
		['fileName', row.FileName],
		['filePath', row.FilePath],
		['sha1', row.Sha1],
		['sha256', row.Sha256],
		['md5', row.Md5],
		['processName', process.image?.name],
		['remediation', row.RemediationAction],
		['mailSender', row.MailSender],
		['mailRecipient', row.MailRecipient],
		['mailSubject', row.MailSubject],
		['userAgent', userAgent],
		['alertLink', links.alert],
		['incidentLink', links.incident],
		['incidentResolvingComment', row.IncidentResolvingComment],
		['evidenceType', row.EvidenceType],
		['evidenceId', row.EvidenceId],
		['evidenceName', row.EvidenceName],
		['detectionStatus', row.DetectionStatus],
		['verdict', row.Verdict],
		['roles', row.Roles],
		['registryKey', row.RegistryKey],
		['registryValueName', row.RegistryValueName],
		['registryValue', row.RegistryValue],
		['processId', process.id],
		['commandLine', row.CommandLine],
		['furtherEvidence', furtherEvidence(rest, VALUE, ({ length }) => length)],
		['description', row.Description],
		['evidenceDetails', row.EvidenceDetails, 4000],
	];
}
