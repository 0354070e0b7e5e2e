import { DateTime } from 'luxon';

/** No service means more: a gateway that names the year 9999 must not end a customer's reading for good. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * Milliseconds of a `retry-after` header, given in seconds or as an HTTP date (RFC 9110, 10.2.3), a day at most; undefined if
 * absent or unreadable. `nowMs` is by the clock that such a date is of: the service's.
 */
export function retryAfterMs(headers: Record<string, string>, nowMs: number): number | undefined {
	const value = headers['retry-after']?.trim();
	if (value === undefined || value === '') return undefined;
	if (/^\d+(\.\d+)?$/.test(value)) return Math.min(LONGEST_MS, Math.ceil(Number(value) * 1000));
	const date = DateTime.fromHTTP(value);
	return date.isValid ? Math.min(LONGEST_MS, Math.max(0, date.toMillis() - nowMs)) : undefined;
}
