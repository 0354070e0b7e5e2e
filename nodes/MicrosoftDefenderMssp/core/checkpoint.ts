import type { AlertEvent, Row } from './event';
import { eventOf } from './event';
import type { SeenAlerts } from './seen';
import { decodeSeen, encodeSeen, seenKey, seenLine } from './seen';
import { earlier, later, nextTick, shiftTimestamp } from './timestamp';
import type { Window } from './window';

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

export interface BacklogWindow extends Window {
	to: string;
	/** It was read before and is looked through again for rows that became visible late. */
	sweep?: true;
}

/** Remembered versions of one tenant and source; beyond it the oldest are forgotten, and with them the sweep reaches less far back. */
export const MOST_SEEN = 10_000;
/** And so many characters of JSON, because ids and values may be long. */
const MOST_SEEN_LENGTH = 1_400_000;
/** More unread spans are joined, which only makes some rows read twice. */
const MOST_BACKLOG = 40;

/** The checkpoint with everything due again that was created or changed since `from`; what is still unread stays due. */
export function replayedFrom(before: Checkpoint, from: string): Checkpoint {
	const seen = decodeSeen(before.seen) ?? new Map<string, never>();
	const older = [...seen].filter(([, { updatedAt }]) => updatedAt < from);
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

/** The spans to read next: the unread ones newest first, then the sweep of what was read before, under way or if it is due. */
export function windowsToRead(
	{ from, resume, backlog, horizon }: Checkpoint,
	sweepDue: boolean,
): ReadWindow[] {
	const head: ReadWindow = { from: resume ?? from };
	const sweeps = backlog.filter(isSweep);
	const again: ReadWindow[] =
		sweepDue && sweeps.length === 0 && resume === undefined && horizon < from
			? [{ from: horizon, to: from, sweep: true }]
			: [];
	// What is older than the horizon would look new to a sweep.
	const remembered = sweeps
		.map((window) => ({ ...window, from: later(window.from, horizon) }))
		.filter(({ from: start, to }) => start <= to);
	return [head, ...backlog.filter((window) => !isSweep(window)), ...remembered, ...again];
}

export interface ReadWindow extends Window {
	sweep?: true;
}

/** A page that was read. */
export interface ReadPage<R extends Row> {
	/** Rows that are not in `seen`, or there with an older version. */
	rows: R[];
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

export interface Advance<R extends Row> {
	events: Array<AlertEvent<R>>;
	/** The same object if nothing changed. */
	next: Checkpoint;
}

/**
 * Takes in what a poll read and says which events are due. What does not fit below the limit, and what was not read, stays
 * in the next checkpoint as unread; an event that is not wanted counts as handled.
 */
export function advance<R extends Row>(
	before: Checkpoint,
	{ pages, left }: Progress<R>,
	rules: Rules,
	isWanted: (event: AlertEvent<R>) => boolean,
): Advance<R> {
	const seen = decodeSeen(before.seen) ?? new Map<string, never>();
	const events: Array<AlertEvent<R>> = [];
	const unread: ReadWindow[] = [...left];
	let held: string | undefined;
	let taken = false;
	for (const { rows, again, ascending } of pages) {
		for (const row of rows) {
			const key = seenKey(row.id);
			const event = eventOf(row, seen.get(key), before);
			if (event === undefined) continue;
			if (isHeld(event, rules)) {
				held = held === undefined ? row.updatedAt : earlier(held, row.updatedAt);
				continue;
			}
			if (isWanted(event)) {
				if (events.length >= rules.limit) {
					if (again !== undefined) unread.push(ascending ? fromRow(again, row) : again);
					break;
				}
				events.push(event);
			}
			seen.set(key, { updatedAt: row.updatedAt, snapshot: event.snapshot });
			taken = true;
		}
	}
	return { events, next: nextCheckpoint(before, { seen, unread, held, taken }, rules) };
}

/** What is left of a span in ascending order at this row; all of it, if the row does not tell where it stands. */
function fromRow(window: ReadWindow, { updatedAt }: Row): ReadWindow {
	const { from, to } = window;
	const isInside = updatedAt >= from && (to === undefined || updatedAt <= to);
	return isInside ? { ...window, from: updatedAt } : window;
}

/** A creation time further ahead than clocks differ would never settle. */
const isHeld = ({ type, row }: AlertEvent<Row>, { settledBefore, latest, overlapMs }: Rules): boolean =>
	type === 'created' &&
	settledBefore !== undefined &&
	row.createdAt > settledBefore &&
	row.createdAt <= shiftTimestamp(latest, overlapMs);

interface Taken {
	seen: SeenAlerts;
	unread: ReadWindow[];
	/** The oldest update of a row that has to settle first. */
	held?: string;
	/** Something was added to `seen`. */
	taken: boolean;
}

function nextCheckpoint(before: Checkpoint, { seen, unread, held, taken }: Taken, rules: Rules): Checkpoint {
	const { overlapMs, sweepMs } = rules;
	const newest = newestOf(seen, before.from, rules.latest);
	const backlog = bounded(unread.filter((window): window is BacklogWindow => window.to !== undefined));
	// A read that went on with an earlier one did not look at everything now: what came late since is still to be found.
	const reach = before.resume === undefined && !before.backlog.some(isSweep) ? 1 : 2;
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

const isSweep = ({ sweep }: ReadWindow): boolean => sweep === true;

/** The versions since `wanted`, as many as may be remembered, and before them those that older unread spans will show again. */
function forget(
	seen: SeenAlerts,
	{ wanted, newest }: { wanted: string; newest: string },
	backlog: BacklogWindow[],
): { horizon: string; lines: string[] } {
	const unread = backlog.filter((window) => !isSweep(window));
	const isUnread = ({ updatedAt }: SeenLine) =>
		unread.some(({ from, to }) => updatedAt >= from && updatedAt <= to);
	const newestFirst = [...seen]
		.sort(([, a], [, b]) => (a.updatedAt < b.updatedAt ? 1 : -1))
		.map(([key, alert]) => ({ updatedAt: alert.updatedAt, line: seenLine(key, alert) }));
	const again = newestFirst.filter(isUnread);
	const others = newestFirst.filter((entry) => !isUnread(entry));
	const beyond = others[Math.max(0, fitting([...again, ...others]) - again.length)];
	// All of one time or none, or the rest of it would look new to the next read. Never past what is real.
	const horizon = beyond === undefined ? wanted : later(wanted, earlier(nextTick(beyond.updatedAt), newest));
	const kept = [...again, ...others.filter(({ updatedAt }) => updatedAt >= horizon)];
	return { horizon, lines: kept.slice(0, fitting(kept)).map(({ line }) => line) };
}

interface SeenLine {
	updatedAt: string;
	line: string;
}

/** How many of these may be remembered, from the first on. */
function fitting(seen: SeenLine[]): number {
	let length = 0;
	const beyond = seen.findIndex(({ line }, index) => {
		length += JSON.stringify(line).length + 1;
		return index >= MOST_SEEN || length > MOST_SEEN_LENGTH;
	});
	return beyond === -1 ? seen.length : beyond;
}

/** Each span once, newest first; joins the oldest when there are too many. */
function bounded(windows: BacklogWindow[]): BacklogWindow[] {
	const distinct = windows.filter(
		(window, index) =>
			!windows.some(
				(other, at) => at !== index && isPart(window, other) && (at < index || !isPart(other, window)),
			),
	);
	const sorted = distinct.sort((a, b) => (a.to < b.to ? 1 : -1));
	while (sorted.length > MOST_BACKLOG) {
		const [newer, older] = sorted.splice(-2);
		if (newer === undefined || older === undefined) break;
		const { sweep } = newer.sweep === true && older.sweep === true ? newer : {};
		sorted.push({ from: earlier(newer.from, older.from), to: newer.to, ...(sweep && { sweep }) });
	}
	return sorted;
}

/** What a sweep looks through again was read before, so it stands for no span that was not. */
const isPart = (window: BacklogWindow, whole: BacklogWindow): boolean =>
	window.from >= whole.from && window.to <= whole.to && (isSweep(window) || !isSweep(whole));

const isSame = (a: Checkpoint, b: Checkpoint): boolean =>
	JSON.stringify([a.from, a.resume, a.backlog, a.floor, a.horizon]) ===
	JSON.stringify([b.from, b.resume, b.backlog, b.floor, b.horizon]);
