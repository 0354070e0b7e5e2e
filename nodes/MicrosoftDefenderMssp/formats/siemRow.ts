import type { SimpleAlert } from '../core/alert';
import type { PortalLinks } from '../core/links';
import { toDefenderEnum } from '../core/simplify/defenderEnums';
import { isIpv4, isIpv6 } from '../core/ipAddress';
import { entryOf } from '../core/knownWords';
import type { Account, Device, Evidence, FileDetails } from '../core/evidence/evidence';
import type { Finding } from './finding';
import { domainOf, shortName, upperFirst, userName } from './names';

/** A detection of the retired SIEM API. Texts are empty where nothing is known. */
export type SiemRow = ReturnType<typeof siemRow>;

/** What one row tells of: evidence, and the device and user that it belongs to. */
export interface RowParts {
	evidence?: Evidence;
	device?: Device;
	user?: Account;
	part: number;
}

/**
 * One row with the field names of the retired Defender SIEM API, filled after Microsoft's table for the move to Graph.
 * Fields that this table gives no equivalent for are there and empty, but for the two lists of addresses and Md5, which
 * Graph's evidence can tell. Source: Defender documentation, "Migrate from the SIEM API" and "pull alerts" pages.
 */
export function siemRow({ alert, links }: Finding, parts: RowParts) {
	const { device, user, evidence, part } = parts;
	// Not spread into one literal: that takes thirty times as long, and an alert may have thousands of rows.
	const about = Object.assign(alertFields(alert), linkFields(links), deviceFields(device), userFields(user));
	const rest = { AlertPart: part, IoaDefinitionId: alert.detectorId ?? '' };
	return Object.assign(about, evidenceFields(evidence), rest, WITHOUT_EQUIVALENT);
}

const WITHOUT_EQUIVALENT = {
	FullId: '',
	/** A number in that API. */
	ReportID: null,
	ExternalId: '',
	IocName: '',
	IocValue: '',
	IocUniqueId: '',
	CreatorIocName: '',
	CreatorIocValue: '',
} as const;

const alertFields = (alert: SimpleAlert) => ({
	AlertTime: alert.createdDateTime ?? '',
	LastProcessedTimeUtc: alert.lastActivityDateTime ?? alert.lastUpdateDateTime ?? '',
	AlertId: alert.id,
	AlertTitle: alert.title ?? '',
	Description: alert.description ?? '',
	Category: alert.category ?? '',
	Severity: alert.severity === undefined ? '' : toDefenderEnum('severity', alert.severity),
	Source: sourceOf(alert),
	Actor: alert.actorDisplayName ?? '',
	ThreatCategory: alert.mitreTechniques.join('; '),
	ThreatFamily: alert.threatFamilyName ?? '',
	ThreatName: alert.threatDisplayName ?? '',
});

/** What that API called the two sensors it knew. */
const SENSORS: Readonly<Record<string, string>> = {
	microsoftDefenderForEndpoint: 'EDR',
	antivirus: 'Antivirus',
};

function sourceOf({ detectionSource, serviceSource }: SimpleAlert): string {
	const source = detectionSource ?? serviceSource ?? '';
	return entryOf(SENSORS, source) ?? upperFirst(source);
}

const linkFields = ({ alert = '', incident = '' }: PortalLinks) => ({
	LinkToWDATP: alert,
	LinkToMTP: alert,
	IncidentLinkToWDATP: incident,
	IncidentLinkToMTP: incident,
});

function deviceFields(device: Device = { tags: [], ips: [], loggedOnUsers: [] }) {
	const tags = device.tags.join('; ');
	return {
		ComputerDnsName: device.name ?? '',
		MachineName: shortName(device) ?? '',
		MachineDomain: domainOf(device) ?? '',
		DeviceID: device.id ?? '',
		MachineGroup: device.group ?? '',
		// Graph does not tell which tags were set on the device and which in the portal.
		DeviceCreatedMachineTags: tags,
		CloudCreatedMachineTags: tags,
		LogOnUsers: device.loggedOnUsers.join('; '),
		InternalIPv4List: device.ips.filter(isIpv4).join(';'),
		InternalIPv6List: device.ips.filter(isIpv6).join(';'),
	};
}

const userFields = (user: Account = {}) => ({
	UserName: userName(user) ?? '',
	UserDomain: user.domain ?? '',
});

/** The fields that tell of one evidence. */
export function evidenceFields(evidence: Partial<Evidence> = {}) {
	const { process, file, ip = '', url = '' } = evidence;
	// See `siemRow`: every format that is a line makes these of every piece of evidence.
	return Object.assign(
		fileFields(process?.image ?? file),
		{ CommandLine: process?.commandLine ?? '', IpAddress: ip, Url: url },
		remediationFields(evidence),
		{ WasExecutingWhileDetected: process === undefined ? null : wasExecuting(evidence) },
	);
}

const fileFields = (file: FileDetails = {}) => ({
	FileName: file.name ?? '',
	FilePath: file.path ?? '',
	Md5: file.md5 ?? '',
	Sha1: file.sha1 ?? '',
	Sha256: file.sha256 ?? '',
	FileHash: file.sha1 ?? file.sha256 ?? '',
});

/** Whether a remediation that is over worked; those that go on or were not tried have no result. */
const REMEDIATION_RESULTS: Readonly<Record<string, boolean>> = {
	remediated: true,
	prevented: true,
	blocked: true,
	notRemediated: false,
};

function remediationFields({ remediationStatus, detectionStatus }: Partial<Evidence>) {
	// Defender for Endpoint tells a prevention as kind of detection.
	const action =
		remediationStatus ?? (detectionStatus === 'detected' ? undefined : detectionStatus) ?? 'none';
	return {
		RemediationAction: action === 'none' ? '' : upperFirst(action),
		RemediationIsSuccess: entryOf(REMEDIATION_RESULTS, action) ?? null,
	};
}

/** A process that was stopped before it ran was not executing. */
function wasExecuting({ detectionStatus }: Partial<Evidence>): boolean | null {
	if (detectionStatus === 'detected') return true;
	return detectionStatus === 'prevented' || detectionStatus === 'blocked' ? false : null;
}
