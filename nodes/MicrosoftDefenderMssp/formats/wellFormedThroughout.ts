import { isJsonObject } from '../core/json';
import { wellFormed } from '../core/wellFormed';

/** The same value with every text in it, names of properties too, well-formed. */
export function wellFormedThroughout<T>(value: T): T {
	return changed(value) as T;
}

function changed(value: unknown): unknown {
	if (typeof value === 'string') return wellFormed(value);
	if (Array.isArray(value)) return value.map(changed);
	if (!isJsonObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [wellFormed(name), changed(entry)]));
}
