import { isIp } from '../core/ipAddress';
import { entryOf } from '../core/knownWords';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { lineText } from './lineText';
import { mergedRow } from './mergedRow';
import { epochMs } from './moment';
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

type Attribute = [key: string, value: string | number | undefined, limit?: number];

/** LEEF has no escapes: what would end a value becomes a space. */
const attributes = (finding: Finding, row: SiemRow): string[] =>
	[...predefined(finding, row), ...custom(finding, row)].flatMap(([key, value = '', limit = VALUE]) => {
		const written = lineText(String(value), limit, () => undefined);
		return written === '' ? [] : [`${key}=${written}`];
	});

/**
 * The `ident` keys are left out: QRadar makes assets of addresses with names, and private addresses of several customers
 * are the same.
 */
const predefined = ({ alert, evidence }: Finding, row: SiemRow): Attribute[] => [
	['devTime', timeOf(row)],
	['sev', entryOf(SEVERITIES, alert.severity)],
	['cat', row.Category],
	['src', evidence.map(({ ip = '' }) => ip).find(isIp)],
	['usrName', row.UserName, NAME],
	['domain', row.UserDomain, NAME],
	['resource', row.ComputerDnsName, NAME],
	['url', row.Url],
];

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

/** The customer first: a line that is cut must still say whose it is. */
const custom = ({ alert, tenant, event, links }: Finding, row: SiemRow): Attribute[] => [
	['tenantId', tenant.id],
	['tenantName', tenant.name],
	['alertId', alert.id],
	['incidentId', alert.incidentId],
	['eventType', event.type],
	['status', alert.status],
	['title', alert.title],
	['alertSource', row.Source],
	['threatName', row.ThreatName],
	['threatFamily', row.ThreatFamily],
	['actorName', row.Actor],
	['techniques', row.ThreatCategory],
	['deviceId', row.DeviceID],
	['deviceGroup', row.MachineGroup],
	['fileName', row.FileName],
	['filePath', row.FilePath],
	['sha1', row.Sha1],
	['sha256', row.Sha256],
	['md5', row.Md5],
	['remediation', row.RemediationAction],
	['alertLink', links.alert],
	['incidentLink', links.incident],
	['commandLine', row.CommandLine],
	['description', row.Description],
];
