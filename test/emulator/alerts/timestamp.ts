/** 100-nanosecond steps from 0001-01-01 to 1970-01-01 (the zero of .NET ticks against the zero of Unix time). */
const ticksAtUnixEpoch = 621_355_968_000_000_000n;
const ticksPerMillisecond = 10_000n;
const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?(Z|[+-]\d\d:\d\d)$/;

/** Ticks (100 ns since 0001-01-01 UTC) of an OData DateTimeOffset; undefined when it is not one. */
export function parseTicks(text: string): bigint | undefined {
	const match = pattern.exec(text);
	if (!match) return undefined;
	const [, seconds, fraction = '', zone] = match;
	const milliseconds = Date.parse(`${seconds}${zone}`);
	if (Number.isNaN(milliseconds) || !isCalendarDay(text.slice(0, 10))) return undefined;
	return ticksFromMilliseconds(milliseconds) + BigInt(fraction.padEnd(7, '0'));
}

/** JavaScript rolls 30 February over into March; Microsoft refuses it. */
function isCalendarDay(day: string): boolean {
	// Every month has 28 days; most of the many times compared need no second look.
	return Number(day.slice(8)) <= 28 || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Ticks of a Unix time in milliseconds. */
export function ticksFromMilliseconds(milliseconds: number): bigint {
	return ticksAtUnixEpoch + BigInt(Math.floor(milliseconds)) * ticksPerMillisecond;
}

/** Unix time in milliseconds, rounded down. */
function millisecondsFromTicks(ticks: bigint): number {
	return Number((ticks - ticksAtUnixEpoch) / ticksPerMillisecond);
}

/** As Microsoft prints it: UTC, up to seven fraction digits, trailing zeros trimmed. */
export function formatTicks(ticks: bigint): string {
	const seconds = new Date(millisecondsFromTicks(ticks)).toISOString().slice(0, 19);
	const fraction = (ticks % 10_000_000n).toString().padStart(7, '0').replace(/0+$/, '');
	return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
