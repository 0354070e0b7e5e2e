import type { ApiFailure } from '../http/apiError';
import type { Json } from '../records/store';
import type { IndicatorInput } from './record';
import { indicatorActions, indicatorSeverities, indicatorTypes, isTime, refusedValue } from './record';

const texts = [
	'indicatorValue',
	'indicatorType',
	'action',
	'title',
	'description',
	'application',
	'severity',
	'expirationTime',
	'recommendedActions',
	'educateUrl',
] as const;
const required = ['indicatorValue', 'indicatorType', 'action', 'title', 'description'] as const;
const known: readonly string[] = [...texts, 'generateAlert', 'rbacGroupNames', 'rbacGroupIds', 'externalId'];

const enums: ReadonlyArray<[name: string, members: readonly string[]]> = [
	['indicatorType', indicatorTypes],
	['action', indicatorActions],
	['severity', indicatorSeverities],
];

/** What is wrong with the shape of a body, which Defender cannot even read; names are case-sensitive. */
export function unreadable(body: Json): ApiFailure | undefined {
	const bad = (message: string): ApiFailure => ({ status: 400, code: 'InvalidRequestBody', message });
	const unknown = Object.keys(body).find((name) => !known.includes(name));
	if (unknown !== undefined) return bad(`Unknown property '${unknown}'.`);
	const noText = texts.find((name) => !isNothing(body[name]) && typeof body[name] !== 'string');
	if (noText !== undefined) return bad(`'${noText}' is not a string.`);
	if (!isNothing(body.generateAlert) && typeof body.generateAlert !== 'boolean') {
		return bad("'generateAlert' is not a boolean.");
	}
	if (!isNothing(body.rbacGroupNames) && !isTextList(body.rbacGroupNames)) {
		return bad("'rbacGroupNames' is not a list of strings.");
	}
	return undefined;
}

/** What is wrong with the content of a readable body. */
export function refused(body: Json): ApiFailure | undefined {
	const bad = (code: string, message: string): ApiFailure => ({ status: 400, code, message });
	const missing = required.find((name) => isNothing(body[name]) || body[name] === '');
	if (missing !== undefined) return bad('MissingRequiredParameter', `'${missing}' is required.`);
	for (const [name, members] of enums) {
		if (!isNothing(body[name]) && !members.includes(String(body[name]))) {
			return bad('InvalidInput', `'${String(body[name])}' is not a valid ${name}.`);
		}
	}
	if (typeof body.expirationTime === 'string' && !isTime(body.expirationTime)) {
		return bad('InvalidInput', `'${body.expirationTime}' is not a valid expirationTime.`);
	}
	if (body.action === 'Audit' && body.generateAlert !== true) {
		return bad('InvalidInput', "generateAlert must be true for action 'Audit'.");
	}
	const { indicatorType, indicatorValue } = definedIndicator(body);
	const value = refusedValue(indicatorType ?? 'Url', indicatorValue ?? '');
	return value && { status: 400, ...value };
}

/** The properties that a checked body sets. */
export function definedIndicator(body: Json): IndicatorInput {
	const given = Object.entries(body).filter(([name, value]) => !isNothing(value) && name !== 'externalId');
	// SAFETY: `unreadable` and `refused` looked at every property.
	return Object.fromEntries(given);
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;

const isTextList = (value: unknown): boolean =>
	Array.isArray(value) && value.every((entry) => typeof entry === 'string');
