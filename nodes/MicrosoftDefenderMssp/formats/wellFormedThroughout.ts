import { isJsonObject } from '../core/json';
import { wellFormed } from '../core/wellFormed';

/** Deeper than anything that Microsoft sends, and little enough for the stack. */
const DEEPEST = 100;

/** The same value with every text in it, names of properties too, well-formed; what is nested deeper than that says so. */
export function wellFormedThroughout<T>(value: T): T {
	return changed(value, 0) as T;
}

function changed(value: unknown, depth: number): unknown {
	if (typeof value === 'string') return wellFormed(value);
	if (typeof value !== 'object' || value === null) return value;
	if (depth > DEEPEST) return '[nested too deep]';
	if (Array.isArray(value)) return value.map((one) => changed(one, depth + 1));
	if (!isJsonObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [wellFormed(name), changed(entry, depth + 1)]),
	);
}
