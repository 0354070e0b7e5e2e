import type { Failure, FailureKind } from '../core/failure';

/** The service turned it away before it did anything (429), so that it may be sent again. */
export const isRefusedUndone = ({ kind }: Failure): boolean => kind === 'throttled';

/** After these nobody knows whether the service did what it was asked to. */
const IN_DOUBT: readonly FailureKind[] = ['network', 'outage', 'unexpectedAnswer'];

/** A connection that was never made carried nothing. */
const NOT_SENT: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * The failure of a write as it must be told: one that may have been done is not tried again, so a person has to look first.
 */
export function maybeDone(failure: Failure): Failure {
	if (!IN_DOUBT.includes(failure.kind)) return failure;
	if (NOT_SENT.includes(failure.code)) return { ...failure, remedy: NOTHING_DONE };
	return {
		...failure,
		cause: `${failure.cause} It is not known whether the change was made.`,
		remedy: 'It is not sent a second time. Look whether the change is there, then run it again if it is not.',
	};
}

const NOTHING_DONE =
	"Nothing was changed. Check this machine's network, proxy and trusted certificates, and the addresses in the credential, then run it again.";
