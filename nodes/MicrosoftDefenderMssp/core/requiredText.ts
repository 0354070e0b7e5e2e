import type { Failure } from './failure';
import { emptyField, noText } from './failure';
import { text } from './json';
import type { Result } from './result';
import { fail, succeed } from './result';

/** What was given for a field that must be filled in, without the space around it; the failure names the field. */
export function requiredText(value: unknown, label: string, remedy: string): Result<string, Failure> {
	const typed = text(value)?.trim() ?? '';
	if (typed !== '') return succeed(typed);
	return fail(isNothing(value) ? emptyField(label, remedy) : noText(label, remedy));
}

const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || typeof value === 'string';
