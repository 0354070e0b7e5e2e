import { EntraError } from './errors';

/** The one value of a field. Throws 900144 when it is missing or empty. */
export function requireField(form: URLSearchParams, name: string): string {
	const value = form.get(name);
	if (value) return value;
	throw new EntraError(900144, { text: `The request body must contain the following parameter: '${name}'.` });
}
