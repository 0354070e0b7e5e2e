import type { Failure } from '../core/failure';
import { knownKey } from '../core/knownWords';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { FormatName } from './index';
import { FORMATS } from './index';

/** The format that a field names; the failure names the field. */
export const readFormat = (value: unknown, label: string): Result<FormatName, Failure> =>
	knownKey(value, label, FORMATS);

/** Option 'Output Format'; undefined where none is wanted. */
export const readOutputFormat = (value: unknown = 'none'): Result<FormatName | undefined, Failure> =>
	value === 'none' ? succeed(undefined) : readFormat(value, 'Output Format');
