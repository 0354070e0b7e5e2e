import type { Send } from '../core/http';

/** What is known of Microsoft's clock. */
export interface ServiceClock {
	/** Milliseconds that it is ahead of ours; undefined before the first answer. */
	aheadMs?: number;
}

/** What is known of the clocks of clouds, by their login address. */
export type ServiceClocks = Map<string, ServiceClock>;

/** The clock of the cloud with this login address, one that nothing is known of at first. */
export function clockOf(clocks: ServiceClocks, loginUrl: string): ServiceClock {
	const clock = clocks.get(loginUrl) ?? {};
	clocks.set(loginUrl, clock);
	return clock;
}

/** The time by this clock, as far as it is known, else by ours; milliseconds since 1970. */
export const timeBy =
	(clock: ServiceClock, now: () => number): (() => number) =>
	() =>
		now() + (clock.aheadMs ?? 0);

/** A `send` that reads Microsoft's time off every answer (`Date` header), whole seconds of it. */
export function watchClock(send: Send, clock: ServiceClock, now: () => number): Send {
	return async (request) => {
		const answer = await send(request);
		const date = dateOf(answer);
		if (!Number.isNaN(date)) clock.aheadMs = date - now();
		return answer;
	};
}

const TIMEOUT_MS = 5_000;

/**
 * Has Microsoft's clock read anew by a `send` that watches it, off Entra's public metadata: ours may have jumped since the last
 * answer. Resolves to whether the answer told the time.
 */
export async function measureClock(send: Send, loginUrl: string): Promise<boolean> {
	const url = `${loginUrl}/common/v2.0/.well-known/openid-configuration`;
	return !Number.isNaN(dateOf(await send({ method: 'GET', url, timeoutMs: TIMEOUT_MS })));
}

const dateOf = (answer: Awaited<ReturnType<Send>>): number =>
	answer.ok ? Date.parse(answer.value.headers.date ?? '') : NaN;
