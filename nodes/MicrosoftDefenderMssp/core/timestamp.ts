import { DateTime } from 'luxon';

/**
 * Microsoft's security timestamps carry 0 to 7 fraction digits (100 ns); a JavaScript date keeps three. Comparing or
 * storing them as dates loses the rest, and with it alerts that share a millisecond, so they stay strings here.
 * Source: Defender alert samples, `…17.7211305Z`, `….2Z`, `…Z`.
 */
const PATTERN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})?$/;

/** The timestamp in UTC with exactly 7 fraction digits, so that string order is time order; undefined if it is none. */
export function normalizeTimestamp(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const match = PATTERN.exec(value);
	if (match === null) return undefined;
	const [, seconds = '', fraction = '', zone = 'Z'] = match;
	const utc = DateTime.fromISO(`${seconds}${zone}`, { zone: 'utc' });
	// Outside four-digit years the order of strings is not the order of times.
	return utc.isValid && utc.year >= 0 && utc.year <= 9999
		? `${utc.toFormat("yyyy-MM-dd'T'HH:mm:ss")}.${fraction.slice(0, 7).padEnd(7, '0')}Z`
		: undefined;
}

/** A moment in milliseconds since 1970 as a normalized timestamp. */
export function timestampFromMs(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, -1)}0000Z`;
}

/** Milliseconds since 1970 of a normalized timestamp; what is finer than a millisecond is cut off. */
export function timestampToMs(timestamp: string): number {
	return Date.parse(`${timestamp.slice(0, 23)}Z`);
}

/** Moves a normalized timestamp by milliseconds and keeps its 100 ns digits. */
export function shiftTimestamp(timestamp: string, ms: number): string {
	const shifted = timestampFromMs(timestampToMs(timestamp) + ms);
	return `${shifted.slice(0, 23)}${timestamp.slice(23)}`;
}

export const later = (a: string, b: string): string => (a > b ? a : b);
