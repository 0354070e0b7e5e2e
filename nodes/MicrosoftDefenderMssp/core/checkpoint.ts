import type { BacklogWindow, ReadWindow } from './backlog';
import { bounded, wasRead } from './backlog';
import type { AlertEvent, EventType, NewVersion, Row } from './event';
import { eventOf, isNew, newVersionOf } from './event';
import type { Remembered } from './forget';
import { forget } from './forget';
import type { SeenAlert, SeenAlerts } from './seen';
import { seenKey } from './seen';
import { decodeSeen } from './seenLines';
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
	/** More came than can be remembered, so that a sweep reaches less far back than it should. */
	short?: true;
	/** See `encodeSeen`. */
	seen: string[];
}

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
	/** How far back rows may become visible late; 0: none is swept. */
	sweepMs: number;
	/** To where the last sweep looked that got to its end while nothing else was unread; absent: none did. Normalized. */
	sweptTo?: string;
	/** See `Remembering`. */
	detailed: number;
	keepsResolved: boolean;
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
): boolean => (known === undefined || known.old === true) && wasRead(asked) && row.updatedAt < horizon;

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
	const newest = newestOf(seen, before.from, rules.latest);
	const backlog = bounded(unread.filter((window): window is BacklogWindow => window.to !== undefined));
	// A read that went on with an earlier one did not look at everything now: what came late since is still to be found.
	const reach = hasUnread(before) ? 2 : 1;
	const behind = shiftTimestamp(newest, -reach * rules.overlapMs);
	const reached = later(before.from, earlier(behind, held ?? newest));
	const resume = resumeAt(unread, held, reached);
	const isUnread = hasUnread({ resume, backlog });
	const due = isUnread || hasUnread(before) ? undefined : horizonOf(rules, behind);
	const { horizon, isCut, lines } = rememberedOf(before, taken ? seen : undefined, due, {
		newest,
		backlog,
		rules,
	});
	const next: Checkpoint = {
		...(resume === undefined ? { from: later(reached, horizon) } : { from: before.from, resume }),
		backlog,
		floor: isUnread ? before.floor : later(before.floor, horizon),
		horizon,
		...((isCut || isStillShort(before, due)) && { short: true }),
		seen: lines,
	};
	return !taken && isSame(before, next) ? before : next;
}

/** Until a whole sweep's worth was remembered again. */
const isStillShort = ({ short, horizon }: Checkpoint, due = ''): boolean => short === true && due <= horizon;

/** While something is unread, nothing is forgotten: an older version of it may be what tells that it is not new. */
function rememberedOf(
	{ horizon, seen: lines }: Checkpoint,
	seen: SeenAlerts | undefined,
	due: string | undefined,
	{ newest, backlog, rules }: { newest: string; backlog: BacklogWindow[]; rules: Rules },
): Remembered {
	if (seen === undefined) return { horizon, lines, isCut: false };
	return forget(seen, { ...rules, newest, wanted: later(horizon, due ?? horizon) }, backlog);
}

/** Whether something of it is still to be read. */
const hasUnread = ({ resume, backlog }: Pick<Checkpoint, 'resume' | 'backlog'>): boolean =>
	resume !== undefined || backlog.length > 0;

/**
 * What became visible late before a sweep began was found by it; so the versions that the next one needs are those since then,
 * and the time in which rows may be late before that, however long nobody looked. Undefined: nothing is known of a sweep.
 */
const horizonOf = ({ sweepMs, sweptTo }: Rules, behind: string): string | undefined =>
	sweepMs === 0 ? behind : sweptTo && shiftTimestamp(sweptTo, -sweepMs);

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
