import type { HandOver, TriggerState } from './state';

/**
 * The state to store with a hand-over that touches these partitions, with what is needed to do it again should it turn out
 * to be lost.
 */
export function markHandOver(
	before: TriggerState,
	after: TriggerState,
	touched: string[],
	process: string,
): TriggerState {
	const checkpoints = Object.fromEntries(touched.map((key) => [key, before.checkpoints[key] ?? null]));
	const { health, warned, replayed } = before;
	return {
		...after,
		handOver: { process, checkpoints, health, warned, ...(replayed !== undefined && { replayed }) },
	};
}

/** The state without a hand-over that has arrived. */
export function confirmHandOver(state: TriggerState): TriggerState {
	return { ...state, handOver: undefined };
}

/** The state as if the hand-over that is not known to have arrived had not been: what it held is read and delivered again. */
export function undoHandOver(state: TriggerState): TriggerState {
	if (state.handOver === undefined) return state;
	const { checkpoints, health, warned, replayed }: HandOver = state.handOver;
	const restored = Object.entries({ ...state.checkpoints, ...checkpoints }).filter(
		([, value]) => value !== null,
	);
	return confirmHandOver({
		...state,
		// SAFETY: the entries that are null were left out.
		checkpoints: Object.fromEntries(restored) as TriggerState['checkpoints'],
		health,
		warned,
		replayed,
	});
}
