import { DateTime } from 'luxon';

import type { Failure } from './failure';
import { configurationFailure } from './failure';
import type { JsonObject } from './json';
import { isJsonObject, text, texts } from './json';
import type { Result } from './result';
import { fail, succeed } from './result';
import { timestampFromMs } from './timestamp';

/** The node's parameters for one item (or one poll), expressions resolved. */
export interface Parameters {
	get(name: string): unknown;
	/** IANA zone of the workflow, for dates typed without one. */
	timezone: string;
	/** The input item, where there is one. */
	input?: JsonObject;
}

/** What a field with a picker stands for: the value chosen or typed, whatever the way. */
export const locatorValue = (value: unknown): unknown =>
	isJsonObject(value) && value.__rl === true ? value.value : value;

/** A collection parameter; one that was never opened counts as empty. */
export function collection(parameters: Parameters, name: string): JsonObject {
	const value = parameters.get(name);
	return isJsonObject(value) ? value : {};
}

/** Words typed with commas between them, or given as an array. */
export function words(value: unknown): string[] {
	const typed = text(value);
	if (typed === undefined) return texts(value);
	return typed
		.split(',')
		.map((word) => word.trim())
		.filter((word) => word !== '');
}

/** A date parameter as a normalized timestamp; undefined when it is empty. */
export function readDate(
	value: unknown,
	label: string,
	timezone: string,
): Result<string | undefined, Failure> {
	if (value === undefined || value === null || value === '') return succeed(undefined);
	const date = toDateTime(value, timezone);
	if (date?.isValid === true) return succeed(timestampFromMs(date.toMillis()));
	return fail(configurationFailure(`'${label}' is not a date.`, 'Enter it like 2026-01-31T08:00:00Z.'));
}

function toDateTime(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value);
	return typeof value === 'string' ? DateTime.fromISO(value.trim(), { zone }) : undefined;
}

/** A whole number within bounds (inclusive); the failure names the parameter. */
export function readWholeNumber(
	value: unknown,
	label: string,
	[least, most]: [number, number],
): Result<number, Failure> {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	const whole = typeof number === 'number' && Number.isInteger(number);
	if (whole && number >= least && number <= most) return succeed(number);
	return fail(
		configurationFailure(
			`'${label}' is not a whole number from ${least} to ${most}.`,
			`Enter a whole number from ${least} to ${most}.`,
		),
	);
}

/** 'Limit', or no limit with 'Return All'. */
export function readLimit(parameters: Parameters): Result<number, Failure> {
	if (parameters.get('returnAll') === true) return succeed(Infinity);
	return readWholeNumber(parameters.get('limit'), 'Limit', [1, 1_000_000]);
}
