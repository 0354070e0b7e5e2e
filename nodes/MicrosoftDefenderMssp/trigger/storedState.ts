import type { Checkpoint } from '../core/checkpoint';
import { startAt } from '../core/begin';
import { compact } from '../core/compact';
import { isJsonObject } from '../core/json';

/** Whatever has checkpoints. */
interface Part {
	checkpoints: Record<string, Checkpoint>;
}

/** What n8n is given to store. A checkpoint at which nothing has come yet is its time alone. */
type StoredPart<P extends Part> = Omit<P, 'checkpoints'> & {
	checkpoints: Record<string, Checkpoint | string>;
};

/** The state as it is stored: short, because of a thousand customers most are quiet. */
export function storedState<P extends Part>(part: P): StoredPart<P> {
	const checkpoints = mapped(part.checkpoints, (checkpoint) =>
		isQuiet(checkpoint) ? checkpoint.from : checkpoint,
	);
	// Without what is undefined, which n8n would not find again in what it stored, and take for a change.
	return compact({ ...part, checkpoints });
}

const isQuiet = ({ from, resume, backlog, floor, horizon, short, seen }: Checkpoint): boolean =>
	[resume, short].every((part) => part === undefined) &&
	backlog.length + seen.length === 0 &&
	floor === from &&
	horizon === from;

/** What was stored, with its checkpoints in full. What is not of its shape is left as it is, for the reader to refuse. */
export function restored(state: unknown): unknown {
	if (!isJsonObject(state) || !isJsonObject(state.checkpoints)) return state;
	const full = mapped(state.checkpoints, (entry) => (typeof entry === 'string' ? startAt(entry) : entry));
	return { ...state, checkpoints: full };
}

const mapped = <From, To>(entries: Record<string, From>, change: (entry: From) => To): Record<string, To> =>
	Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, change(entry)]));
