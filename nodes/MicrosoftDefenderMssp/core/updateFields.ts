import type { Failure } from './failure';
import { configurationFailure, noText } from './failure';
import type { JsonObject } from './json';
import { text } from './json';
import { requiredText } from './requiredText';
import type { Result } from './result';
import { fail, succeed } from './result';
import { simplifyComments } from './simplify/comments';

/** What was typed into a field, without the space around it; undefined if that is nothing. */
export function filledIn(value: unknown): string | undefined {
	const typed = text(value)?.trim() ?? '';
	return typed === '' ? undefined : typed;
}

/** The fields that the changes of alerts and of incidents have in common, by their labels. */
const SHARED_TEXTS = {
	assignedTo: 'Assigned To',
	classification: 'Classification',
	comment: 'Comment',
	determination: 'Determination',
	status: 'Status',
} as const;

/** Further fields by their labels; a list may have several texts. */
interface FurtherTexts {
	texts?: Readonly<Record<string, string>>;
	lists?: Readonly<Record<string, string>>;
}

/**
 * Refuses a change whose expression gives an object or a list where a text belongs: the change would be made without it, and
 * nobody would notice.
 */
export function checkTexts(
	fields: JsonObject,
	{ texts = {}, lists = {} }: FurtherTexts = {},
): Result<undefined, Failure> {
	const notText = Object.entries({ ...SHARED_TEXTS, ...texts }).find(
		([name]) => !isTextOrNothing(fields[name]),
	);
	const notList = Object.entries(lists).find(([name]) => ![fields[name]].flat().every(isTextOrNothing));
	const wrong = notText ?? notList;
	return wrong === undefined ? succeed(undefined) : fail(noText(wrong[1], PICK));
}

/** Expressions give IDs and the like as numbers. */
const isTextOrNothing = (value: unknown): boolean =>
	value === undefined || value === null || ['string', 'number'].includes(typeof value);

const PICK = 'Pick the text out of it, or use JSON.stringify().';

/** 'Comment' where it has to be filled in. */
export const readComment = (value: unknown): Result<string, Failure> =>
	requiredText(value, 'Comment', 'Enter the text of the comment.');

/** A field, and the switch that takes away what it could set. */
export interface FieldPair {
	label: string;
	remover: string;
}

export const ASSIGNED: FieldPair = { label: 'Assigned To', remover: 'Unassign' };

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
