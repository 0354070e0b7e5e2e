import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';

/** The fields of an item of the retired API, as its documentation lists them. */
export const SIEM_FIELDS =
	`AlertTime ComputerDnsName AlertTitle Category Severity AlertId Actor LinkToWDATP IocName IocValue
	CreatorIocName CreatorIocValue Sha1 FileName FilePath IpAddress Url IoaDefinitionId UserName AlertPart FullId
	LastProcessedTimeUtc ThreatCategory ThreatFamily ThreatName RemediationAction RemediationIsSuccess Source Md5 Sha256
	WasExecutingWhileDetected UserDomain LogOnUsers MachineDomain MachineName InternalIPv4List InternalIPv6List FileHash
	DeviceID MachineGroup Description DeviceCreatedMachineTags CloudCreatedMachineTags CommandLine IncidentLinkToWDATP
	ReportID LinkToMTP IncidentLinkToMTP ExternalId IocUniqueId`.split(/\s+/);

/** The fields that are ours. */
export const ADDED_FIELDS =
	`TenantId TenantName EventType Status Classification Determination AssignedTo IncidentId IncidentName IncidentStatus
	IncidentClassification IncidentDetermination IncidentAssignedTo IncidentTags IncidentPriorityScore
	IncidentResolvingComment EvidenceType EvidenceId EvidenceName EvidenceDetails DetectionStatus Verdict Roles MailSender MailRecipient
	MailSubject RegistryKey RegistryValueName RegistryValue`.split(/\s+/);

const ALL_FIELDS = new Set([...SIEM_FIELDS, ...ADDED_FIELDS]);

const isFlag = (value: unknown): boolean => value === null || typeof value === 'boolean';

/** Fields that are no texts. */
const TYPES = new Map<string, (value: unknown) => boolean>([
	['AlertPart', (value) => Number.isSafeInteger(value)],
	['ReportID', (value) => value === null || Number.isSafeInteger(value)],
	['IncidentPriorityScore', (value) => value === null || Number.isFinite(value)],
	['RemediationIsSuccess', isFlag],
	['WasExecutingWhileDetected', isFlag],
]);

/** What in a row is not as that API gave it, with our additions: every field there, no other, each of its type. */
export function siemProblems(row: JsonObject): string[] {
	return [
		...[...ALL_FIELDS].filter((name) => !(name in row)).map((name) => `${name} is missing`),
		...Object.entries(row)
			.filter(([name, value]) => !(TYPES.get(name) ?? ((text) => typeof text === 'string'))(value))
			.map(([name]) => `${name} is of another type`),
		...Object.keys(row)
			.filter((name) => !ALL_FIELDS.has(name))
			.map((name) => `${name} is no field`),
	];
}
