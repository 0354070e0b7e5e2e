/**
 * What the keys are called that CEF has no word for, with the longest value: `MicrosoftDefender` and this, as the standard asks
 * producers to name keys of their own (vendor, product, name). Source: CEF implementation standard, "User-Defined Extensions".
 */
export const CUSTOM_NAMES = {
	EventType: 63,
	Status: 63,
	Classification: 63,
	Determination: 63,
	AssignedTo: 1023,
	Techniques: 1023,
	IncidentId: 1023,
	IncidentName: 1023,
	IncidentStatus: 63,
	IncidentClassification: 63,
	IncidentDetermination: 63,
	IncidentAssignedTo: 1023,
	IncidentTags: 1023,
	IncidentPriorityScore: 63,
	IncidentResolvingComment: 1023,
	MachineGroup: 1023,
	CommandLine: 4000,
	MailRecipient: 1023,
	MailSubject: 1023,
	EvidenceType: 63,
	EvidenceId: 1023,
	EvidenceName: 1023,
	EvidenceDetails: 4000,
	DetectionStatus: 63,
	Verdict: 63,
	Roles: 1023,
	RegistryKey: 1023,
	RegistryValueName: 1023,
	RegistryValue: 1023,
	FurtherEvidence: 1023,
} as const;

export type CustomName = keyof typeof CUSTOM_NAMES;

/** The key itself. */
export const customKey = (name: CustomName): string => `MicrosoftDefender${name}`;
