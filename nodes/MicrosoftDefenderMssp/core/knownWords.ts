import type { Failure } from './failure';
import { configurationFailure } from './failure';
import type { Result } from './result';
import { fail, succeed } from './result';

/** The value, if it is a known one; the failure names the field at fault. */
export function knownWord<T extends string>(
	value: unknown,
	label: string,
	known: readonly T[],
): Result<T, Failure> {
	const found = known.find((word) => word === value);
	return found === undefined
		? fail(
				configurationFailure(
					`'${label}' has the unknown value '${String(value)}'.`,
					`Use ${known.join(', ')}.`,
				),
			)
		: succeed(found);
}

/** The values, if all of them are known; the failure names the field at fault. */
export function knownWords<T extends string>(
	values: string[],
	label: string,
	known: readonly T[],
): Result<T[], Failure> {
	const found: T[] = [];
	for (const value of values) {
		const word = knownWord(value, label, known);
		if (!word.ok) return word;
		found.push(word.value);
	}
	return succeed(found);
}
