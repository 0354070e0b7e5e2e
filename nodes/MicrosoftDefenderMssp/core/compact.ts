type Compact<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The object without the properties that are undefined, so that JSON output shows only what is known. */
export function compact<T extends object>(value: T): Compact<T> {
	return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Compact<T>;
}

/** The objects that have at least one property, each once by content, in order. */
export function distinct<T extends object>(values: T[]): T[] {
	const byContent = new Map(
		values
			.map((value) => compact(value) as T)
			.filter((value) => Object.keys(value).length > 0)
			.map((value) => [JSON.stringify(value), value]),
	);
	return [...byContent.values()];
}
