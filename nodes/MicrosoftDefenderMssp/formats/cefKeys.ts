/**
 * What the keys are called that CEF has no word for: `MicrosoftDefender` and this, as the standard asks producers to name keys
 * of their own (vendor, product, name). Source: CEF implementation standard, "User-Defined Extensions".
 */
export const CUSTOM_NAMES = [
	'EventType',
	'Status',
	'Classification',
	'Determination',
	'AssignedTo',
	'Techniques',
	'IncidentId',
	'IncidentName',
	'IncidentStatus',
	'IncidentClassification',
	'IncidentDetermination',
	'IncidentAssignedTo',
	'IncidentTags',
	'IncidentPriorityScore',
	'IncidentResolvingComment',
	'CommandLine',
	'MailSubject',
	'FurtherEvidence',
] as const;

export type CustomName = (typeof CUSTOM_NAMES)[number];

/** The key itself. */
export const customKey = (name: CustomName): string => `MicrosoftDefender${name}`;
