import { text } from '../json';
import { entryOf } from '../knownWords';

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
	return entryOf(SPECIAL[name], word) ?? word.charAt(0).toLowerCase() + word.slice(1);
}

/** The Defender for Endpoint value of a Graph severity or status, for `$filter`. */
export function toDefenderEnum(name: 'severity' | 'status', value: string): string {
	const special = Object.entries(SPECIAL[name]).find(([, graph]) => graph === value);
	return special?.[0] ?? capitalized(value);
}

/** What updating one alert is told in place of the name that alerts are read with, and that updating many is told. */
const WHEN_ONE_IS_UPDATED: ReadonlyMap<string, string> = new Map([
	['Clean', 'NotMalicious'],
	['ConfirmedUserActivity', 'ConfirmedActivity'],
]);

/**
 * The Defender for Endpoint value of a Graph determination, for a change. The pages of the two calls name two of them
 * differently (Defender "update alert" and "batch update alerts").
 */
export function toDefenderDetermination(value: string, call: 'updateMany' | 'updateOne'): string {
	const special = Object.entries(SPECIAL.determination).find(([, graph]) => graph === value);
	const name = special?.[0] ?? capitalized(value);
	return (call === 'updateOne' ? WHEN_ONE_IS_UPDATED.get(name) : undefined) ?? name;
}

/** The Defender for Endpoint value of a Graph classification, for a change. */
export const toDefenderClassification = (value: string): string => capitalized(value);

const capitalized = (value: string): string => value.charAt(0).toUpperCase() + value.slice(1);
