import { DateTime, Duration } from 'luxon';

import type { Failure } from './failure';
import { configurationFailure } from './failure';
import { text } from './json';
import type { Parameters } from './parameters';
import type { Result } from './result';
import { fail, succeed } from './result';

/** Reads 'Timespan' and 'Custom Timespan'; undefined where the query alone decides. */
export function readTimespan(parameters: Parameters): Result<string | undefined, Failure> {
	const chosen = text(parameters.get('timespan')) ?? 'query';
	if (chosen === 'query') return succeed(undefined);
	return chosen === 'custom'
		? checkTimespan(text(parameters.get('customTimespan')) ?? '', 'Custom Timespan')
		: checkTimespan(chosen, 'Timespan');
}

/**
 * The timespan, if it is one: a duration back from now, a time from which on, or two of them with a slash between, of which
 * one at most is a duration. Source: Graph "runHuntingQuery", timespan formats (ISO 8601).
 */
function checkTimespan(typed: string, label: string): Result<string, Failure> {
	const timespan = typed.trim();
	const parts = timespan.split('/');
	const isTimespan =
		parts.length <= 2 &&
		parts.filter(isDuration).length <= 1 &&
		parts.every((part) => isDuration(part) || isTime(part));
	return isTimespan ? succeed(timespan) : fail(noTimespan(label));
}

const isDuration = (part: string): boolean => part.startsWith('P') && Duration.fromISO(part).toMillis() > 0;

const isTime = (part: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(part) && DateTime.fromISO(part).isValid;

const noTimespan = (label: string): Failure =>
	configurationFailure(
		`'${label}' is no timespan.`,
		'Enter an ISO 8601 duration such as P7D or PT12H, or two times such as 2026-01-01T00:00:00Z/2026-01-08T00:00:00Z.',
	);
