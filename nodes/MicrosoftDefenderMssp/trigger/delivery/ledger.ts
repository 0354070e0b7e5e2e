import type { Undo } from '../../core/undo';
import { undone } from '../../core/undo';
import type { HealthRecord } from '../health';
import type { Delivery } from '../poll';
import type { TriggerState } from '../state';

/** A hand-over that is not proven to have arrived, with what it takes to do it again. */
export interface Pending {
	/** The state's number since this hand-over. */
	sequence: number;
	/** The process that handed over. */
	process: string;
	/** By partition. */
	undo: Record<string, Undo>;
	/** What it told, as it stood before; null where nothing was known. */
	health: Record<string, HealthRecord | null>;
	warned: Record<string, number | null>;
}

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
