import type { AlertChange } from '../core/alertChange';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import type { Endpoint, EndpointValues } from '../transport/endpoint';
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
 * A refused call of no more alerts is made anew for each of them by itself: by then halving has taken seven calls of the ten
 * that Defender allows a minute, and for single alerts it allows a hundred.
 */
const FEW_ALERTS = 25;

/**
 * Makes changes through Defender for Endpoint, many alerts with one call. The calls become smaller where the service finds
 * them too large, or refuses one for an alert in it; that a refused call changed nothing is not documented, only plausible.
 * Any other failure is told to each alert of its call; one that every call would meet ends the sending.
 */
export function defenderUpdates(
	connection: Connection,
	tenantId: string,
): (batch: ChangeBatch) => Promise<BatchOutcomes> {
	let size = LARGEST_CALL;
	let stopped: Failure | undefined;
	const send = async (endpoint: Endpoint, values: EndpointValues): Promise<Result<undefined, Failure>> => {
		if (stopped !== undefined) return fail(stopped);
		const answer = await callEndpoint(endpoint, values, connection, tenantId);
		if (answer.ok) return succeed(undefined);
		if (hitsEveryAlert(answer.failure)) stopped = notSent(answer.failure);
		return answer;
	};
	return async ({ change, ids }) => {
		const outcomes: BatchOutcomes = new Map();
		const calls = inParts(ids, size);
		for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
			const body = { alertIds: call, ...defenderChange(change, 'updateMany') };
			const outcome = await send(defenderEndpoints.updateAlerts, { body });
			const half = Math.ceil(call.length / 2);
			if (outcome.ok || call.length === 1 || !isForItsAlerts(outcome.failure)) {
				const told = outcome.ok ? outcome : fail(toldTo(call.length, outcome.failure));
				for (const id of call) outcomes.set(id, told);
			} else if (isTooLarge(outcome.failure)) {
				size = half;
				calls.unshift(...inParts([call, ...calls.splice(0)].flat(), size));
			} else if (call.length > FEW_ALERTS) {
				calls.unshift(...inParts(call, half));
			} else {
				const one = defenderChange(change, 'updateOne');
				for (const id of call) {
					outcomes.set(id, await send(defenderEndpoints.updateAlert, { path: { id }, body: one }));
				}
			}
		}
		return outcomes;
	};
}

function inParts(ids: string[], size: number): string[][] {
	const count = Math.ceil(ids.length / size);
	return Array.from({ length: count }, (_, part) => ids.slice(part * size, (part + 1) * size));
}

const isTooLarge = ({ code }: Failure): boolean => code?.includes('MaximumBatchSizeExceeded') === true;

/** Other alerts may fare better. */
const isForItsAlerts = ({ kind }: Failure): boolean => kind === 'badRequest' || kind === 'notFound';

/** What is wrong lies in the sign-in, so that the next alert would meet it as well. */
export const hitsEveryAlert = (failure: Failure): boolean => !failure.transient && !isForItsAlerts(failure);

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
