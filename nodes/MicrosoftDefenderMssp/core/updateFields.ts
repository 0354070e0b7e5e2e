import type { Classification } from './classification';
import { graphWord, readClassification } from './classification';
import { compact } from './compact';
import type { Failure } from './failure';
import { configurationFailure } from './failure';
import type { JsonObject } from './json';
import { text } from './json';
import { knownWords } from './knownWords';
import type { Result } from './result';
import { fail, succeed } from './result';
import { simplifyComments } from './simplify/comments';
import type { TextFields } from './textFields';
import { checkTexts, filledIn, requiredText } from './textFields';

/** What can be set of alerts and of incidents alike, in Microsoft Graph's words. What is absent stays as it is. */
export interface SharedChange extends Classification {
	status?: string;
	/** Null takes the alert or incident from whoever has it. */
	assignedTo?: string | null;
}

/** The fields that the changes of alerts and of incidents have in common, by their labels. */
const SHARED_TEXTS = {
	assignedTo: 'Assigned To',
	classification: 'Classification',
	comment: 'Comment',
	determination: 'Determination',
	status: 'Status',
} as const;

/**
 * Reads these fields, of which 'Status' may have one of `statuses`; `further` are other fields of the same change that take
 * texts. The failure names the field at fault.
 */
export function readSharedChange(
	fields: JsonObject,
	statuses: readonly string[],
	further: TextFields = {},
): Result<SharedChange, Failure> {
	const allTexts = checkTexts(fields, { ...further, texts: { ...SHARED_TEXTS, ...further.texts } });
	if (!allTexts.ok) return allTexts;
	const status = graphWord('status', fields.status);
	const known = knownWords(status === undefined ? [] : [status], 'Status', statuses);
	if (!known.ok) return known;
	const classified = readClassification(fields.classification, fields.determination);
	if (!classified.ok) return classified;
	const assignedTo = readRemovable(filledIn(fields.assignedTo), fields.unassign, ASSIGNED);
	if (!assignedTo.ok) return assignedTo;
	return succeed(compact({ status, ...classified.value, assignedTo: assignedTo.value }));
}

/** Whether an alert or incident is as the change wants it, whichever API's words it has. */
export const showsSharedChange = (
	found: Partial<Record<keyof SharedChange, unknown>>,
	wanted: SharedChange,
): boolean =>
	(['status', 'classification', 'determination'] as const).every(
		(name) => wanted[name] === undefined || graphWord(name, found[name]) === wanted[name],
	) && isShownAs(found.assignedTo, wanted.assignedTo);

/** 'Comment' where it has to be filled in. */
export const readComment = (value: unknown): Result<string, Failure> =>
	requiredText(value, 'Comment', 'Enter the text of the comment.');

/** A field, and the switch that takes away what it could set. */
export interface FieldPair {
	label: string;
	remover: string;
}

const ASSIGNED: FieldPair = { label: 'Assigned To', remover: 'Unassign' };

/** The value of a field; null where its switch takes that away. Both at once cannot be meant. */
export function readRemovable<T>(
	value: T | undefined,
	removes: unknown,
	{ label, remover }: FieldPair,
): Result<T | null | undefined, Failure> {
	if (removes !== true) return succeed(value);
	return value === undefined
		? succeed(null)
		: fail(
				configurationFailure(
					`'${label}' is filled in although '${remover}' is on.`,
					`Empty '${label}', or turn '${remover}' off.`,
				),
			);
}

export const noChange: Failure = configurationFailure(
	"'Update Fields' has no change.",
	"Add a field such as 'Status', and fill it in.",
);

/** Whether the services would show it so: they do not tell null from empty, nor the case of names. */
export const isShownAs = (found: unknown, wanted: string | null | undefined): boolean =>
	wanted === undefined || (text(found) ?? '').toLowerCase() === (wanted ?? '').toLowerCase();

/** Whether a comment is among the comments that a service sent. */
export const hasComment = (comments: unknown, wanted: string | undefined): boolean =>
	wanted === undefined || simplifyComments(comments).some(({ comment }) => comment?.trim() === wanted);
