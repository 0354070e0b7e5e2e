import { ODataError } from './errors';

/** A non-negative integer query option; undefined when absent. Throws an ODataError for anything else. */
export function countOption(query: URLSearchParams, name: '$top' | '$skip'): number | undefined {
	const text = singleOption(query, name);
	if (text === undefined) return undefined;
	const value = Number(text);
	if (!/^\d+$/.test(text) || value > 2 ** 31 - 1) {
		throw new ODataError(`Invalid value '${text}' for ${name} query option found.`);
	}
	return value;
}

/** The one value of an option; given twice it is refused. */
export function singleOption(query: URLSearchParams, name: string): string | undefined {
	const values = query.getAll(name);
	if (values.length > 1) throw new ODataError(`Query option '${name}' was specified more than once.`);
	return values[0];
}

/** Refuses `$` options that the API does not know; others are ignored, as both services do. */
export function refuseOtherOptions(query: URLSearchParams, allowed: readonly string[]): void {
	for (const name of query.keys()) {
		if (name.startsWith('$') && !allowed.includes(name)) {
			throw new ODataError(`The query option '${name}' is not supported.`);
		}
	}
}

/** `lastUpdateDateTime asc` -> property and direction, for properties that can be ordered. */
export function orderOption<Property extends string>(
	query: URLSearchParams,
	properties: readonly Property[],
): { property: Property; descending: boolean } | undefined {
	const text = singleOption(query, '$orderby');
	if (text === undefined) return undefined;
	const match = /^(\w+)(?:\s+(asc|desc))?$/.exec(text.trim());
	const property = properties.find((name) => name === match?.[1]);
	if (!property) throw new ODataError(`Invalid $orderby '${text}'.`);
	return { property, descending: match?.[2] === 'desc' };
}
