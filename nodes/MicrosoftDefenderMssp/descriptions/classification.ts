import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { DETERMINATIONS } from '../core/classification';

const CLASSIFICATION_NAMES: Readonly<Record<string, string>> = {
	falsePositive: 'False Positive',
	informationalExpectedActivity: 'Informational, Expected Activity',
	truePositive: 'True Positive',
	unknown: 'Not Set',
};

/** As the Defender portal calls them. */
const DETERMINATION_NAMES: Readonly<Record<string, string>> = {
	apt: 'APT',
	compromisedAccount: 'Compromised Account',
	confirmedActivity: 'Confirmed Activity',
	lineOfBusinessApplication: 'Line of Business Application',
	maliciousUserActivity: 'Malicious User Activity',
	malware: 'Malware',
	multiStagedAttack: 'Multi-Staged Attack',
	notEnoughDataToValidate: 'Not Enough Data to Validate',
	notMalicious: 'Not Malicious',
	other: 'Other',
	phishing: 'Phishing',
	securityPersonnel: 'Security Personnel',
	securityTesting: 'Security Testing',
	unknown: 'Not Set',
	unwantedSoftware: 'Unwanted Software',
};

const PRESETS: Readonly<Record<string, string>> = {
	falsePositive: 'notMalicious',
	informationalExpectedActivity: 'securityTesting',
	truePositive: 'malware',
};

const optionsOf = (
	names: Readonly<Record<string, string>>,
	values: readonly string[],
): INodePropertyOptions[] =>
	values
		.map((value) => ({ name: names[value] ?? value, value }))
		.sort((one, other) => one.name.localeCompare(other.name, 'en'));

/** Every classification, to look for. */
export const classificationOptions = optionsOf(CLASSIFICATION_NAMES, Object.keys(CLASSIFICATION_NAMES));

/** Every determination, to look for. */
export const determinationOptions = optionsOf(DETERMINATION_NAMES, Object.keys(DETERMINATION_NAMES));

/** Field 'Classification' of a collection. */
export const classificationField: INodeProperties = {
	displayName: 'Classification',
	name: 'classification',
	type: 'options',
	options: optionsOf(CLASSIFICATION_NAMES, Object.keys(DETERMINATIONS)),
	default: 'truePositive',
	description: 'Whether it was right. Add a determination to tell what was found.',
};

/** Field 'Determination', once for each classification, with what fits it; shown once that is chosen. */
export const determinationFields: INodeProperties[] = Object.entries(DETERMINATIONS).map(
	([classification, fitting]) => determinationField(classification, fitting, PRESETS[classification]),
);

function determinationField(
	classification: string,
	fitting: readonly string[],
	preset = 'other',
): INodeProperties {
	return {
		displayName: 'Determination',
		name: 'determination',
		type: 'options',
		displayOptions: { show: { classification: [classification] } },
		options: optionsOf(DETERMINATION_NAMES, fitting),
		default: preset,
		description: 'What was found. Which findings there are depends on the classification.',
	};
}
