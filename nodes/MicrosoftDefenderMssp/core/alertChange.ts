import { graphWord, readClassification } from './classification';
import { compact } from './compact';
import type { Failure } from './failure';
import type { AlertRecord } from './item';
import type { JsonObject } from './json';
import { knownWords } from './knownWords';
import type { Result } from './result';
import { fail, succeed } from './result';
import {
	ASSIGNED,
	checkTexts,
	filledIn,
	hasComment,
	isShownAs,
	noChange,
	readRemovable,
} from './updateFields';

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

/** Reads 'Update Fields'; the failure names the field at fault. */
export function readAlertChange(fields: JsonObject): Result<AlertChange, Failure> {
	const texts = checkTexts(fields);
	if (!texts.ok) return texts;
	const status = graphWord('status', fields.status);
	const known = knownWords(status === undefined ? [] : [status], 'Status', STATUSES);
	if (!known.ok) return known;
	const classified = readClassification(fields.classification, fields.determination);
	if (!classified.ok) return classified;
	const assignedTo = readRemovable(filledIn(fields.assignedTo), fields.unassign, ASSIGNED);
	if (!assignedTo.ok) return assignedTo;
	const change: AlertChange = compact({
		status,
		...classified.value,
		assignedTo: assignedTo.value,
		comment: filledIn(fields.comment),
	});
	return Object.keys(change).length === 0 ? fail(noChange) : succeed(change);
}

/** Whether the alert is as the change wants it. */
export function showsAlertChange({ simple, raw }: AlertRecord, change: AlertChange): boolean {
	const hasWord = (name: 'classification' | 'determination' | 'status') =>
		change[name] === undefined || simple[name] === change[name];
	return (
		hasWord('status') &&
		hasWord('classification') &&
		hasWord('determination') &&
		isShownAs(simple.assignedTo, change.assignedTo) &&
		hasComment(raw.comments, change.comment)
	);
}
