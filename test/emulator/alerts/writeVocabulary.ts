/**
 * What each call takes, which is not what alerts are read with (microsoft-apis: writes on alerts; Defender's pages "update
 * alert", "batch update alerts" and "create alert by reference"). Keys are Graph's words, values those of the call.
 */
export const writableStatuses: Readonly<Record<string, string>> = {
	new: 'New',
	inProgress: 'InProgress',
	resolved: 'Resolved',
};

export const writableClassifications: Readonly<Record<string, string>> = {
	truePositive: 'TruePositive',
	informationalExpectedActivity: 'InformationalExpectedActivity',
	falsePositive: 'FalsePositive',
};

const commonDeterminations = {
	multiStagedAttack: 'MultiStagedAttack',
	maliciousUserActivity: 'MaliciousUserActivity',
	compromisedAccount: 'CompromisedUser',
	malware: 'Malware',
	phishing: 'Phishing',
	unwantedSoftware: 'UnwantedSoftware',
	other: 'Other',
	securityTesting: 'SecurityTesting',
	lineOfBusinessApplication: 'LineOfBusinessApplication',
	notEnoughDataToValidate: 'InsufficientData',
};

/** Of PATCH, whose names for two of them differ from those of the batch and of reading. */
export const determinationsOfOne: Readonly<Record<string, string>> = {
	...commonDeterminations,
	confirmedActivity: 'ConfirmedActivity',
	notMalicious: 'NotMalicious',
};

/** Of batchUpdate. */
export const determinationsOfMany: Readonly<Record<string, string>> = {
	...commonDeterminations,
	confirmedActivity: 'ConfirmedUserActivity',
	notMalicious: 'Clean',
};

export const newAlertSeverities: Readonly<Record<string, string>> = {
	low: 'Low',
	medium: 'Medium',
	high: 'High',
};

export const newAlertCategories: readonly string[] = [
	'General',
	'CommandAndControl',
	'Collection',
	'CredentialAccess',
	'DefenseEvasion',
	'Discovery',
	'Exfiltration',
	'Exploit',
	'Execution',
	'InitialAccess',
	'LateralMovement',
	'Malware',
	'Persistence',
	'PrivilegeEscalation',
	'Ransomware',
	'SuspiciousActivity',
];

/** Graph's word for one of a call's. */
export const graphWord = (words: Readonly<Record<string, string>>, word: unknown): string | undefined =>
	Object.entries(words).find(([, name]) => name === word)?.[0];
