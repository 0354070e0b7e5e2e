import type { Checkpoint } from '../core/checkpoint';
import { startAt } from '../core/checkpoint';
import type { JsonObject } from '../core/json';
import { isJsonObject } from '../core/json';

/** Whatever has checkpoints; of a hand-over they may be null. */
interface Part {
	checkpoints: Record<string, Checkpoint | null>;
}

/** What n8n is given to store of a part. A checkpoint at which nothing has come yet is its time alone. */
type StoredPart<P extends Part> = Omit<P, 'checkpoints'> & {
	checkpoints: Record<string, Checkpoint | string | null>;
};

/** The state as it is stored: short, because of a thousand customers most are quiet. */
export function storedState<S extends Part & { handOver?: Part }>(state: S): StoredPart<S> {
	const { handOver } = state;
	return { ...stored(state), ...(handOver && { handOver: stored(handOver) }) };
}

const stored = <P extends Part>(part: P): StoredPart<P> => ({
	...part,
	checkpoints: mapped(part.checkpoints, (checkpoint) =>
		checkpoint !== null && isQuiet(checkpoint) ? checkpoint.from : checkpoint,
	),
});

const isQuiet = ({ from, resume, backlog, floor, horizon, seen }: Checkpoint): boolean =>
	resume === undefined && backlog.length + seen.length === 0 && floor === from && horizon === from;

/** What was stored, with its checkpoints in full. What is not of its shape is left as it is, for the reader to refuse. */
export function restored(state: unknown): unknown {
	if (!isJsonObject(state)) return state;
	const { handOver } = state;
	return { ...inFull(state), ...(isJsonObject(handOver) && { handOver: inFull(handOver) }) };
}

function inFull(part: JsonObject): JsonObject {
	const { checkpoints } = part;
	if (!isJsonObject(checkpoints)) return part;
	const full = mapped(checkpoints, (entry) => (typeof entry === 'string' ? startAt(entry) : entry));
	return { ...part, checkpoints: full };
}

const mapped = <From, To>(entries: Record<string, From>, change: (entry: From) => To): Record<string, To> =>
	Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, change(entry)]));
