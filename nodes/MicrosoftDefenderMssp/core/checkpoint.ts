import { later, shiftTimestamp } from './timestamp';

/** Identity and time of a row that was read; `createdAt` is a normalized timestamp. */
export interface SeenRow {
	id: string;
	createdAt: string;
}

/**
 * How far one tenant's alerts of one source were handed over. Its times are the service's own (normalized, compared as
 * strings), so a clock of ours that is off cannot move it.
 */
export interface Checkpoint {
	/** Where the next read begins (inclusive). Everything created before was handed over or is not due. */
	from: string;
	/** Rows created since `from` that were handed over already. */
	seen: SeenRow[];
}

export interface Advance<Row extends SeenRow> {
	/** Rows not handed over before, oldest first. */
	fresh: Row[];
	next: Checkpoint;
}

/** The checkpoint of a tenant that is read for the first time: rows created before `from` are not due. */
export function startAt(from: string): Checkpoint {
	return { from, seen: [] };
}

/**
 * Takes in everything that was read since `checkpoint.from`, and keeps re-reading the last `overlapMs` before the newest
 * row, because a row may become visible after younger ones. Call it with complete reads only: what an incomplete one
 * left out would be lost once the checkpoint has moved past it. Rows created after `latest` do not move it, so that
 * one that the service dates into the future cannot take it there.
 */
export function advance<Row extends SeenRow>(
	{ from, seen }: Checkpoint,
	rows: Row[],
	overlapMs: number,
	latest?: string,
): Advance<Row> {
	const handedOver = new Set(seen.map(({ id }) => id));
	const due = rows.filter(({ id, createdAt }) => createdAt >= from && !handedOver.has(id));
	const fresh = [...new Map(due.map((row) => [row.id, row])).values()].sort(byTime);
	const all = [...seen, ...fresh.map(({ id, createdAt }) => ({ id, createdAt }))];
	const credible = all.filter(({ createdAt }) => latest === undefined || createdAt <= latest);
	const newest = credible.reduce((newestYet, { createdAt }) => later(newestYet, createdAt), from);
	const nextFrom = later(from, shiftTimestamp(newest, -overlapMs));
	return { fresh, next: { from: nextFrom, seen: all.filter(({ createdAt }) => createdAt >= nextFrom) } };
}

function byTime(a: SeenRow, b: SeenRow): number {
	if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
	return a.id < b.id ? -1 : Number(a.id > b.id);
}
