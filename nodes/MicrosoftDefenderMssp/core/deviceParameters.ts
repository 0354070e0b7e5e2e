import type { Failure } from './failure';
import { configurationFailure } from './failure';
import type { JsonObject } from './json';
import type { Parameters } from './parameters';
import { readWholeNumber } from './parameters';
import type { Result } from './result';
import { fail, succeed } from './result';
import { requiredText } from './textFields';

/** 40 digits in every answer seen; one sample of the reference has 32. */
const DEVICE_ID = /^[0-9a-f]{32,64}$/i;
const SHA1 = /^[0-9a-f]{40}$/i;
const MINUTE_MS = 60_000;

export const isDeviceId = (value: string): boolean => DEVICE_ID.test(value);

/** Field 'Device' of operations that change something, where a name could mean the wrong device. */
export function readDeviceId(parameters: Parameters): Result<string, Failure> {
	const given = readText(parameters, 'deviceId', 'Device', 'the ID of a device');
	if (!given.ok || isDeviceId(given.value)) return given.ok ? succeed(given.value.toLowerCase()) : given;
	return fail(
		configurationFailure(
			`'Device' is '${given.value.slice(0, 100)}', which is no device ID.`,
			"Enter the device's ID in Defender for Endpoint (40 hexadecimal digits). Operation 'Get' of resource 'Device' finds it by the device's name.",
		),
	);
}

/** Field 'Device Action ID'. */
export const readDeviceActionId = (parameters: Parameters): Result<string, Failure> =>
	readText(parameters, 'deviceActionId', 'Device Action ID', 'the ID of an action on a device');

/** Field 'SHA-1' of a file. */
export function readSha1(parameters: Parameters): Result<string, Failure> {
	const given = readText(parameters, 'sha1', 'SHA-1', 'the SHA-1 hash of the file');
	if (!given.ok || SHA1.test(given.value)) return given.ok ? succeed(given.value.toLowerCase()) : given;
	return fail(
		configurationFailure(
			"'SHA-1' is not a SHA-1 hash.",
			'Enter 40 hexadecimal digits; Defender takes no other hash here.',
		),
	);
}

/** A text that must be filled in; the failure names the field. */
export const readText = (
	parameters: Parameters,
	name: string,
	label: string,
	what: string,
): Result<string, Failure> =>
	requiredText(parameters.get(name), label, `Enter ${what}, or an expression that gives it.`);

/** Options 'Wait Until Done' and 'Max Wait (Minutes)': milliseconds to wait at most, undefined not to wait. */
export function readWait(options: JsonObject): Result<number | undefined, Failure> {
	const minutes = readWholeNumber(options.maxWaitMinutes ?? 10, 'Max Wait (Minutes)', [1, 60]);
	if (!minutes.ok) return minutes;
	return succeed(options.waitUntilDone === true ? minutes.value * MINUTE_MS : undefined);
}
