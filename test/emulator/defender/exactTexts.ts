import type { ApiFailure } from '../http/apiError';
import { jsonObjectBody } from '../http/jsonBody';
import type { Call } from '../http/listen';

/** What a key of a body must be. */
export type Rule = 'text' | 'sha1' | readonly string[];

/** The texts of a body with exactly these keys, in this letter case and none empty, or what the API of devices answers to any other. */
export function exactTexts<Name extends string>(
	call: Call,
	rules: Readonly<Record<Name, Rule>>,
): Record<Name, string> | ApiFailure {
	const body = jsonObjectBody(call);
	const names = Object.keys(rules) as Name[];
	if (!body || Object.keys(body).some((name) => !names.includes(name as Name))) {
		return badRequest('InvalidRequestBody', 'Request body is incorrect');
	}
	for (const name of names) {
		const failure = problemOf(name, body[name], rules[name]);
		if (failure) return failure;
	}
	// SAFETY: every name was found to have a text.
	return body as Record<Name, string>;
}

export const isFailure = (body: object): body is ApiFailure => 'status' in body && 'code' in body;

function problemOf(name: string, value: unknown, rule: Rule): ApiFailure | undefined {
	if (value === undefined || value === null || value === '') {
		return badRequest('MissingRequiredParameter', `Parameter ${name} is missing.`);
	}
	if (typeof value !== 'string') return badRequest('InvalidRequestBody', 'Request body is incorrect');
	if (rule === 'sha1' && !/^[0-9a-f]{40}$/i.test(value)) {
		return badRequest('InvalidHashValue', `Hash value ${value} is invalid.`);
	}
	if (typeof rule !== 'string' && !rule.includes(value)) {
		return badRequest('InvalidInput', `Invalid input ${name}.`);
	}
	return undefined;
}

/** A refusal of what was sent. */
export const badRequest = (code: string, message: string): ApiFailure => ({ status: 400, code, message });
