import type { BacklogWindow } from './backlog';
import { bounded } from './backlog';
import { compact } from './compact';
import type { AlertEvent, Row } from './event';
import type { SeenAlert, SeenAlerts } from './seen';
import { beforeVersion, isUpTo } from './seen';
import { decodeSeen, encodeSeen } from './seenLines';
import { earlier, later, previousTick } from './timestamp';

/** What it takes to make the events of one hand-over due again. JSON; normalized timestamps. */
export interface Undo {
	/** The last-update times of the events lie between these, both included. */
	from: string;
	to: string;
	/** What to remember of each alert in place of what is remembered now; see `encodeSeen`. */
	seen: string[];
}

/** The part of a checkpoint that an undo touches. */
interface Place {
	horizon: string;
	backlog: BacklogWindow[];
	seen: string[];
}

/** What to remember of an alert to make this event due again, given what was remembered of it before. */
export function dueAgain({ type, row }: AlertEvent<Row>, known: SeenAlert | undefined): SeenAlert {
	// As close to the row as can be, or the next checkpoint would take it for older than what has to be remembered.
	const updatedAt = previousTick(row.updatedAt);
	if (known !== undefined)
		return compact({ ...known, updatedAt, passed: true, due: true, coarse: undefined, old: undefined });
	const isOldChange = type === 'updated' && row.snapshot.status === 'resolved';
	const snapshot = isOldChange ? { status: 'resolved' } : {};
	const told = type === 'created' ? { untold: true as const } : {};
	return { updatedAt, snapshot, brief: true, passed: true, due: true, ...told };
}

/** The undo of these events; undefined where there are none. `due`: what {@link dueAgain} gave of each alert. */
export function undoOf(events: Array<AlertEvent<Row>>, due: SeenAlerts): Undo | undefined {
	const [first, ...others] = events.map(({ row }) => row.updatedAt);
	if (first === undefined) return undefined;
	return { from: others.reduce(earlier, first), to: others.reduce(later, first), seen: encodeSeen(due) };
}

/**
 * The checkpoint in which exactly these events are due again, with the same event IDs and whatever was handed over since. Of
 * several hand-overs the newest is undone first. An alert that was handed over in a later version since is not due again, but
 * if it was created: then it comes as created, in the version that there is. (Where that is not remembered, it comes again.)
 */
export function undone<P extends Place>(place: P, undo: Undo): P {
	const seen = decodeSeen(place.seen) ?? new Map<string, never>();
	let { from, to } = undo;
	for (const [key, entry] of decodeSeen(undo.seen) ?? []) {
		const current = seen.get(key);
		const again = current === undefined ? entry : madeDue(current, entry);
		if (again === undefined) continue;
		seen.set(key, again);
		from = earlier(from, again.updatedAt);
		// A later version than that was handled and forgotten may be the one that there is now.
		to = later(to, current?.updatedAt ?? place.horizon);
	}
	const backlog = bounded([...place.backlog, { from, to, repeat: true }]);
	return { ...place, backlog, seen: encodeSeen(seen) };
}

/** What to remember now; undefined if a later version was handed over. */
function madeDue(current: SeenAlert, entry: SeenAlert): SeenAlert | undefined {
	const untold = entry.untold ?? current.untold;
	const again = { ...entry, ...(untold && { untold }) };
	if (isUpTo(current, entry.updatedAt)) return again;
	if (current.passed !== true && untold !== true) return undefined;
	return { ...again, updatedAt: beforeVersion(current) };
}
