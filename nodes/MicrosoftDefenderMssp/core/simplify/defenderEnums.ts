import { text } from '../json';

export type TranslatedEnum =
	'classification' | 'determination' | 'detectionSource' | 'investigationState' | 'severity' | 'status';

/**
 * Where a Defender for Endpoint value is not simply Graph's value with a capital letter.
 * Sources: Defender "alert" resource and update pages, Graph `security-alert` resource, alert queue documentation.
 */
const SPECIAL: Record<TranslatedEnum, Readonly<Record<string, string>>> = {
	severity: { UnSpecified: 'unknown' },
	status: {},
	classification: { 'Informational, expected activity': 'informationalExpectedActivity' },
	determination: {
		Clean: 'notMalicious',
		CompromisedUser: 'compromisedAccount',
		ConfirmedUserActivity: 'confirmedActivity',
		InsufficientData: 'notEnoughDataToValidate',
		NotAvailable: 'unknown',
	},
	detectionSource: {
		CustomerTI: 'customTi',
		MTP: 'microsoft365Defender',
		OfficeATP: 'microsoftDefenderForOffice365',
		ThreatExperts: 'microsoftThreatExperts',
		WindowsDefenderAtp: 'microsoftDefenderForEndpoint',
		WindowsDefenderAv: 'antivirus',
		WindowsDefenderSmartScreen: 'smartScreen',
	},
	investigationState: {},
};

/** Graph words an unset classification or determination `unknown`; Defender for Endpoint sends null. */
const WHEN_UNSET: Partial<Record<TranslatedEnum, string>> = {
	classification: 'unknown',
	determination: 'unknown',
};

/** The Graph value of a Defender for Endpoint enum value; a value we do not know keeps its own name in camel case. */
export function toGraphEnum(name: TranslatedEnum, value: unknown): string | undefined {
	const word = text(value);
	if (word === undefined) return WHEN_UNSET[name];
	return new Map(Object.entries(SPECIAL[name])).get(word) ?? word.charAt(0).toLowerCase() + word.slice(1);
}

/** The Defender for Endpoint value of a Graph severity or status, for `$filter`. */
export function toDefenderEnum(name: 'severity' | 'status', value: string): string {
	const special = Object.entries(SPECIAL[name]).find(([, graph]) => graph === value);
	return special?.[0] ?? value.charAt(0).toUpperCase() + value.slice(1);
}
