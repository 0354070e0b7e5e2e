import type { Checkpoint } from './checkpoint';
import { decodeSeen, encodeSeen } from './seenLines';
import { earlier } from './timestamp';

/** The checkpoint with everything due again that was created or changed since `from`; what is still unread stays due. */
export function replayedFrom(before: Checkpoint, from: string): Checkpoint {
	const seen = decodeSeen(before.seen) ?? new Map<string, never>();
	const older = [...seen].filter(([, { updatedAt, old }]) => updatedAt < from && old !== true);
	return {
		...before,
		from: earlier(before.from, from),
		...(before.resume !== undefined && { resume: earlier(before.resume, from) }),
		floor: earlier(before.floor, from),
		horizon: earlier(before.horizon, from),
		seen: encodeSeen(new Map(older)),
	};
}

/** The checkpoint of a tenant that is read for the first time: what was last updated before `from` is not due. */
export function startAt(from: string): Checkpoint {
	return { from, backlog: [], floor: from, horizon: from, seen: [] };
}

/**
 * The checkpoint of a tenant that is read again after a long time: what was last updated before `from` is not due any more,
 * and nothing that was handed over before is due again.
 */
export function beginAgainAt(before: Checkpoint, from: string): Checkpoint {
	if (from <= before.from) return before;
	return { ...startAt(from), seen: before.seen };
}
