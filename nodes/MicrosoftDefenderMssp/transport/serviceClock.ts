import type { Send } from '../core/http';

/** What is known of Microsoft's clock. */
export interface ServiceClock {
	/** Milliseconds that it is ahead of ours; undefined before the first answer. */
	aheadMs?: number;
}

/** A `send` that reads Microsoft's time off every answer (`Date` header), whole seconds of it. */
export function watchClock(send: Send, clock: ServiceClock, now: () => number): Send {
	return async (request) => {
		const answer = await send(request);
		const date = answer.ok ? Date.parse(answer.value.headers.date ?? '') : NaN;
		if (!Number.isNaN(date)) clock.aheadMs = date - now();
		return answer;
	};
}

const TIMEOUT_MS = 5_000;

/** Asks for Entra's public metadata if nothing was answered yet. Resolves to whether Microsoft's clock is known. */
export async function measureClock(send: Send, clock: ServiceClock, loginUrl: string): Promise<boolean> {
	if (isKnown(clock)) return true;
	const url = `${loginUrl}/common/v2.0/.well-known/openid-configuration`;
	await send({ method: 'GET', url, timeoutMs: TIMEOUT_MS });
	return isKnown(clock);
}

const isKnown = ({ aheadMs }: ServiceClock): boolean => aheadMs !== undefined;
