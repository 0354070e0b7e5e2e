import { text } from '../core/json';
import { defang, fit, oneLine } from './text';

/** Longest texts of a message, in UTF-16 units, before any product's own limit. */
export const LONGEST = { heading: 40, customer: 60, title: 300, fact: 300, long: 1000 } as const;

/** A text of the item as messages show it, or undefined if nothing is left of it. */
export function shown(value: unknown, longest: number = LONGEST.fact): string | undefined {
	const line = defang(oneLine(text(value) ?? ''));
	return line === '' ? undefined : fit(line, longest);
}

/** `inProgress` as `In Progress`; anything that is no enum value stays as it is. */
export function titleCase(value: string): string {
	if (!/^[A-Za-z][A-Za-z0-9]*$/.test(value)) return value;
	const words = value.replace(/([a-z0-9])([A-Z])|([a-z])([0-9])/g, '$1$3 $2$4').split(' ');
	return words
		.map((word) => (word === 'For' ? 'for' : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');
}

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
