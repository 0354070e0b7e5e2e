import { entryOf } from '../core/knownWords';
import { cefEvidence } from './cefEvidence';
import type { CefField } from './cefField';
import { custom, extensionOf } from './cefField';
import { headerText } from './cefText';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { mergedRow } from './mergedRow';
import { epochMs } from './moment';
import type { SiemRow } from './siemRow';

/**
 * One line per alert, or per incident without alerts, after Microsoft's map of the SIEM fields for ArcSight. A line has
 * room for one evidence of each kind: it tells the most telling, and names the others. Source: Defender documentation, ArcSight
 * page; CEF implementation standard.
 */
export const cef: Format = {
	title: 'CEF (ArcSight)',
	description: 'One line per alert in the Common Event Format, for ArcSight and other syslog receivers',
	documents: (item) => findingsOf(item).map(lineOf),
};

function lineOf(finding: Finding): string {
	const { category, title, id, severity, detectorId } = finding.alert;
	const header = [
		'CEF:0',
		'Microsoft',
		'Microsoft Defender ATP',
		'2.0',
		// What tells kinds of alerts apart.
		headerField(detectorId ?? category ?? (finding.isIncident ? 'Incident' : 'Alert'), 1023),
		headerField(title ?? id, 512),
		String(entryOf(SEVERITIES, severity) ?? 0),
	];
	const line = mergedRow(finding);
	const fields = [...aboutAlert(finding, line.row), ...cefEvidence(line), ...aboutTenant(finding)];
	return `${header.join('|')}|${extensionOf(fields)}`;
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

/** The longest `externalId`; ids of most services are shorter. */
const EXTERNAL_ID = 40;

const aboutAlert = ({ alert }: Finding, row: SiemRow): CefField[] => [
	{ key: 'rt', value: epochMs(row.AlertTime) },
	{ key: 'start', value: epochMs(alert.firstActivityDateTime) },
	{ key: 'end', value: epochMs(alert.lastActivityDateTime) },
	{ key: 'externalId', value: row.AlertId, limit: EXTERNAL_ID, isId: true },
	{ key: 'cat', value: row.Category },
	{ key: 'sourceServiceName', value: row.Source },
	{ key: 'msg', value: row.Description },
	{ key: 'cs1', value: row.ThreatName, limit: 4000, label: 'ThreatName' },
	{ key: 'cs4', value: row.Actor, limit: 4000, label: 'Actor' },
	{ key: 'flexString1', value: row.LinkToWDATP || row.IncidentLinkToWDATP, label: 'LinkToWDATP' },
	// Rather told twice than cut.
	{ key: 'flexString2', value: alert.id.length > EXTERNAL_ID ? alert.id : '', label: 'AlertId' },
	...STATE.map((name) => custom(name, row[name])),
	custom('Techniques', row.ThreatCategory),
];

/** What is told of the alert and of its incident under the names that the SIEM rows have. */
const STATE = [
	'EventType',
	'Status',
	'Classification',
	'Determination',
	'AssignedTo',
	'IncidentId',
	'IncidentName',
	'IncidentStatus',
	'IncidentClassification',
	'IncidentDetermination',
	'IncidentAssignedTo',
	'IncidentTags',
	'IncidentPriorityScore',
	'IncidentResolvingComment',
] as const;

/** Microsoft's map leaves these two free. */
const aboutTenant = ({ tenant }: Finding): CefField[] => [
	{ key: 'cs2', value: tenant.name, limit: 4000, label: 'TenantName' },
	{ key: 'cs3', value: tenant.id, limit: 4000, label: 'TenantId' },
];
