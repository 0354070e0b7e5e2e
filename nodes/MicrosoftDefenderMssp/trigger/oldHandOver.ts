import { isJsonObject } from '../core/json';

/**
 * A stored state without the hand-over that earlier builds kept in it, which is done again: it held the checkpoints, health and
 * warnings as they stood before, and this build always runs in another process.
 */
export function withoutOldHandOver(state: unknown): unknown {
	if (!isJsonObject(state) || !isJsonObject(state.handOver)) return state;
	const { handOver, ...rest } = state;
	const { checkpoints, health, warned, replayed } = handOver;
	if (!isJsonObject(rest.checkpoints) || !isJsonObject(checkpoints)) return state;
	const before = Object.entries({ ...rest.checkpoints, ...checkpoints }).filter(
		([, entry]) => entry !== null,
	);
	return { ...rest, checkpoints: Object.fromEntries(before), health, warned, replayed };
}
