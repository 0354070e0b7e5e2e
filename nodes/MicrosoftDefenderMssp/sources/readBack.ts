import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import type { Connection } from '../transport/connection';

/** Milliseconds before each look: what was written may take a moment to be shown. */
const WAITS_MS = [0, 1000, 3000];

/** Something that was read again after a change. */
export interface ReadBack<T> {
	/** As it was read last; absent where it could not be read. */
	found?: T;
	/** The change was seen to be there. */
	verified: boolean;
}

/** Reads until the change is seen, a few times at most. */
export async function readBack<T>(
	{ sleep }: Pick<Connection, 'sleep'>,
	read: () => Promise<Result<T, Failure>>,
	shows: (found: T) => boolean,
): Promise<ReadBack<T>> {
	let last: ReadBack<T> = { verified: false };
	for (const wait of WAITS_MS) {
		if (wait > 0) await sleep(wait);
		const outcome = await read();
		if (!outcome.ok) continue;
		last = { found: outcome.value, verified: shows(outcome.value) };
		if (last.verified) break;
	}
	return last;
}
