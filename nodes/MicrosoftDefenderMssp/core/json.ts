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
	return Array.isArray(value) ? unique(value.map(text)) : [];
}

/** Drops missing values and repeats, keeps the order. */
export function unique(values: Array<string | undefined>): string[] {
	const known = values.filter((value) => value !== undefined);
	return known.length < 2 ? known : [...new Set(known)];
}
