import type { Failure } from '../core/failure';

/** How the remedies of passing failures begin, because the trigger tries again by itself. */
const TRIED_AGAIN =
	/^(?:No action needed: )?(?:it is tried again(?: and loses nothing)?|reading starts anew[^.]*)\.?/i;

/** The failure as the action node tells it: here nobody tries again but whoever reads it. */
export function forPeople(failure: Failure): Failure {
	const { transient, remedy, retryAfterMs } = failure;
	if (!transient || !TRIED_AGAIN.test(remedy)) return failure;
	const when = retryAfterMs === undefined ? 'later' : `after ${Math.ceil(retryAfterMs / 1000)} seconds`;
	return { ...failure, remedy: remedy.replace(TRIED_AGAIN, `Run it again ${when}.`) };
}
