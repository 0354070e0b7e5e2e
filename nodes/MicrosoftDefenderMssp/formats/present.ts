import type { JsonObject } from '../core/json';

/** The object without what is undefined, an empty text, list or object; undefined if nothing is left. */
export function present(object: JsonObject): JsonObject | undefined {
	const entries = Object.entries(object).filter(([, value]) => !isEmpty(value));
	return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === '' ||
	(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
