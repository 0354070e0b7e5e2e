import type { Failure } from './failure';
import { configurationFailure } from './failure';
import { text } from './json';
import { knownWords } from './knownWords';
import type { Result } from './result';
import { fail, succeed } from './result';
import { toGraphEnum } from './simplify/defenderEnums';

/**
 * The determinations that go with each classification, in Microsoft Graph's words. Sources: Graph `alertClassification` and
 * `alertDetermination`; which ones fit is told by Defender for Endpoint, "update alert".
 */
export const DETERMINATIONS: Readonly<Record<string, readonly string[]>> = {
	falsePositive: ['notEnoughDataToValidate', 'notMalicious', 'other'],
	informationalExpectedActivity: [
		'confirmedActivity',
		'lineOfBusinessApplication',
		'other',
		'securityTesting',
	],
	truePositive: [
		'compromisedAccount',
		'maliciousUserActivity',
		'malware',
		'multiStagedAttack',
		'other',
		'phishing',
		'unwantedSoftware',
	],
};

/**
 * What no update takes since August 2022, but older alerts and incidents still have. Source: Defender for Endpoint, "update
 * alert"; Graph `alertDetermination` has both to this day.
 */
export const RETIRED_DETERMINATIONS: readonly string[] = ['apt', 'securityPersonnel'];

/** What an alert or incident turned out to be, in Graph's words. */
export interface Classification {
	classification?: string;
	determination?: string;
}

/** Reads fields 'Classification' and 'Determination', in the words of whichever API; the second one must fit the first. */
export function readClassification(
	classificationValue: unknown,
	determinationValue: unknown,
): Result<Classification, Failure> {
	const classification = graphWord('classification', classificationValue);
	const determination = graphWord('determination', determinationValue);
	if (classification === undefined) return determination === undefined ? succeed({}) : fail(incomplete);
	const known = knownWords([classification], 'Classification', Object.keys(DETERMINATIONS));
	if (!known.ok) return known;
	if (determination === undefined) return succeed({ classification });
	const fitting = knownWords([determination], 'Determination', DETERMINATIONS[classification] ?? []);
	return fitting.ok ? succeed({ classification, determination }) : fitting;
}

/** The value in Graph's words of today, whatever its case, API and age; undefined if there is none. */
export function graphWord(
	name: 'classification' | 'determination' | 'status',
	value: unknown,
): string | undefined {
	const word = text(value)?.trim() ?? '';
	return word === '' ? undefined : toGraphEnum(name, word.charAt(0).toUpperCase() + word.slice(1));
}

const incomplete = configurationFailure(
	"'Determination' is given without 'Classification'.",
	"Choose the 'Classification' that it belongs to.",
);
