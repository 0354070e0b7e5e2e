import type { DeliveryMemory, HandedOver } from '../../core/deliveryMemory';
import type { Failure } from '../../core/failure';
import type { Result } from '../../core/result';
import { succeed } from '../../core/result';
import type { Pending, TriggerState } from '../state';
import { readState } from '../state';
import { withoutHandOver } from './ledger';

/**
 * So long n8n may take to say that it could not start an execution. Its own longest wait is for a connection to SQLite, 60 s
 * for each of the two or three statements before the execution exists.
 */
export const LONGEST_ANSWER_MS = 5 * 60_000;
/** n8n stores a state within milliseconds; a poll that was given its state before that works on an older one. */
const STORING_MS = 15_000;

export interface RecallOptions {
	memory: DeliveryMemory;
	/** See `Host`. */
	atomic: boolean;
	/** Milliseconds, see `PollSetting.elapsed`. */
	now: number;
}

/**
 * The state to go on from, given what n8n kept. Undefined: a hand-over is being stored, so this poll has to pass.
 *
 * A hand-over counts as arrived when n8n said so, or has not said for longer than it ever takes that it could not start it.
 * One that failed, and one of a process that ended, is done again with the same event ids. What this process left behind last
 * is newer than a stored state that another node's older copy replaced.
 */
export function recallState(
	stored: unknown,
	{ memory, atomic, now }: RecallOptions,
): Result<TriggerState | undefined, Failure> {
	const kept = readState(stored);
	if (!kept.ok) return kept;
	const newer = newerState(memory, kept.value);
	if (newer === undefined) return succeed(settled(kept.value, memory, now));
	if (!atomic) return succeed(settled(newer, memory, now));
	const unstored = [...memory.handOvers]
		.filter(([sequence]) => sequence > kept.value.sequence)
		.map(([, handedOver]) => handedOver);
	if (unstored.some((handedOver) => isUnderWay(handedOver, now))) return succeed(undefined);
	// What n8n did not store together with its execution was not started either.
	const isLost = unstored.some(({ answer }) => answer !== 'arrived');
	return succeed(settled(isLost ? kept.value : newer, memory, now));
}

function newerState({ latest }: DeliveryMemory, { sequence }: TriggerState): TriggerState | undefined {
	const ours = latest === undefined ? undefined : readState(latest);
	return ours?.ok === true && ours.value.sequence > sequence ? ours.value : undefined;
}

const isUnderWay = ({ at, answer }: HandedOver, now: number): boolean =>
	answer !== 'failed' && now - at < (answer === undefined ? LONGEST_ANSWER_MS : STORING_MS);

/** Without the hand-overs of which it is known what became of them: those that failed are undone. */
function settled(state: TriggerState, memory: DeliveryMemory, now: number): TriggerState {
	const { pending = [], ...rest } = state;
	const fates = pending.map((entry) => ({ entry, fate: fateOf(entry, memory, now) }));
	const open = fates.flatMap(({ entry, fate }) => (fate === 'open' ? [entry] : []));
	// The latest first, because each says how things stood before it.
	const lost = fates.flatMap(({ entry, fate }) => (fate === 'lost' ? [entry] : [])).reverse();
	const undone = lost.reduce(withoutHandOver, rest);
	return open.length === 0 ? undone : { ...undone, pending: open };
}

function fateOf(
	{ process, sequence }: Pending,
	{ processId, handOvers }: DeliveryMemory,
	now: number,
): 'arrived' | 'lost' | 'open' {
	const handedOver = process === processId ? handOvers.get(sequence) : undefined;
	if (handedOver === undefined || handedOver.answer === 'failed') return 'lost';
	if (handedOver.answer === 'arrived') return 'arrived';
	return now - handedOver.at >= LONGEST_ANSWER_MS ? 'arrived' : 'open';
}
