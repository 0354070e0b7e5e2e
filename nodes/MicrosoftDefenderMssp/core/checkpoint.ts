import type { BacklogWindow, ReadWindow } from './backlog';
import { bounded, isPart, isSweep, wasRead } from './backlog';
import type { AlertEvent, EventType, NewVersion, Row } from './event';
import { eventOf, isNew, newVersionOf } from './event';
import { forget } from './forget';
import type { SeenAlert, SeenAlerts } from './seen';
import { decodeSeen, seenKey } from './seen';
import { earlier, later, shiftTimestamp } from './timestamp';
import type { Undo } from './undo';
import { dueAgain, undoOf } from './undo';

export type { BacklogWindow, ReadWindow } from './backlog';

/**
 * How far one tenant's alerts of one source were handed over. All times are last-update times of the service itself
 * (normalized, compared as strings), so that a clock of ours that is off cannot move them.
 */
export interface Checkpoint {
	/** Where the next read begins. Everything older was handed over or is not due, but for `backlog`. */
	from: string;
	/** Where to read on in place of `from`, because the last read did not get to the end. */
	resume?: string;
	/** Older spans that are still to be read. */
	backlog: BacklogWindow[];
	/** An unknown alert created at or after this is a new one; before it, an old one that changed. */
	floor: string;
	/** Every version since then is in `seen`. */
	horizon: string;
	/** See `encodeSeen`. */
	seen: string[];
}

/** How a tenant is to be read. */
export interface ReadOptions {
	/** Look again for rows that became visible late. */
	sweepDue: boolean;
	/** What was updated since then is read before the rest, because there is much to read; normalized. */
	freshFrom?: string;
}

/** The spans to read next: the unread ones newest first, then the sweep of what was read before, under way or if it is due. */
export function windowsToRead(
	{ from, resume, backlog, horizon }: Checkpoint,
	{ sweepDue, freshFrom }: ReadOptions,
): ReadWindow[] {
	const newest = newestSpans(resume ?? endOfBacklog(backlog, from), freshFrom);
	const older = backlog.filter((window) => !newest.some((whole) => isPart(window, whole)));
	const sweeps = older.filter(isSweep);
	const again: ReadWindow[] =
		sweepDue && sweeps.length === 0 && resume === undefined && horizon < from
			? [{ from: horizon, to: from, sweep: true }]
			: [];
	// What is older than the horizon would look new to a sweep.
	const remembered = sweeps
		.map((window) => ({ ...window, from: later(window.from, horizon) }))
		.filter(({ from: start, to }) => start <= to);
	return [...newest, ...older.filter((window) => !isSweep(window)), ...remembered, ...again];
}

/** What is newer than all that waits; what was read before it waits for a sweep, or every page of it would be read again. */
const endOfBacklog = (backlog: BacklogWindow[], from: string): string =>
	backlog.filter((window) => !wasRead(window)).reduce((end, { to }) => later(end, to), from);

/** Everything since `start`, in one span or in two. */
const newestSpans = (start: string, freshFrom?: string): ReadWindow[] =>
	freshFrom === undefined || freshFrom <= start
		? [{ from: start }]
		: [{ from: freshFrom }, { from: start, to: freshFrom }];

/** A page that was read. */
export interface ReadPage<R extends Row> {
	/** Rows that are not in `seen`, or there with an older version. */
	rows: R[];
	/** The span it was asked for. */
	asked: ReadWindow;
	/** The span to read again if some of the rows cannot be taken; undefined if its parts are read anyway. */
	again?: ReadWindow;
	/** The rows came in ascending order of update. */
	ascending: boolean;
}

/** What a poll got of one tenant. */
export interface Progress<R extends Row> {
	pages: Array<ReadPage<R>>;
	/** The spans that were not read to their end. */
	left: ReadWindow[];
}

export interface Rules {
	overlapMs: number;
	/** How far back rows may become visible late. */
	sweepMs: number;
	/** A row updated after this does not move the checkpoint: the service may date one far into the future. */
	latest: string;
	/** New alerts created after this are left for a later poll. */
	settledBefore?: string;
	/** Events at most; what is beyond stays unread. */
	limit: number;
}

/** Which events are handed over. */
export interface Wanted<R extends Row> {
	events: readonly EventType[];
	/** The filter. */
	passes: (row: R) => boolean;
}

export interface Advance<R extends Row> {
	events: Array<AlertEvent<R>>;
	/** The same object if nothing changed. */
	next: Checkpoint;
	/** Makes the events due again; absent where there are none. */
	undo?: Undo;
}

/**
 * Takes in what a poll read and says which events are due. What does not fit below the limit, and what was not read, stays
 * in the next checkpoint as unread. An event that is not wanted counts as handled; a new alert that the filter holds back is
 * due as created as soon as a later version of it passes.
 */
export function advance<R extends Row>(
	before: Checkpoint,
	{ pages, left }: Progress<R>,
	rules: Rules,
	wanted: Wanted<R>,
): Advance<R> {
	const taken = takePages(before, pages, rules, wanted);
	const { events, due } = taken;
	const next = nextCheckpoint(before, { ...taken, unread: [...left, ...taken.unread] }, rules);
	const undo = undoOf(events, due);
	return { events, next, ...(undo && { undo }) };
}

function takePages<R extends Row>(
	before: Checkpoint,
	pages: Array<ReadPage<R>>,
	rules: Rules,
	wanted: Wanted<R>,
): Taken<R> {
	const seen: SeenAlerts = decodeSeen(before.seen) ?? new Map<string, never>();
	const taken: Taken<R> = { events: [], due: new Map(), seen, unread: [], taken: false };
	for (const page of pages) {
		const { rows, again, ascending } = page;
		const beyond = rows.find((row) => !takeRow(taken, row, page, { before, rules, wanted }));
		if (beyond !== undefined && again !== undefined)
			taken.unread.push(ascending ? fromRow(again, beyond) : again);
	}
	return taken;
}

interface Taking<R extends Row> {
	before: Checkpoint;
	rules: Rules;
	wanted: Wanted<R>;
}

/** False if there is no room for it. */
function takeRow<R extends Row>(
	taken: Taken<R>,
	row: R,
	{ asked }: ReadPage<R>,
	{ before, rules, wanted }: Taking<R>,
): boolean {
	const key = seenKey(row.id);
	const known = taken.seen.get(key);
	const version = isForgotten(row, known, asked, before) ? undefined : newVersionOf(row, known, before);
	if (version === undefined) return true;
	if (isHeld(version, rules)) {
		taken.held = earlier(taken.held ?? row.updatedAt, row.updatedAt);
		return true;
	}
	const passes = wanted.passes(row);
	const event = passes ? eventOf(version, wanted.events) : undefined;
	if (event !== undefined) {
		if (taken.events.length >= rules.limit) return false;
		handOver(taken, key, event, known);
	}
	taken.seen.set(key, {
		updatedAt: row.updatedAt,
		snapshot: version.snapshot,
		...(event === undefined && { passed: true }),
		...(!passes && isNew(version) && { untold: true }),
	});
	taken.taken = true;
	return true;
}

function handOver<R extends Row>(
	{ events, due }: Taken<R>,
	key: string,
	event: AlertEvent<R>,
	known?: SeenAlert,
) {
	events.push(event);
	const again = dueAgain(event, known);
	due.set(key, { ...(due.get(key) ?? again), updatedAt: again.updatedAt });
}

/** Whether the row was handled so long ago that it is not remembered. */
const isForgotten = (
	row: Row,
	known: SeenAlert | undefined,
	asked: ReadWindow,
	{ horizon }: Checkpoint,
): boolean => known === undefined && wasRead(asked) && row.updatedAt < horizon;

/** What is left of a span in ascending order at this row; all of it, if the row does not tell where it stands. */
function fromRow(window: ReadWindow, { updatedAt }: Row): ReadWindow {
	const { from, to } = window;
	const isInside = updatedAt >= from && (to === undefined || updatedAt <= to);
	return isInside ? { ...window, from: updatedAt } : window;
}

/** A creation time further ahead than clocks differ would never settle. */
const isHeld = (version: NewVersion<Row>, { settledBefore, latest, overlapMs }: Rules): boolean =>
	isNew(version) &&
	settledBefore !== undefined &&
	version.row.createdAt > settledBefore &&
	version.row.createdAt <= shiftTimestamp(latest, overlapMs);

interface Taken<R extends Row> {
	events: Array<AlertEvent<R>>;
	/** What to remember of their alerts to make them due again. */
	due: SeenAlerts;
	seen: SeenAlerts;
	unread: ReadWindow[];
	/** The oldest update of a row that has to settle first. */
	held?: string;
	/** Something was added to `seen`. */
	taken: boolean;
}

function nextCheckpoint(
	before: Checkpoint,
	{ seen, unread, held, taken }: Omit<Taken<Row>, 'events' | 'due'>,
	rules: Rules,
): Checkpoint {
	const { overlapMs, sweepMs } = rules;
	const newest = newestOf(seen, before.from, rules.latest);
	const backlog = bounded(unread.filter((window): window is BacklogWindow => window.to !== undefined));
	// A read that went on with an earlier one did not look at everything now: what came late since is still to be found.
	const reach = before.resume === undefined && before.backlog.length === 0 ? 1 : 2;
	const behind = shiftTimestamp(newest, -reach * overlapMs);
	const reached = later(before.from, earlier(behind, held ?? newest));
	const resume = resumeAt(unread, held, reached);
	// While something is unread, nothing is forgotten: an older version of it may be what tells that it is not new.
	const isUnread = resume !== undefined || backlog.length > 0;
	const wanted = isUnread ? before.horizon : later(before.horizon, shiftTimestamp(newest, -reach * sweepMs));
	const kept = taken
		? forget(seen, { wanted, newest }, backlog)
		: { horizon: before.horizon, lines: before.seen };
	const { horizon, lines } = kept;
	const next: Checkpoint = {
		...(resume === undefined ? { from: later(reached, horizon) } : { from: before.from, resume }),
		backlog,
		floor: isUnread ? before.floor : later(before.floor, horizon),
		horizon,
		seen: lines,
	};
	return !taken && isSame(before, next) ? before : next;
}

function newestOf(seen: SeenAlerts, atLeast: string, latest: string): string {
	const credible = [...seen.values()].filter(({ updatedAt }) => updatedAt <= latest);
	return credible.reduce((newest, { updatedAt }) => later(newest, updatedAt), atLeast);
}

/** Where the next read goes on. What has to settle first is read again, wherever it was found. */
function resumeAt(unread: ReadWindow[], held: string | undefined, reached: string): string | undefined {
	const open = unread.filter(({ to }) => to === undefined).map(({ from }) => from);
	const starts = held !== undefined && (open.length > 0 || held < reached) ? [...open, held] : open;
	return starts.length === 0 ? undefined : starts.reduce(earlier);
}

const isSame = (a: Checkpoint, b: Checkpoint): boolean =>
	JSON.stringify([a.from, a.resume, a.backlog, a.floor, a.horizon]) ===
	JSON.stringify([b.from, b.resume, b.backlog, b.floor, b.horizon]);
