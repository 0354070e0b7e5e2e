import { isObject, type JsonObject } from '../../n8n/json';
import type { Call } from '../internet';

/** Throws what is wrong with a request, so that it is reported as such. */
export function must(condition: boolean, what: string): asserts condition {
	if (!condition) throw new Error(what);
}

/** Throws the first of the problems, if there are any. */
export function mustBeFine(problems: string[]): void {
	if (problems.length > 0) throw new Error(problems.join('; '));
}

/** The JSON object that was sent. */
export function jsonOf({ body }: Call): JsonObject {
	const parsed: unknown = JSON.parse(body);
	must(isObject(parsed), 'the body is no JSON object');
	return parsed;
}

/** Whether the request carries this user and password. */
export const hasBasicAuth = ({ headers }: Call, user: string, password: string): boolean =>
	headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
