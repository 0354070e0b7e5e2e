type Compact<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/**
 * The object without the properties that are undefined, so that JSON output shows only what is known. A loop, because it runs
 * for every entity of every alert, and going through entries takes six times as long.
 */
export function compact<T extends object>(value: T): Compact<T> {
	// An assignment to this one name would set something else than a property.
	if (Object.hasOwn(value, '__proto__')) return withoutUndefined(value);
	const known: Partial<T> = {};
	for (const name of Object.keys(value) as Array<keyof T>) {
		if (value[name] !== undefined) known[name] = value[name];
	}
	return known as Compact<T>;
}

const withoutUndefined = <T extends object>(value: T): Compact<T> =>
	Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Compact<T>;

/** The objects that have at least one property, each once by content, in order. */
export function distinct<T extends object>(values: T[]): T[] {
	if (values.length === 0) return [];
	const known = values.map((value) => compact(value) as T).filter((value) => Object.keys(value).length > 0);
	// A copy, because V8 keeps room for sixteen more in a list that it filtered.
	if (known.length < 2) return known.slice();
	if (known.length > FEW) return [...new Map(known.map((value) => [JSON.stringify(value), value])).values()];
	return known.filter((value, index) => known.findIndex((other) => isSame(other, value)) === index).slice();
}

/** So many are compared with each other: most alerts have two or three of a kind, and writing them as JSON takes three times as long. */
const FEW = 10;

/** Whether both are the same as JSON. */
function isSame<T extends object>(a: T, b: T): boolean {
	if (a === b) return true;
	const names = Object.keys(a) as Array<keyof T>;
	return names.length === Object.keys(b).length && names.every((name) => isSameValue(a[name], b[name]));
}

const isSameValue = (a: unknown, b: unknown): boolean =>
	a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
