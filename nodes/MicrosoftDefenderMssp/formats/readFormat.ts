import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { knownKey } from '../core/knownWords';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { FormatOptions } from './format';
import type { FormatName } from './index';
import { FORMATS } from './index';

/** The format that a user chose, and how. */
export interface ChosenFormat {
	name: FormatName;
	options: FormatOptions;
}

/** The format that a field names, with what collection `options` says about it; the failure names the field. */
export function readFormat(
	value: unknown,
	label: string,
	options: JsonObject,
): Result<ChosenFormat, Failure> {
	const chosen = readOptions(options);
	const name = knownKey(value, label, FORMATS);
	return name.ok ? succeed({ name: name.value, options: chosen }) : name;
}

/** Option 'Output Format' with those that go with it; undefined where none is wanted. */
export function readOutputFormat(options: JsonObject): Result<ChosenFormat | undefined, Failure> {
	const format = readFormat(options.outputFormat ?? 'none', 'Output Format', options);
	return options.outputFormat === undefined || options.outputFormat === 'none' ? succeed(undefined) : format;
}

const readOptions = ({ elasticIntegrationFields, splunkAddOnEvents }: JsonObject): FormatOptions => ({
	elasticIntegrationFields: elasticIntegrationFields === true,
	splunkAddOnEvents: splunkAddOnEvents === true,
});
