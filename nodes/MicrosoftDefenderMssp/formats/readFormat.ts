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

/** The format that a field names, with the options that stand among `fields`; the failure names the field. */
export function readFormat(value: unknown, label: string, fields: JsonObject): Result<ChosenFormat, Failure> {
	const name = knownKey(value, label, FORMATS);
	return name.ok ? succeed({ name: name.value, options: readOptions(fields) }) : name;
}

/** Option 'Output Format' with those that go with it; undefined where none is wanted. */
export const readOutputFormat = (fields: JsonObject): Result<ChosenFormat | undefined, Failure> =>
	fields.outputFormat === undefined || fields.outputFormat === 'none'
		? succeed(undefined)
		: readFormat(fields.outputFormat, 'Output Format', fields);

const readOptions = ({ elasticIntegrationFields, splunkAddOnEvents }: JsonObject): FormatOptions => ({
	elasticIntegrationFields: elasticIntegrationFields === true,
	splunkAddOnEvents: splunkAddOnEvents === true,
});
