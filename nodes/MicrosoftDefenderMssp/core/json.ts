/** A JSON object of unknown content. */
export type JsonObject = Record<string, unknown>;

/** True for plain JSON objects, false for arrays, null and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a JSON text stands for; the text itself where it is none. */
export function parsed(content: string): unknown {
	try {
		return JSON.parse(content);
	} catch {
		return content;
	}
}

/** The value as a non-empty string, else undefined. Numbers are accepted because the services send some ids as both. */
export function text(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The objects in an array; anything else in it, or no array at all, counts as none. */
export function objects(value: unknown): JsonObject[] {
	return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The non-empty strings in an array, each once, in order. */
export function texts(value: unknown): string[] {
	if (!Array.isArray(value) || value.length === 0) return [];
	return value.length === 1 ? oneOrNone(text(value[0])) : unique(value.map(text));
}

/**
 * Drops missing values and repeats, keeps the order. Most lists of an alert have one text, and V8 keeps room for sixteen more
 * in a list that it filtered: a third of all memory of a simplified alert.
 */
export function unique(values: ReadonlyArray<string | undefined>): string[] {
	if (values.length < 2) return oneOrNone(values[0]);
	const known = new Set(values);
	known.delete(undefined);
	return Array.from(known as Set<string>);
}

const oneOrNone = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
