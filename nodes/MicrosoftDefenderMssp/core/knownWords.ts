import type { Failure } from './failure';
import { configurationFailure } from './failure';
import type { Result } from './result';
import { fail, succeed } from './result';

/** The values, if all of them are known; the failure names the field at fault. */
export function knownWords(
	values: string[],
	label: string,
	known: readonly string[],
): Result<string[], Failure> {
	const wrong = values.find((value) => !known.includes(value));
	return wrong === undefined
		? succeed(values)
		: fail(configurationFailure(`'${label}' has the unknown value '${wrong}'.`, `Use ${known.join(', ')}.`));
}
