import type { Cloud, Service } from '../core/clouds';

/** Requests that one app may make in one tenant. */
export interface RequestLimits {
	perMinute: number;
	perHour?: number;
}

/** Counts requests, so that a backlog does not use up what the service allows one app in one tenant. */
export interface RequestQuota {
	/** Whether another request may be made now; if so it is counted. */
	take(key: string, limits: RequestLimits, nowMs: number): boolean;
	/** Milliseconds until another request may be made; 0 if it may now, and then it is counted. */
	wait(key: string, limits: RequestLimits, nowMs: number): number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Left to others that use the same app: actions, other workflows, other tools. */
const OUR_SHARE = 0.8;

/** A quota that counts in memory. */
export function createRequestQuota(): RequestQuota {
	const requests = new Map<string, number[]>();
	const wait = (key: string, { perMinute, perHour }: RequestLimits, nowMs: number): number => {
		const span = perHour === undefined ? MINUTE_MS : HOUR_MS;
		// Times ahead of now are of a clock that was set back since.
		const recent = (requests.get(key) ?? []).filter((at) => at > nowMs - span && at <= nowMs);
		requests.set(key, recent);
		const waits = [
			untilFree(recent, MINUTE_MS, perMinute, nowMs),
			perHour === undefined ? 0 : untilFree(recent, HOUR_MS, perHour, nowMs),
		];
		const longest = Math.max(...waits);
		if (longest === 0) recent.push(nowMs);
		return longest;
	};
	return { wait, take: (key, limits, nowMs) => wait(key, limits, nowMs) === 0 };
}

/** Until so many of the times, which rise, are older than the span that one more has a place. */
function untilFree(times: number[], spanMs: number, limit: number, nowMs: number): number {
	const inSpan = times.filter((at) => at > nowMs - spanMs);
	const mustLeave = inSpan[inSpan.length - Math.max(1, Math.floor(limit * OUR_SHARE))];
	return mustLeave === undefined ? 0 : mustLeave + spanMs - nowMs;
}

/** Under which requests are counted together; `alone` names a call with limits of its own. */
export const quotaKey = (
	{ cloud, clientId }: { cloud: Cloud; clientId: string },
	tenantId: string,
	service: Service,
	alone?: string,
): string =>
	JSON.stringify([cloud.loginUrl, clientId, tenantId, service, ...(alone === undefined ? [] : [alone])]);
