import { earlier, midpoint, nextTick, previousTick } from './timestamp';

/** A span of last-update times to read, both ends included; without `to` it reaches to whatever comes. Normalized timestamps. */
export interface Window {
	from: string;
	to?: string;
}

/** What a page tells about its window. */
export interface PageFacts {
	/** Last-update times of its rows in the order they came; undefined where a row has none. */
	updated: Array<string | undefined>;
	/** Creation times in the same order. */
	created: Array<string | undefined>;
	/** The window may hold rows that are not on the page. */
	more: boolean;
	/** The service was asked for ascending last-update times. */
	ascending: boolean;
}

export interface Reading {
	/** The part of the window of which the page holds every row; undefined when that cannot be told of any part. */
	covered?: Window;
	/** What is still to be read, newest first. `tied`: the page cannot be divided by time. */
	left: Window[] | 'tied';
}

/**
 * What a page covers of its window, and what to read next. Windows share their edges, so that rows of one time cannot fall
 * between two; they are never continued by position, because rows move while they are read.
 *
 * A service that keeps to the order asked for covers everything up to the page's last time. Of any other order (Graph
 * documents only "newest first", and not by which time) a full page tells nothing, so its window is divided by time until
 * the parts fit on a page.
 */
export function readingOf(window: Window, page: PageFacts): Reading {
	if (!page.more) return { covered: window, left: [] };
	const times = distinctTimes(window, page.updated);
	const [first, last] = [times.at(0), times.at(-1)];
	if (first === undefined || last === undefined) return { left: 'tied' };
	if (first === last) return { left: aroundTie(window, first) };
	const end = page.ascending ? provenEnd(page, last) : undefined;
	if (end !== undefined && end > window.from) {
		return { covered: { from: window.from, to: end }, left: [{ ...window, from: end }] };
	}
	const shared = timeOfMost(window, page.updated);
	return { left: shared === undefined ? divide(window, times) : aroundTie(window, shared) };
}

/** In ascending order; a row outside the window that was asked for must not divide it. */
const distinctTimes = (window: Window, times: Array<string | undefined>): string[] =>
	[...new Set(timesInside(window, times))].sort();

function timesInside({ from, to }: Window, times: Array<string | undefined>): string[] {
	return times
		.filter((time) => time !== undefined)
		.filter((time) => time >= from && (to === undefined || time <= to));
}

/** The time that more than half of the rows share: in both halves of a window, they would be read twice. */
function timeOfMost(window: Window, times: Array<string | undefined>): string | undefined {
	const inside = timesInside(window, times).sort();
	const middle = inside[Math.floor(inside.length / 2)];
	return inside.filter((time) => time === middle).length > inside.length / 2 ? middle : undefined;
}

/** Rows of so many times stand in order by chance once in 40,000 pages. */
const TELLING_TIMES = 8;

/**
 * Up to where a page shows that it keeps to ascending updates; undefined if it does not. Many rows of few times may stand so by
 * chance. So may those of a page in the order of creation: in descending order it proves nothing; in ascending order nothing is
 * missing up to its last creation, because no alert is updated before it is created.
 */
function provenEnd({ updated, created }: PageFacts, last: string): string | undefined {
	const isTelling = new Set(updated).size >= Math.min(TELLING_TIMES, updated.length);
	if (!isTelling) return undefined;
	if (!rises(updated) || rises([...created].reverse())) return undefined;
	const lastCreated = created.filter((time) => time !== undefined).at(-1);
	return rises(created) && lastCreated !== undefined ? earlier(last, lastCreated) : last;
}

function rises(times: Array<string | undefined>): boolean {
	const known = times.filter((time) => time !== undefined);
	return known.every((time, index) => index === 0 || time >= (known[index - 1] ?? time));
}

/** Rows of one time fill the page: that time is read by itself, then what is beside it. */
function aroundTie({ from, to }: Window, time: string): Window[] | 'tied' {
	if (from === time && to === time) return 'tied';
	const after: Window[] = time === to ? [] : [windowOf(nextTick(time), to)];
	const before: Window[] = time <= from ? [] : [{ from, to: previousTick(time) }];
	return [...after, { from: time, to: time }, ...before];
}

/** Two windows, each smaller than this one, divided where the page's rows are halved. */
function divide({ from, to }: Window, times: string[]): Window[] {
	const inside = times.filter((time) => time > from && (to === undefined || time < to));
	const middle = inside[Math.floor(inside.length / 2)];
	if (middle !== undefined) return [windowOf(middle, to), { from, to: middle }];
	// Rows of two times and none between the ends: they stand at both ends, so there is an upper one.
	const end = to ?? from;
	const half = midpoint(from, end);
	return half === from
		? [
				{ from: end, to: end },
				{ from, to: from },
			]
		: [
				{ from: half, to: end },
				{ from, to: half },
			];
}

const windowOf = (from: string, to?: string): Window => (to === undefined ? { from } : { from, to });
