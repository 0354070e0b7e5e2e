import { text } from '../core/json';
import { defang, fit, oneLine } from './text';

/** Longest texts of a message, in UTF-16 units, before any product's own limit. */
export const LONGEST = { heading: 40, customer: 60, title: 300, fact: 300, part: 500, long: 1000 } as const;

/** A text of the item as messages show it, or undefined if nothing is left of it. */
export function shown(value: unknown, longest: number = LONGEST.fact): string | undefined {
	const line = fitted(text(value) ?? '', longest);
	return line === '' ? undefined : line;
}

/** The same of a text. What cannot be seen goes, so that more of it is read than is shown. */
export const fitted = (value: string, longest: number): string =>
	fit(defang(oneLine(value, 4 * longest)), longest);

const isWord = (value: string): boolean => /^[A-Za-z][A-Za-z0-9]*$/.test(value);

const splitCamelCase = (word: string): string[] =>
	word.replace(/([a-z0-9])([A-Z])|([a-z])([0-9])/g, '$1$3 $2$4').split(' ');

/** `inProgress` as `In Progress`; anything that is no enum value stays as it is. */
export function titleCase(value: string): string {
	if (!isWord(value)) return value;
	return splitCamelCase(value)
		.map((word) => (word === 'For' ? 'for' : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');
}

/** `commandAndControl` as `command and control`; anything that is no enum value stays as it is. */
export const lowerCase = (value: string): string =>
	isWord(value) ? splitCamelCase(value).join(' ').toLowerCase() : value;

/** Enum values that say nothing. */
const NOTHING: ReadonlySet<string> = new Set(['', 'none', 'unknown', 'unknownfuturevalue']);

/** Whether an enum value says anything. */
export const saysSomething = (value: string | undefined): value is string =>
	value !== undefined && !NOTHING.has(value.toLowerCase());

/** `2026-01-05 08:47:17 UTC`; what is no timestamp of the services stays as it is. */
export function moment(value: string): string {
	const [, date, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(value) ?? [];
	return date === undefined || time === undefined ? value : `${date} ${time} UTC`;
}

/** The first few, and how many there are besides. */
export function some(values: readonly string[], most = 3): string | undefined {
	const more = values.length - most;
	const first = values.slice(0, most).join(', ');
	return first === '' ? undefined : more > 0 ? `${first} and ${more} more` : first;
}
