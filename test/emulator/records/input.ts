import { randomInt } from 'node:crypto';

import { formatTicks, parseTicks, ticksFromMilliseconds } from '../alerts/timestamp';
import type { StoredRecord } from './store';

/** Ticks of a time that a test gave. Throws when it is not a DateTimeOffset, because Microsoft could not store it. */
export function inputTicks(time: string | undefined): bigint | undefined {
	if (time === undefined) return undefined;
	const ticks = parseTicks(time);
	if (ticks === undefined)
		throw new Error(`'${time}' is not a DateTimeOffset like 2026-01-05T08:47:17.7211305Z`);
	return ticks;
}

/** Ticks of the clock, somewhere within the millisecond. */
export function ticksNow(now: number): bigint {
	return ticksFromMilliseconds(now) + BigInt(randomInt(10_000));
}

/** The record with these times as Microsoft prints them. */
export function withNormalTimes<Property extends string, R extends Record<Property, string | null>>(
	record: R,
	properties: readonly Property[],
): R {
	const normal = { ...record };
	for (const property of properties) {
		const ticks = inputTicks(record[property] ?? undefined);
		if (ticks !== undefined) Object.assign(normal, { [property]: formatTicks(ticks) });
	}
	return normal;
}

/** The record after a change: `lastUpdateDateTime` moves to now unless the patch sets it, and the id stays. */
export function patchedRecord<
	Property extends string,
	R extends StoredRecord & Record<Property, string | null>,
>(
	record: R,
	patch: Partial<Omit<R, 'id'>>,
	{ now, timeProperties }: { now: number; timeProperties: readonly Property[] },
): R {
	const lastUpdateDateTime = formatTicks(ticksNow(now));
	const changed = { ...record, lastUpdateDateTime, ...definedOnly(patch), id: record.id };
	return withNormalTimes(changed, timeProperties);
}

/** The input without its undefined properties, which must not hide a default. */
export function definedOnly<T extends object>(input: T): Partial<T> {
	const defined: Partial<T> = {};
	for (const key in input) if (input[key] !== undefined) defined[key] = input[key];
	return defined;
}
