import type { Failure } from './failure';

export interface RetryPolicy {
	/** Requests at most, the first one included. */
	attempts: number;
	/** A wait longer than this (ms) is not waited for: the failure is returned instead. */
	longestWaitMs: number;
}

const FIRST_BACKOFF_MS = 500;

/**
 * Milliseconds to wait before the next attempt, or undefined to give up. `Retry-After` is never shortened: Graph counts
 * an early retry against the limit again (Graph "throttling").
 */
export function retryDelay(
	failure: Failure,
	attempt: number,
	{ attempts, longestWaitMs }: RetryPolicy,
): number | undefined {
	if (!failure.transient || attempt >= attempts) return undefined;
	const wait = failure.retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** (attempt - 1);
	return wait <= longestWaitMs ? wait : undefined;
}
