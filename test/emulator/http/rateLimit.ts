import type { TenantState } from '../world';

/**
 * Counts a call of an app at one tenant's API over sliding windows. Gives the seconds to wait when a window is full;
 * refused calls count too where the service says so (Graph does).
 */
export function secondsUntilAllowed(
	tenant: TenantState,
	call: { key: string; now: number; countsRefused: boolean },
	limits: ReadonlyArray<{ calls: number; windowSeconds: number }>,
): number {
	const longest = Math.max(...limits.map(({ windowSeconds }) => windowSeconds));
	const recent = tenant.recentCalls.get(call.key) ?? [];
	tenant.recentCalls.set(call.key, recent);
	recent.splice(0, countUntil(recent, call.now - longest * 1000));
	const waits = limits.map(({ calls, windowSeconds }) => {
		const inWindow = recent.length - countUntil(recent, call.now - windowSeconds * 1000);
		const mustLeave = recent[recent.length - calls];
		if (inWindow < calls || mustLeave === undefined) return 0;
		return Math.max(1, Math.ceil((mustLeave + windowSeconds * 1000 - call.now) / 1000));
	});
	const wait = Math.max(...waits);
	if (wait === 0 || call.countsRefused) recent.splice(countUntil(recent, call.now), 0, call.now);
	return wait;
}

/** How many of the times, which rise, are not after this one: a test may allow so many calls that a look at each is slow. */
function countUntil(times: readonly number[], last: number): number {
	let [low, high] = [0, times.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((times[middle] ?? Infinity) <= last) low = middle + 1;
		else high = middle;
	}
	return low;
}
