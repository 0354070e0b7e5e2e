import type { AlertInput, AlertPatch } from '../alerts/record';
import type { Fault, FaultApi, PermissionGrant } from '../types';

/** A body of the control API that cannot be used. */
export class AdminInputError extends Error {}

export type Json = Record<string, unknown>;

const faultApis: readonly string[] = [
	'authorize',
	'token',
	'metadata',
	'graph',
	'defender',
] satisfies FaultApi[];
const faultKinds = [
	'respond',
	'throttle',
	'delayMs',
	'hang',
	'truncateJson',
	'resetConnection',
	'entraError',
];

/** An alert as `addAlert` takes it; its properties are checked where they are used. */
export function parseAlert(body: unknown): AlertInput {
	return jsonObject(body);
}

/** A change as `updateAlert` takes it. */
export function parseAlertPatch(body: unknown): AlertPatch {
	return jsonObject(body);
}

/** A fault without `when`, which has no JSON form; `pathContains` stands in for it. */
export function parseFault(body: unknown): Fault {
	const fault = jsonObject(body);
	if (!faultApis.includes(String(fault.api)))
		throw new AdminInputError(`'api' must be one of ${faultApis.join(', ')}`);
	const kinds = faultKinds.filter((kind) => kind in fault);
	if (kinds.length !== 1) throw new AdminInputError(`a fault needs exactly one of ${faultKinds.join(', ')}`);
	if (fault.times !== undefined && !(Number.isInteger(fault.times) && Number(fault.times) > 0)) {
		throw new AdminInputError("'times' must be a whole number above 0");
	}
	// SAFETY: api, kind and count were checked above; the kind's own fields come from the tests' authors.
	return fault as unknown as Fault;
}

/** The app that a consent is about. */
export function parseClientId(body: unknown): string {
	const { clientId } = jsonObject(body);
	if (typeof clientId !== 'string') throw new AdminInputError("'clientId' is missing");
	return clientId;
}

/** The permissions of a consent. */
export function parseGrant(body: unknown): PermissionGrant {
	const { application, delegated } = jsonObject(body);
	return { application: names(application, 'application'), delegated: names(delegated, 'delegated') };
}

function names(value: unknown, property: string): string[] {
	if (value === undefined) return [];
	if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
	throw new AdminInputError(`'${property}' must be an array of permission names`);
}

/** The body as an object; throws when it is another JSON value. */
export function jsonObject(body: unknown): Json {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw new AdminInputError('the body must be a JSON object');
	}
	// SAFETY: checked just above.
	return body as Json;
}
