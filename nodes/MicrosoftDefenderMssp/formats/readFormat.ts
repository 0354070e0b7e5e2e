import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { FormatName } from './index';
import { FORMATS, isFormatName } from './index';

/** The format that a field names; the failure names the field. */
export function readFormat(value: unknown, label: string): Result<FormatName, Failure> {
	const name = String(value);
	return isFormatName(name)
		? succeed(name)
		: fail(
				configurationFailure(
					`'${label}' has the unknown value '${name}'.`,
					`Choose one from the list, or give one of ${Object.keys(FORMATS).join(', ')}.`,
				),
			);
}

/** Option 'Output Format'; undefined where none is wanted. */
export const readOutputFormat = (value: unknown = 'none'): Result<FormatName | undefined, Failure> =>
	value === 'none' ? succeed(undefined) : readFormat(value, 'Output Format');
