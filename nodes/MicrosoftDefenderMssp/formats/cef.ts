import { isIpv4, isIpv6 } from '../core/ipAddress';
import { entryOf } from '../core/knownWords';
import { extensionText, headerText } from './cefText';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { mergedRow } from './mergedRow';
import { epochMs } from './moment';
import type { SiemRow } from './siemRow';

/**
 * One line per alert, or per incident without alerts, after Microsoft's map of the SIEM fields for ArcSight. A line has
 * room for one evidence of each kind: it tells the first file (else the first process image), process, address, link,
 * device and user. Source: Defender documentation, ArcSight page; CEF implementation standard.
 */
export const cef: Format = {
	title: 'CEF (ArcSight)',
	description: 'One line per alert in the Common Event Format, for ArcSight and other syslog receivers',
	documents: (item) => findingsOf(item).map(lineOf),
};

function lineOf(finding: Finding): string {
	const row = mergedRow(finding);
	const { category, title, id, severity } = finding.alert;
	const header = [
		'CEF:0',
		'Microsoft',
		'Microsoft Defender ATP',
		'2.0',
		// What tells kinds of alerts apart; only the service's own object names the detector.
		headerField(finding.alert.detectorId ?? category ?? (finding.isIncident ? 'Incident' : 'Alert'), 1023),
		headerField(title ?? id, 512),
		String(severityOf(severity)),
	];
	return `${header.join('|')}|${extension(finding, row)}`;
}

/** No header field may be empty. */
const headerField = (value: string | undefined, limit: number): string => {
	const written = headerText(value ?? '', limit);
	return written === '' ? 'Alert' : written;
};

/** CEF counts 0 to 3 as low, 4 to 6 as medium, 7 and 8 as high, 9 and 10 as very high. */
const SEVERITIES: Readonly<Record<string, number>> = {
	informational: 1,
	low: 3,
	medium: 5,
	high: 8,
	critical: 10,
};

const severityOf = (severity?: string): number => entryOf(SEVERITIES, severity) ?? 0;

interface Field {
	key: string;
	value: string | number | undefined;
	/** Longest value in the extension dictionary of CEF. */
	limit?: number;
	label?: string;
}

function extension(finding: Finding, row: SiemRow): string {
	return fieldsOf(finding, row)
		.flatMap(({ key, value, limit = 1023, label }) => {
			const written = extensionText(String(value ?? ''), limit);
			const labelled = label === undefined ? [] : [`${key}Label=${label}`];
			return written === '' ? [] : [`${key}=${written}`, ...labelled];
		})
		.join(' ');
}

/** `cs2` and `cs3`, which Microsoft's map leaves free, name the customer. */
const fieldsOf = (finding: Finding, row: SiemRow): Field[] => [
	...aboutAlert(finding, row),
	...aboutEvidence(finding, row),
	{ key: 'cs2', value: finding.tenant.name, limit: 4000, label: 'TenantName' },
	{ key: 'cs3', value: finding.tenant.id, limit: 4000, label: 'TenantId' },
];

/** The longest `externalId`; ids of most services are shorter. */
const EXTERNAL_ID = 40;

const aboutAlert = ({ alert }: Finding, row: SiemRow): Field[] => [
	{ key: 'rt', value: epochMs(row.AlertTime) },
	{ key: 'externalId', value: row.AlertId, limit: EXTERNAL_ID },
	{ key: 'cat', value: row.Category },
	{ key: 'sourceServiceName', value: row.Source },
	{ key: 'msg', value: row.Description },
	{ key: 'cs1', value: row.ThreatName, limit: 4000, label: 'ThreatName' },
	{ key: 'cs4', value: row.Actor, limit: 4000, label: 'Actor' },
	{ key: 'flexString1', value: row.LinkToWDATP || row.IncidentLinkToWDATP, label: 'LinkToWDATP' },
	// Rather told twice than cut.
	{ key: 'flexString2', value: alert.id.length > EXTERNAL_ID ? alert.id : '', label: 'AlertId' },
];

const aboutEvidence = ({ evidence }: Finding, row: SiemRow): Field[] => [
	{ key: 'shost', value: row.MachineName },
	{ key: 'sourceDnsDomain', value: row.MachineDomain, limit: 255 },
	{ key: 'dvchost', value: row.ComputerDnsName, limit: 100 },
	{ key: 'deviceExternalId', value: row.DeviceID, limit: 255 },
	{ key: 'suser', value: row.UserName },
	{ key: 'sntdom', value: row.UserDomain, limit: 255 },
	{ key: 'suid', value: row.LogOnUsers },
	{ key: 'src', value: evidence.map(({ ip = '' }) => ip).find(isIpv4) },
	{ key: 'c6a2', value: evidence.map(({ ip = '' }) => ip).find(isIpv6), label: 'Source IPv6 Address' },
	{ key: 'request', value: row.Url },
	{ key: 'fname', value: row.FileName },
	{ key: 'filePath', value: row.FilePath },
	{ key: 'fileHash', value: row.Sha1, limit: 255 },
	{ key: 'cs6', value: row.Sha256, limit: 4000, label: 'Sha256' },
	{ key: 'cs5', value: row.Md5, limit: 4000, label: 'Md5' },
	{ key: 'cn1', value: flag(row.WasExecutingWhileDetected), label: 'WasExecutingWhileDetected' },
	{ key: 'cn2', value: flag(row.RemediationIsSuccess), label: 'RemediationIsSuccess' },
];

const flag = (value: boolean | null): number | undefined => (value === null ? undefined : Number(value));
