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
	const recent = (tenant.recentCalls.get(call.key) ?? []).filter((time) => time > call.now - longest * 1000);
	const waits = limits.map(({ calls, windowSeconds }) => {
		const inWindow = recent.filter((time) => time > call.now - windowSeconds * 1000);
		const mustLeave = inWindow[inWindow.length - calls];
		if (inWindow.length < calls || mustLeave === undefined) return 0;
		return Math.max(1, Math.ceil((mustLeave + windowSeconds * 1000 - call.now) / 1000));
	});
	const wait = Math.max(...waits);
	if (wait === 0 || call.countsRefused) recent.push(call.now);
	tenant.recentCalls.set(call.key, recent);
	return wait;
}
