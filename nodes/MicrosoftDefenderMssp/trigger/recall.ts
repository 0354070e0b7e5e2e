import type { Failure } from '../core/failure';
import { isJsonObject } from '../core/json';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import { confirmHandOver, undoHandOver } from './handOver';
import type { TriggerState } from './state';
import { readState } from './state';

/** n8n stores a state within milliseconds; after this one that did not arrive will not. */
const STORING_MS = 15_000;

/** What this process remembers of the trigger's last hand-over. */
export interface Remembered {
	saved: unknown;
	at: number;
	failed: boolean;
}

export interface RecallOptions {
	remembered?: Remembered;
	processId: string;
	/** n8n stores state and execution in one transaction. */
	durable: boolean;
	now: number;
}

/**
 * The state to go on from, given what n8n kept. Undefined: a hand-over is just being stored, so this poll has to pass.
 *
 * Without durable cursors n8n stores state and execution apart, so a hand-over is trusted only when the process that made
 * it goes on to poll and n8n did not say that it failed. One of a process that ended is done again, with the same event
 * ids. What this process handed over last is newer than a stored state that another node's older copy replaced.
 */
export function recallState(
	stored: unknown,
	{ remembered, processId, durable, now }: RecallOptions,
): Result<TriggerState | undefined, Failure> {
	const kept = readState(stored);
	if (!kept.ok) return kept;
	const newer = newerState(remembered, kept.value, durable);
	if (durable) {
		const isUnderWay = newer !== undefined && remembered !== undefined && now - remembered.at < STORING_MS;
		return succeed(isUnderWay && now >= remembered.at ? undefined : settled(kept.value, processId, false));
	}
	return succeed(settled(newer ?? kept.value, processId, remembered?.failed === true));
}

/** Also of the same number if its hand-over failed, because what is stored may say by mistake that it arrived. */
function newerState(
	remembered: Remembered | undefined,
	{ sequence }: TriggerState,
	durable: boolean,
): TriggerState | undefined {
	const ours = isJsonObject(remembered?.saved) ? remembered.saved : {};
	const least = remembered?.failed === true && !durable ? sequence : sequence + 1;
	if (typeof ours.sequence !== 'number' || ours.sequence < least) return undefined;
	const state = readState(ours);
	return state.ok ? state.value : undefined;
}

function settled(state: TriggerState, processId: string, failed: boolean): TriggerState {
	if (state.handOver === undefined) return state;
	const arrived = state.handOver.process === processId && !failed;
	return arrived ? confirmHandOver(state) : undoHandOver(state);
}
