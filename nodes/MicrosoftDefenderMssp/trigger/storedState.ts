import type { Checkpoint } from '../core/checkpoint';
import { startAt } from '../core/begin';
import { compact } from '../core/compact';
import { isJsonObject } from '../core/json';

/** Whatever has checkpoints. */
interface Part {
	checkpoints: Record<string, Checkpoint>;
}

/** Without a floor that is the horizon and a backlog of which there is nothing, as is usual. */
type StoredCheckpoint = Omit<Checkpoint, 'floor' | 'backlog'> &
	Partial<Pick<Checkpoint, 'floor' | 'backlog'>>;

/** What n8n is given to store. A checkpoint at which nothing has come yet is its time alone. */
type StoredPart<P extends Part> = Omit<P, 'checkpoints'> & {
	checkpoints: Record<string, StoredCheckpoint | string>;
};

/** The state as it is stored: short, because of a thousand customers most are quiet. */
export function storedState<P extends Part>(part: P): StoredPart<P> {
	const checkpoints = mapped(part.checkpoints, (checkpoint) =>
		isQuiet(checkpoint) ? checkpoint.from : shortened(checkpoint),
	);
	// Without what is undefined, which n8n would not find again in what it stored, and take for a change.
	return compact({ ...part, checkpoints });
}

const shortened = ({ floor, backlog, ...rest }: Checkpoint): StoredCheckpoint => ({
	...rest,
	...(floor !== rest.horizon && { floor }),
	...(backlog.length > 0 && { backlog }),
});

const isQuiet = ({ from, resume, backlog, floor, horizon, short, seen }: Checkpoint): boolean =>
	[resume, short].every((part) => part === undefined) &&
	backlog.length + seen.length === 0 &&
	floor === from &&
	horizon === from;

/** What was stored, with its checkpoints in full. What is not of its shape is left as it is, for the reader to refuse. */
export function restored(state: unknown): unknown {
	if (!isJsonObject(state) || !isJsonObject(state.checkpoints)) return state;
	return { ...state, checkpoints: mapped(state.checkpoints, inFull) };
}

function inFull(entry: unknown): unknown {
	if (typeof entry === 'string') return startAt(entry);
	return isJsonObject(entry) ? { floor: entry.horizon, backlog: [], ...entry } : entry;
}

const mapped = <From, To>(entries: Record<string, From>, change: (entry: From) => To): Record<string, To> =>
	Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, change(entry)]));
