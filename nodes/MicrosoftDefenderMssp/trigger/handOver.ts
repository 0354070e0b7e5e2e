import type { Checkpoint } from '../core/checkpoint';
import { withHandled } from '../core/checkpoint';
import type { Execution, Move } from './executions';
import type { HandOver, TriggerState } from './state';

/** The state to store with `executions`, with what is needed to start them again should they turn out to be lost. */
export function markHandOver(
	before: TriggerState,
	after: TriggerState,
	executions: Execution[],
	process: string,
): TriggerState {
	const touched = executions.flatMap(({ moves }) => moves.map(({ key }) => key));
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

/**
 * The states to store with each of `executions`, where n8n stores both in one transaction: each moves what its own execution
 * holds, so that those that were not started are due again. One at a time, because a large state is copied for each.
 */
export function* stepwise(
	before: TriggerState,
	after: TriggerState,
	executions: Execution[],
): Generator<TriggerState> {
	const isTouched = new Set(executions.flatMap(({ moves }) => moves.map(({ key }) => key)));
	const untouched = Object.entries(after.checkpoints).filter(([key]) => !isTouched.has(key));
	const still = Object.entries(before.checkpoints).filter(([key]) => isTouched.has(key));
	let checkpoints: TriggerState['checkpoints'] = Object.fromEntries([...untouched, ...still]);
	const { health, warned, replayed } = before;
	for (const [index, { moves }] of executions.entries()) {
		const moved = moves.map(({ key, to }) => [key, reached(to, checkpoints[key])] as const);
		checkpoints = { ...checkpoints, ...Object.fromEntries(moved) };
		// What was told of the customers, and that all were replayed, is true with the last one.
		const yet = index === executions.length - 1 ? {} : { health, warned, replayed };
		yield { ...after, checkpoints, ...yet };
	}
}

const reached = (to: Move['to'], soFar: Checkpoint | undefined): Checkpoint =>
	'checkpoint' in to ? to.checkpoint : withHandled(soFar ?? to.from, [to.event]);
