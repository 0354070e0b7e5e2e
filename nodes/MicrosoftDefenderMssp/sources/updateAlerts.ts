import type { AlertChange } from '../core/alertChange';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { defenderChange } from './defenderChange';
import { defenderEndpoints } from './endpoints/defender';

/** The alerts that one change is for, each of them once. */
export interface ChangeBatch {
	change: AlertChange;
	ids: string[];
}

/** What became of each alert of a batch, by its ID. */
export type BatchOutcomes = Map<string, Result<undefined, Failure>>;

/** Alerts of one call. How many Defender takes is not documented, only that it can say they are too many. */
const LARGEST_CALL = 100;

/**
 * Makes changes through Defender for Endpoint, many alerts with one call. The calls become smaller where the service finds
 * them too large. A failure is told to each alert of its call; one that every call would meet ends the sending.
 */
export function defenderUpdates(
	connection: Connection,
	tenantId: string,
): (batch: ChangeBatch) => Promise<BatchOutcomes> {
	let size = LARGEST_CALL;
	let stopped: Failure | undefined;
	return async ({ change, ids }) => {
		const outcomes: BatchOutcomes = new Map();
		const queue = [...ids];
		while (queue.length > 0) {
			const alertIds = queue.splice(0, size);
			const body = { alertIds, ...defenderChange(change, 'updateMany') };
			const answer =
				stopped === undefined
					? await callEndpoint(defenderEndpoints.updateAlerts, { body }, connection, tenantId)
					: fail(stopped);
			if (!answer.ok && isTooLarge(answer.failure) && alertIds.length > 1) {
				size = Math.ceil(alertIds.length / 2);
				queue.unshift(...alertIds);
				continue;
			}
			if (!answer.ok && hitsEveryAlert(answer.failure)) stopped ??= notSent(answer.failure);
			const outcome = answer.ok ? succeed(undefined) : fail(toldTo(alertIds.length, answer.failure));
			for (const id of alertIds) outcomes.set(id, outcome);
		}
		return outcomes;
	};
}

const isTooLarge = ({ code }: Failure): boolean => code?.includes('MaximumBatchSizeExceeded') === true;

/** What is wrong lies in the sign-in, so that the next alert would meet it as well. */
export const hitsEveryAlert = ({ kind, transient }: Failure): boolean =>
	!transient && !['badRequest', 'notFound'].includes(kind);

/** What the alerts are told that come after one with such a failure. */
export const notSent = (failure: Failure): Failure => ({
	...failure,
	cause: `Not sent, because an earlier alert was refused: ${failure.cause}`,
});

function toldTo(alerts: number, failure: Failure): Failure {
	return alerts === 1 || hitsEveryAlert(failure)
		? failure
		: { ...failure, cause: `${failure.cause} This was the answer for ${alerts} alerts sent together.` };
}
