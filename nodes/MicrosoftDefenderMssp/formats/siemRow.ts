import type { SimpleAlert } from '../core/alert';
import type { Account, Device, Evidence } from '../core/evidence/evidence';
import type { SimpleIncident } from '../core/incident';
import { isIpv4, isIpv6 } from '../core/ipAddress';
import { entryOf } from '../core/knownWords';
import type { PortalLinks } from '../core/links';
import { toDefenderEnum } from '../core/simplify/defenderEnums';
import type { Finding } from './finding';
import { domainOf, shortName, upperFirst, userName } from './names';
import { addedFields, evidenceFields } from './siemEvidence';

/** A detection of the retired SIEM API. Texts are empty where nothing is known. */
export type SiemRow = ReturnType<ReturnType<typeof siemRowsOf>>;

/** What one row tells of: evidence, and the device and user that it belongs to. */
export interface RowParts {
	evidence?: Evidence;
	device?: Device;
	user?: Account;
	part: number;
}

/**
 * Makes rows with the field names of the retired Defender SIEM API, filled after Microsoft's table for the move to Graph.
 * Fields that this table gives no equivalent for are there and empty, but for the two lists of addresses and Md5, which
 * Graph's evidence can tell. Fields that the API did not have are additions in its style, with Graph's words as values.
 * Source: Defender documentation, "Migrate from the SIEM API" and "pull alerts" pages.
 */
export function siemRowsOf(finding: Finding) {
	const { alert, links } = finding;
	// Once for all rows, and not spread into one literal: an alert may have thousands of rows, and that takes thirty times as long.
	const shared = Object.assign(
		alertFields(alert),
		linkFields(links),
		stateFields(finding),
		incidentFields(alert.incidentId, finding.incident),
	);
	return ({ device, user, evidence, part }: RowParts) =>
		Object.assign(
			Object.assign({ AlertPart: part }, shared, WITHOUT_EQUIVALENT),
			Object.assign(deviceFields(device), userFields(user)),
			Object.assign(evidenceFields(evidence), addedFields(evidence)),
		);
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
	IoaDefinitionId: alert.detectorId ?? '',
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

/** Additions: that API told detections, which have no state, and no customer. */
const stateFields = ({ alert, event, tenant }: Finding) => ({
	TenantId: tenant.id,
	TenantName: tenant.name,
	EventType: event.type ?? '',
	Status: alert.status ?? '',
	Classification: alert.classification ?? '',
	Determination: alert.determination ?? '',
	AssignedTo: alert.assignedTo ?? '',
});

function incidentFields(id: string | undefined, incident: Partial<SimpleIncident> = {}) {
	const { customTags = [], systemTags = [], priorityScore = null } = incident;
	return {
		IncidentId: id ?? orEmpty(incident.id),
		IncidentName: orEmpty(incident.displayName),
		IncidentStatus: orEmpty(incident.status),
		IncidentClassification: orEmpty(incident.classification),
		IncidentDetermination: orEmpty(incident.determination),
		IncidentAssignedTo: orEmpty(incident.assignedTo),
		IncidentTags: [...customTags, ...systemTags].join('; '),
		IncidentPriorityScore: priorityScore,
		IncidentResolvingComment: orEmpty(incident.resolvingComment),
	};
}

const orEmpty = (value: string | undefined): string => value ?? '';

/** A device of which no more is known than its ID. */
export const deviceWith = (id: string | undefined): Device => ({ id, tags: [], ips: [], loggedOnUsers: [] });

function deviceFields(device: Device = deviceWith(undefined)) {
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
