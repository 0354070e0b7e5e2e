import { wellFormed } from './wellFormed';

/** A string as an OData literal: in single quotes, quotes inside doubled (OData 4.01, 5.1.1.6.1). */
export const odataString = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** `field op a or field op b`, in parentheses when there are several; undefined without values. */
export function anyOf(field: string, values: string[]): string | undefined {
	const terms = values.map((value) => `${field} eq ${odataString(value)}`);
	return terms.length > 1 ? `(${terms.join(' or ')})` : terms[0];
}

/** Joins the clauses that are there with `and`; undefined if none is. */
export function allOf(clauses: Array<string | undefined>): string | undefined {
	const present = clauses.filter((clause) => clause !== undefined);
	return present.length === 0 ? undefined : present.join(' and ');
}

/** Appends OData options to a path or URL, each value percent-encoded; undefined values are left out. */
export function withQuery(path: string, options: Record<string, string | undefined>): string {
	const pairs = Object.entries(options)
		.filter((pair): pair is [string, string] => pair[1] !== undefined)
		.map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`);
	return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** A value as one segment of a path. Dots alone would climb out of the folder even percent-encoded (WHATWG URL), so they are encoded twice. */
export const pathSegment = (value: string): string =>
	/^\.{1,2}$/.test(value) ? '%252E' : encodeURIComponent(wellFormed(value));
