import type { Failure } from './failure';
import { configurationFailure } from './failure';
import type { JsonObject } from './json';
import { text } from './json';
import type { Result } from './result';
import { fail, succeed } from './result';
import { toGraphEnum } from './simplify/defenderEnums';

/** A change of an alert, in Microsoft Graph's words. What is absent stays as it is. */
export interface AlertChange {
	status?: string;
	/** Null takes the alert from whoever has it. */
	assignedTo?: string | null;
	classification?: string;
	determination?: string;
	/** Is added; no comment is ever changed. */
	comment?: string;
}

/** The statuses that can be set. */
export const STATUSES: readonly string[] = ['new', 'inProgress', 'resolved'];

/** The determinations of each classification. Sources: Defender "update alert"; Graph's `alertDetermination`. */
export const DETERMINATIONS: Readonly<Record<string, readonly string[]>> = {
	truePositive: [
		'multiStagedAttack',
		'maliciousUserActivity',
		'compromisedAccount',
		'malware',
		'phishing',
		'unwantedSoftware',
		'other',
	],
	informationalExpectedActivity: [
		'securityTesting',
		'lineOfBusinessApplication',
		'confirmedActivity',
		'other',
	],
	falsePositive: ['notMalicious', 'notEnoughDataToValidate', 'other'],
};

/** Reads 'Update Fields'; the failure names the field at fault. */
export function readAlertChange(fields: JsonObject): Result<AlertChange, Failure> {
	const { assignedTo, unassign, comment } = fields;
	const status = readWord('Status', fields.status, 'status', STATUSES);
	if (!status.ok) return status;
	const judged = readClassification(fields.classification, fields.determination);
	if (!judged.ok) return judged;
	const owner = text(assignedTo)?.trim() ?? '';
	if (owner !== '' && unassign === true) {
		return fail(
			configurationFailure(
				"'Assigned To' names somebody although 'Unassign' is on.",
				"Empty 'Assigned To', or turn 'Unassign' off.",
			),
		);
	}
	const change: AlertChange = {
		...(status.value !== undefined && { status: status.value }),
		...judged.value,
		...(owner !== '' && { assignedTo: owner }),
		...(unassign === true && { assignedTo: null }),
		...hasComment(comment),
	};
	return Object.keys(change).length === 0
		? fail(configurationFailure("'Update Fields' has no change.", 'Add a field and fill it in.'))
		: succeed(change);
}

function hasComment(value: unknown): Pick<AlertChange, 'comment'> {
	const comment = text(value)?.trim() ?? '';
	return comment === '' ? {} : { comment };
}

/** 'Comment' where it is all that is sent. */
export function readComment(value: unknown): Result<string, Failure> {
	const { comment } = hasComment(value);
	return comment === undefined
		? fail(configurationFailure("'Comment' is empty.", 'Enter the text of the comment.'))
		: succeed(comment);
}

function readClassification(
	classificationValue: unknown,
	determinationValue: unknown,
): Result<Pick<AlertChange, 'classification' | 'determination'>, Failure> {
	const known = Object.keys(DETERMINATIONS);
	const classification = readWord('Classification', classificationValue, 'classification', known);
	if (!classification.ok) return classification;
	if (classification.value === undefined) {
		return text(determinationValue) === undefined
			? succeed({})
			: fail(
					configurationFailure(
						"'Determination' is given without 'Classification'.",
						"Choose the 'Classification' that it belongs to.",
					),
				);
	}
	const fitting = DETERMINATIONS[classification.value] ?? [];
	const determination = readWord('Determination', determinationValue, 'determination', fitting);
	if (!determination.ok) return determination;
	return succeed({
		classification: classification.value,
		...(determination.value !== undefined && { determination: determination.value }),
	});
}

/** The value in Graph's words, whichever API it was written for; undefined where the field is empty. */
function readWord(
	label: string,
	value: unknown,
	name: 'classification' | 'determination' | 'status',
	known: readonly string[],
): Result<string | undefined, Failure> {
	const typed = text(value)?.trim() ?? '';
	if (typed === '') return succeed(undefined);
	const word = toGraphEnum(name, typed.charAt(0).toUpperCase() + typed.slice(1));
	if (word !== undefined && known.includes(word)) return succeed(word);
	return fail(
		configurationFailure(
			`'${label}' has the value '${typed}', which does not fit.`,
			`Possible values: ${known.join(', ')}.`,
		),
	);
}
