import { DateTime } from 'luxon';

/**
 * Microsoft's security timestamps carry 0 to 7 fraction digits (100 ns); a JavaScript date keeps three. Comparing or
 * storing them as dates loses the rest, and with it alerts that share a millisecond, so they stay strings here.
 * Source: Defender alert samples, `…17.7211305Z`, `….2Z`, `…Z`.
 */
const PATTERN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})?$/;
const NORMALIZED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z$/;
/** One whose day and hour every month has. */
const PLAIN = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{7}Z$/;

/** The timestamp in UTC with exactly 7 fraction digits, so that string order is time order; undefined if it is none. */
export function normalizeTimestamp(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	if (isNormalized(value)) return value;
	const match = PATTERN.exec(value);
	if (match === null) return undefined;
	const [, seconds = '', fraction = '', zone = 'Z'] = match;
	const digits = fraction.slice(0, 7).padEnd(7, '0');
	if (zone === 'Z' && isNormalized(`${seconds}.${digits}Z`)) return `${seconds}.${digits}Z`;
	const utc = DateTime.fromISO(`${seconds}${zone}`, { zone: 'utc' });
	// Outside four-digit years the order of strings is not the order of times.
	return utc.isValid && utc.year >= 0 && utc.year <= 9999
		? `${utc.toFormat("yyyy-MM-dd'T'HH:mm:ss")}.${digits}Z`
		: undefined;
}

/** The time, unless it is of the year 1, which is how .NET writes a time that is not set. */
export const serviceTime = (value: string | undefined): string | undefined =>
	value?.startsWith('0001-') === true ? undefined : value;

/** Luxon takes ten times as long, and a state may hold hundreds of thousands. */
function isNormalized(value: string): boolean {
	if (PLAIN.test(value)) return true;
	if (!NORMALIZED.test(value)) return false;
	const ms = timestampToMs(value);
	return !Number.isNaN(ms) && timestampFromMs(ms).slice(0, 23) === value.slice(0, 23);
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

/** The next moment that can be told apart from this one, 100 ns later. */
export function nextTick(timestamp: string): string {
	return fromTicks(toTicks(timestamp) + 1n);
}

/** The last moment before this one, 100 ns earlier. */
export function previousTick(timestamp: string): string {
	return fromTicks(toTicks(timestamp) - 1n);
}

/** The moment halfway between two; the earlier one when they are the same or neighbours. */
export function midpoint(a: string, b: string): string {
	const [from, to] = [toTicks(earlier(a, b)), toTicks(later(a, b))];
	return fromTicks(from + (to - from) / 2n);
}

/** How many nanoseconds lie between two normalized timestamps, which count in steps of 100; negative where the first is later. */
export const nanosecondsBetween = (from: string, to: string): bigint => (toTicks(to) - toTicks(from)) * 100n;

const TICKS_PER_MS = 10_000n;

function toTicks(timestamp: string): bigint {
	return BigInt(timestampToMs(timestamp)) * TICKS_PER_MS + BigInt(timestamp.slice(23, 27));
}

function fromTicks(ticks: bigint): string {
	const rest = ((ticks % TICKS_PER_MS) + TICKS_PER_MS) % TICKS_PER_MS;
	const whole = timestampFromMs(Number((ticks - rest) / TICKS_PER_MS));
	return `${whole.slice(0, 23)}${String(rest).padStart(4, '0')}Z`;
}

export const earlier = (a: string, b: string): string => (a < b ? a : b);
