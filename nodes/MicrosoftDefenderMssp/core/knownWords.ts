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

/** The value, if it is a key of the table; the failure names the field at fault. */
export function knownKey<K extends string>(
	value: unknown,
	label: string,
	table: Readonly<Record<K, unknown>>,
): Result<K, Failure> {
	// SAFETY: the tables of this package are written out, so that they have the keys of their type and no others.
	return knownWord(value, label, Object.keys(table) as K[]);
}

/** What the table has under this word, whoever chose it: not what every object has by itself, such as `constructor`. */
export const entryOf = <T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined =>
	word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;

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
