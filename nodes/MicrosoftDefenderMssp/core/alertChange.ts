import { compact } from './compact';
import type { Failure } from './failure';
import type { AlertRecord } from './item';
import type { JsonObject } from './json';
import type { Result } from './result';
import { fail, succeed } from './result';
import { filledIn } from './textFields';
import type { SharedChange } from './updateFields';
import { hasComment, noChange, readSharedChange, showsSharedChange } from './updateFields';

/** A change of an alert. */
export interface AlertChange extends SharedChange {
	/** Is added; no comment is ever changed. */
	comment?: string;
}

/** What an alert's status can be set to. */
export const SETTABLE_STATUSES: readonly string[] = ['new', 'inProgress', 'resolved'];

/** Reads 'Update Fields'; the failure names the field at fault. */
export function readAlertChange(fields: JsonObject): Result<AlertChange, Failure> {
	const shared = readSharedChange(fields, SETTABLE_STATUSES);
	if (!shared.ok) return shared;
	const change: AlertChange = compact({ ...shared.value, comment: filledIn(fields.comment) });
	return Object.keys(change).length === 0 ? fail(noChange) : succeed(change);
}

/** Whether the alert is as the change wants it. */
export const showsAlertChange = ({ simple, raw }: AlertRecord, change: AlertChange): boolean =>
	showsSharedChange(simple, change) && hasComment(raw.comments, change.comment);
