/** An object of unknown content, as it came out of JSON. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows keys and array positions into parsed JSON; undefined when the path ends early. */
export function at(value: unknown, ...path: Array<string | number>): unknown {
	let current = value;
	for (const key of path) {
		if (Array.isArray(current) && typeof key === 'number') current = current[key];
		else if (isObject(current)) current = current[String(key)];
		else return undefined;
	}
	return current;
}

/** The string at a path of parsed JSON. Throws when there is none. */
export function stringAt(value: unknown, ...path: Array<string | number>): string {
	const found = at(value, ...path);
	if (typeof found !== 'string') throw new Error(`No text at ${path.join('.')} of ${JSON.stringify(value)}`);
	return found;
}

/**
 * Reads n8n's stored run data: a JSON array in which every string inside an object or array is the position of its value
 * (the format of the npm package `flatted`). Cycles come out as cycles.
 */
export function parseFlatted(text: string): unknown {
	const slots: unknown = JSON.parse(text);
	if (!Array.isArray(slots)) throw new Error('Not flatted text: the outermost value is not an array');
	const revived = new Set<unknown>();
	const revive = (value: unknown): unknown => {
		if (typeof value !== 'object' || value === null || revived.has(value)) return value;
		revived.add(value);
		const container = value as Record<string, unknown>;
		for (const [key, inner] of Object.entries(container)) {
			container[key] = typeof inner === 'string' ? revive(slots[Number(inner)]) : revive(inner);
		}
		return value;
	};
	return revive(slots[0]);
}
