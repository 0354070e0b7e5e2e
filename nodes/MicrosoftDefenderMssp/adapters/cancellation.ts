import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Send } from '../core/http';

/** How to send and wait so that nothing goes out any more once the execution was stopped. */
export interface Cancellation {
	guard: (send: Send) => Send;
	/** Milliseconds; ends within half a second when the execution is stopped. */
	sleep: (ms: number) => Promise<void>;
}

/** Looking is done in place of listening, because many waits at a time would be too many listeners on n8n's one signal. */
const LOOK_EVERY_MS = 500;

/**
 * When a person stops an execution, n8n marks it as stopped and lets the node run on: without this it would isolate the
 * devices of the items that are left. Undefined where nobody can stop the node. What is sent then throws n8n's reason.
 */
export function cancellationOf(
	context: object | Pick<IExecuteFunctions, 'getExecutionCancelSignal'>,
): Cancellation | undefined {
	const stopped = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	if (stopped === undefined) return undefined;
	return {
		guard: (send) => async (request) => {
			stopped.throwIfAborted();
			return await send(request);
		},
		sleep: async (ms) => {
			for (let left = ms; left > 0 && !stopped.aborted; left -= LOOK_EVERY_MS) {
				await sleep(Math.min(left, LOOK_EVERY_MS));
			}
		},
	};
}
