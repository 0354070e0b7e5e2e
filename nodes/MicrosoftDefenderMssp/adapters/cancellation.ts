import type { IExecuteFunctions } from 'n8n-workflow';

import type { Send } from '../core/http';
import { timer } from './timer';

/** How to send and wait so that nothing goes out any more once the execution was stopped. */
export interface Cancellation {
	guard: (send: Send) => Send;
	/** Milliseconds; ends early when the execution is stopped. */
	sleep: (ms: number) => Promise<void>;
}

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
			await timer(ms, stopped);
		},
	};
}
