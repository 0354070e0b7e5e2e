import { undone } from '../../core/undo';
import type { Delivery } from '../deliver';
import type { Pending, TriggerState } from '../state';

/** The entry for a hand-over after which the state is `after`. */
export function pendingOf(
	before: TriggerState,
	after: TriggerState,
	deliveries: Delivery[],
	{ sequence, process }: Pick<Pending, 'sequence' | 'process'>,
): Pending {
	return {
		sequence,
		process,
		undo: Object.fromEntries(deliveries.map(({ key, undo }) => [key, undo])),
		health: changed(before.health, after.health),
		warned: changed(before.warned, after.warned),
	};
}

/** The entries that differ, as they were. */
function changed<T>(before: Record<string, T>, after: Record<string, T>): Record<string, T | null> {
	const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	const differing = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
	return Object.fromEntries(differing.map((key) => [key, before[key] ?? null]));
}

/** The state in which what this hand-over held is due again, whatever was handed over since. */
export function withoutHandOver(state: TriggerState, { undo, health, warned }: Pending): TriggerState {
	const checkpoints = Object.entries(state.checkpoints).map(([key, checkpoint]) => {
		const step = undo[key];
		return [key, step === undefined ? checkpoint : undone(checkpoint, step)] as const;
	});
	return {
		...state,
		checkpoints: Object.fromEntries(checkpoints),
		health: restored(state.health, health),
		warned: restored(state.warned, warned),
	};
}

function restored<T>(now: Record<string, T>, before: Record<string, T | null>): Record<string, T> {
	const entries = Object.entries({ ...now, ...before });
	return Object.fromEntries(
		entries.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
	);
}
