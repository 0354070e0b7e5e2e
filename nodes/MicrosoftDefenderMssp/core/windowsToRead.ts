import type { BacklogWindow, ReadWindow } from './backlog';
import { isPart, isSweep, wasRead } from './backlog';
import type { Checkpoint } from './checkpoint';
import { later } from './timestamp';

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
