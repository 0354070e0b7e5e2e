/** Counts requests, so that a backlog does not use up what the service allows one app in one tenant. */
export interface RequestQuota {
	/** Whether another request may be made now; if so it is counted. */
	take(key: string, limits: { perMinute: number; perHour?: number }, nowMs: number): boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Left to others that use the same app: actions, other workflows, other tools. */
const OUR_SHARE = 0.8;

/** A quota that counts in memory. */
export function createRequestQuota(): RequestQuota {
	const requests = new Map<string, number[]>();
	return {
		take(key, { perMinute, perHour }, nowMs) {
			const span = perHour === undefined ? MINUTE_MS : HOUR_MS;
			// Times ahead of now are of a clock that was set back since.
			const recent = (requests.get(key) ?? []).filter((at) => at > nowMs - span && at <= nowMs);
			requests.set(key, recent);
			const lastMinute = recent.filter((at) => at > nowMs - MINUTE_MS).length;
			const hourIsFull = perHour !== undefined && recent.length >= perHour * OUR_SHARE;
			if (hourIsFull || lastMinute >= perMinute * OUR_SHARE) return false;
			recent.push(nowMs);
			return true;
		},
	};
}
