import { hiddenMembers, plainMembers } from './schema';

/**
 * Graph's enum members and what the Defender API calls them (microsoft-apis: alert entity and mapping tables).
 * Graph's spelling is the emulator's own; everything here is pure data.
 */
export const severities = {
	unknown: 'UnSpecified',
	informational: 'Informational',
	low: 'Low',
	medium: 'Medium',
	high: 'High',
} as const;

export const statuses = {
	unknown: 'Unknown',
	new: 'New',
	inProgress: 'InProgress',
	resolved: 'Resolved',
} as const;

export const classifications: Record<string, string | null> = {
	unknown: null,
	falsePositive: 'FalsePositive',
	truePositive: 'TruePositive',
	informationalExpectedActivity: 'InformationalExpectedActivity',
};

export const determinations: Record<string, string | null> = {
	unknown: null,
	apt: 'Apt',
	malware: 'Malware',
	securityPersonnel: 'SecurityPersonnel',
	securityTesting: 'SecurityTesting',
	unwantedSoftware: 'UnwantedSoftware',
	other: 'Other',
	multiStagedAttack: 'MultiStagedAttack',
	compromisedAccount: 'CompromisedUser',
	phishing: 'Phishing',
	maliciousUserActivity: 'MaliciousUserActivity',
	notMalicious: 'Clean',
	notEnoughDataToValidate: 'InsufficientData',
	confirmedActivity: 'ConfirmedUserActivity',
	lineOfBusinessApplication: 'LineOfBusinessApplication',
};

/** Where the two services name a sensor differently; other values only change their first letter's case. */
const detectionSourceNames: Record<string, string> = {
	microsoftDefenderForEndpoint: 'WindowsDefenderAtp',
	antivirus: 'WindowsDefenderAv',
	smartScreen: 'WindowsDefenderSmartScreen',
	customTi: 'CustomerTI',
	microsoft365Defender: 'MTP',
	microsoftThreatExperts: 'ThreatExperts',
	microsoftDefenderForOffice365: 'OfficeATP',
};

/** The enum of each property of an alert that has one. */
const alertEnums: Readonly<Record<string, string>> = {
	severity: 'alertSeverity',
	status: 'alertStatus',
	classification: 'alertClassification',
	determination: 'alertDetermination',
	serviceSource: 'serviceSource',
	detectionSource: 'detectionSource',
};

const ofEachProperty = (
	members: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> =>
	Object.fromEntries(
		Object.entries(alertEnums).map(([property, enumName]) => [property, members[enumName] ?? []]),
	);

/** Members that Graph shows without `Prefer: include-unknown-enum-members`; every other is unknownFutureValue. */
export const plainGraphMembers = ofEachProperty(plainMembers);

/** Members that need the Prefer header; they exist, so `$filter` knows them. */
export const hiddenGraphMembers = ofEachProperty(hiddenMembers);

/** `microsoftDefenderForEndpoint` -> `WindowsDefenderAtp`, `customDetection` -> `CustomDetection`. */
export function defenderDetectionSource(graphName: string): string {
	return detectionSourceNames[graphName] ?? pascalCase(graphName);
}

/** `successfullyRemediated` -> `SuccessfullyRemediated`. */
export function pascalCase(camelCase: string): string {
	return camelCase.charAt(0).toUpperCase() + camelCase.slice(1);
}
