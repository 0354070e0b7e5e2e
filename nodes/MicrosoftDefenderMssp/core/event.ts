import type { SeenAlert } from './seen';
import type { Changes, Snapshot } from './snapshot';
import { changesBetween } from './snapshot';

export const EVENT_TYPES = ['created', 'updated', 'resolved'] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** An alert or incident as the checkpoint sees it. Normalized timestamps. */
export interface Row {
	id: string;
	createdAt: string;
	/** When it was last updated, as the service has it and finds it by: its version. It may be a little before its creation. */
	updatedAt: string;
	resolvedAt?: string;
	snapshot: Snapshot;
}

/** Something that happened to an alert or incident since it was last read. */
export interface AlertEvent<R extends Row> {
	type: EventType;
	row: R;
	/** Absent where the version before is not remembered. */
	changes?: Changes;
	/** What to remember of the row. */
	snapshot: Snapshot;
}

/**
 * What happened to this row, given what is remembered of it; undefined if this version was handled before.
 *
 * Whether an unknown alert is new is told by its creation time. An old one counts as resolved now if it was resolved since
 * the horizon, because the version that was handled then is older than that.
 */
export function eventOf<R extends Row>(
	row: R,
	known: SeenAlert | undefined,
	{ floor, horizon }: { floor: string; horizon: string },
): AlertEvent<R> | undefined {
	if (known === undefined) {
		const type = row.createdAt >= floor ? 'created' : isResolved(row, horizon) ? 'resolved' : 'updated';
		return { type, row, snapshot: row.snapshot };
	}
	if (row.updatedAt <= known.updatedAt) return undefined;
	const snapshot = { ...known.snapshot, ...row.snapshot };
	if (known.untold) return { type: 'created', row, snapshot };
	const changes = changesBetween(known.snapshot, row.snapshot);
	const type = changes.status?.to === 'resolved' ? 'resolved' : 'updated';
	return { type, row, ...(!known.brief && { changes }), snapshot };
}

const isResolved = ({ snapshot, resolvedAt }: Row, since: string): boolean =>
	snapshot.status === 'resolved' && (resolvedAt === undefined || resolvedAt >= since);
