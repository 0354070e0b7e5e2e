import { DateTime } from 'luxon';

/** Milliseconds of a `retry-after` header, given in seconds or as an HTTP date (RFC 9110, 10.2.3); undefined if absent or unreadable. */
export function retryAfterMs(headers: Record<string, string>, nowMs: number): number | undefined {
	const value = headers['retry-after']?.trim();
	if (value === undefined || value === '') return undefined;
	if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
	const date = DateTime.fromHTTP(value);
	return date.isValid ? Math.max(0, date.toMillis() - nowMs) : undefined;
}
