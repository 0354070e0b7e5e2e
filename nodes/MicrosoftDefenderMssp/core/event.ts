import type { SeenAlert } from './seen';
import type { Changes, Snapshot } from './snapshot';
import { changesBetween } from './snapshot';
import { shiftTimestamp } from './timestamp';

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

/** A version of an alert or incident that was not handled before. */
export interface NewVersion<R extends Row> {
	row: R;
	/** What it may be told as; the first one that is wanted. */
	types: EventType[];
	/** Absent where the version before is not remembered. */
	changes?: Changes;
	/** What to remember of the row. */
	snapshot: Snapshot;
}

/** Something that happened to an alert or incident since it was last read. */
export interface AlertEvent<R extends Row> extends Omit<NewVersion<R>, 'types'> {
	type: EventType;
}

/**
 * What this row is, given what is remembered of it; undefined if this version was handled before.
 *
 * Whether an unknown alert is new is told by its creation time. An old one counts as resolved now if it was resolved since
 * the horizon, because the version that was handled then is older than that.
 */
export function newVersionOf<R extends Row>(
	row: R,
	remembered: SeenAlert | undefined,
	{ floor, horizon }: { floor: string; horizon: string },
): NewVersion<R> | undefined {
	const known = remembered !== undefined && isAnother(row, remembered) ? undefined : remembered;
	const isResolved = row.snapshot.status === 'resolved';
	if (known === undefined) {
		const types = row.createdAt >= floor ? newTypes(isResolved) : [oldType(row, horizon)];
		return { row, types, snapshot: row.snapshot };
	}
	if (row.updatedAt <= known.updatedAt) return undefined;
	const changes = changesBetween(known.snapshot, row.snapshot);
	const type = changes.status?.to === 'resolved' ? 'resolved' : 'updated';
	return {
		row,
		types: known.untold ? [...newTypes(isResolved), 'updated'] : [type],
		...(!known.brief && { changes }),
		snapshot: { ...known.snapshot, ...row.snapshot },
	};
}

/** An alert is not updated long before it is created; milliseconds. */
const ALLOWANCE_MS = 3_600_000;

/** Whether what is remembered is of another alert, whose id has the same key. A row that does not tell its creation is taken at its key. */
const isAnother = ({ createdAt, updatedAt }: Row, known: SeenAlert): boolean =>
	createdAt !== updatedAt &&
	known.old !== true &&
	updatedAt > known.updatedAt &&
	createdAt > shiftTimestamp(known.updatedAt, ALLOWANCE_MS);

/** The version as the first event that is wanted; undefined if none is. */
export function eventOf<R extends Row>(
	{ types, changes, ...version }: NewVersion<R>,
	wanted: readonly EventType[],
): AlertEvent<R> | undefined {
	const type = types.find((candidate) => wanted.includes(candidate));
	if (type === undefined) return undefined;
	return { type, ...version, ...(type !== 'created' && changes && { changes }) };
}

/** Whether it would be told as created. */
export const isNew = ({ types }: NewVersion<Row>): boolean => types[0] === 'created';

/** An alert may be resolved before it is first seen. */
const newTypes = (isResolved: boolean): EventType[] => (isResolved ? ['created', 'resolved'] : ['created']);

const oldType = ({ snapshot, resolvedAt }: Row, since: string): EventType =>
	snapshot.status === 'resolved' && (resolvedAt === undefined || resolvedAt >= since)
		? 'resolved'
		: 'updated';
