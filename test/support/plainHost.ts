import type { DeliveryMemory } from '../../nodes/MicrosoftDefenderMssp/core/deliveryMemory';
import { createDeliveryMemory } from '../../nodes/MicrosoftDefenderMssp/core/deliveryMemory';
import type { ExecutionPer } from '../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { Execution } from '../../nodes/MicrosoftDefenderMssp/trigger/delivery/executions';
import type { ReadNew } from '../../nodes/MicrosoftDefenderMssp/trigger/delivery/room';
import { deliverPoll } from '../../nodes/MicrosoftDefenderMssp/trigger/delivery/room';

/** An n8n with which all goes well: what it is given is stored as JSON, and every execution is over at once. */
export interface PlainHost {
	/** JSON as stored; undefined before anything was. */
	stored: () => string | undefined;
	store: (state: object) => void;
	/** One poll; what it started. */
	poll: (
		readNew: ReadNew,
		options: { executionPer: ExecutionPer; now: () => number },
	) => Promise<Execution[]>;
}

export function createPlainHost(
	memory: DeliveryMemory = createDeliveryMemory('the only process'),
): PlainHost {
	let stored: string | undefined;
	const store = (state: object): void => {
		stored = JSON.stringify(state);
	};
	return {
		stored: () => stored,
		store,
		poll: async (readNew, { executionPer, now }) => {
			const executions: Execution[] = [];
			const host = {
				atomic: false,
				answers: true,
				stored: () => (stored === undefined ? undefined : (JSON.parse(stored) as unknown)),
				store,
				start: async (execution: Execution) => {
					executions.push(execution);
					return await Promise.resolve('arrived' as const);
				},
				commit: async () => {
					await Promise.resolve();
				},
			};
			const within = async <T>(promise: Promise<T>) => await promise;
			const setting = { executionPer, isAttended: false, isFirst: false, now, elapsed: now, within };
			await deliverPoll(host, memory, setting, readNew);
			return executions;
		},
	};
}
