import type { Failure } from './failure';
import { configurationFailure, emptyField } from './failure';
import type { JsonObject } from './json';
import { text } from './json';
import type { Result } from './result';
import { fail, succeed } from './result';

/** What was typed into a field, without the space around it; undefined if that is nothing. */
export function filledIn(value: unknown): string | undefined {
	const typed = text(value)?.trim() ?? '';
	return typed === '' ? undefined : typed;
}

/** What was typed into a field that must be filled in; the failure names the field. */
export function requiredText(value: unknown, label: string, remedy: string): Result<string, Failure> {
	const typed = filledIn(value);
	if (typed !== undefined) return succeed(typed);
	return fail(isTextOrNothing(value) ? emptyField(label, remedy) : noText(label, remedy));
}

/** Labels of fields by their names; a list may have several texts. */
export interface TextFields {
	texts?: Readonly<Record<string, string>>;
	lists?: Readonly<Record<string, string>>;
}

/**
 * Refuses fields whose expression gives an object, a list or the like where a text belongs: what they ask for would be done
 * without them, and nobody would notice.
 */
export function checkTexts(
	fields: JsonObject,
	{ texts = {}, lists = {} }: TextFields,
): Result<undefined, Failure> {
	const notText = Object.entries(texts).find(([name]) => !isTextOrNothing(fields[name]));
	const notList = Object.entries(lists).find(([name]) => ![fields[name]].flat().every(isTextOrNothing));
	const wrong = notText ?? notList;
	return wrong === undefined ? succeed(undefined) : fail(noText(wrong[1], PICK));
}

const isTextOrNothing = (value: unknown): boolean =>
	value === undefined || value === null || typeof value === 'string' || text(value) !== undefined;

const noText = (label: string, remedy: string): Failure =>
	configurationFailure(
		`'${label}' is no text.`,
		`Its expression gives something else, such as an object or a list. ${remedy}`,
	);

const PICK = 'Pick the text out of it, or use JSON.stringify().';
