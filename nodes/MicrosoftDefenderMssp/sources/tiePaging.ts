import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { goesInCircles } from './getPage';

/** How far rows were read that cannot be told apart by time. */
export interface Tie {
	/** Ids of the rows read; absent at first. */
	ids?: ReadonlySet<string>;
	/** Entries counted from the first one on, with the id of the last. */
	read: number;
	edge?: string;
	/** Rows to pass over. */
	skip: number;
	/** In place of `skip`, where the service gave one. */
	nextLink?: string;
	/** Pages in a row that brought nothing new. */
	barren: number;
	/** How often reading began anew. */
	restarts: number;
	/** Rows are counted. Each try of links that led nowhere would cost requests, of which a tenant has few. */
	linksUseless: boolean;
	/** Entries of the largest page that was not the last: a service may send fewer than it is asked for. */
	fullPage: number;
	/** Rows to ask for, if fewer than usual. */
	top?: number;
}

/** How far ties were read that a poll did not get to the end of, by customer and time. */
export type KeptTies = Map<string, KeptTie>;

interface KeptTie {
	tie: Tie;
	/** When; milliseconds since 1970. */
	at: number;
}

export const noTie: Tie = { read: 0, skip: 0, barren: 0, restarts: 0, linksUseless: false, fullPage: 0 };

/** What a page tells about its tie. */
export interface TiePage {
	ids: string[];
	/** Its entries, those without an id included. */
	count: number;
	nextLink?: string;
	/** Rows that were asked for. */
	top: number;
}

/** Pages may be empty and still lead on, but not for ever. */
const MOST_BARREN = 20;
/** Rows may go while they are counted, but not for ever. */
const MOST_RESTARTS = 5;
/** Links that lead nowhere new are left for counting. */
const MOST_USELESS_LINKS = 3;
/** Rows of the smallest page that is worth asking for. */
const LEAST_TOP = 5;

/** Whether rows may be left after a page; one without `nextLink` is the last only if the service sends larger ones. */
export const mayLead = ({ fullPage }: Tie, { count, nextLink, top }: TiePage): boolean =>
	nextLink !== undefined || count >= (fullPage === 0 ? top : Math.min(top, fullPage));

/**
 * The last resort within one time: `nextLink`, else `$skip`. One row is read twice on purpose, at each edge: if it is not
 * there, rows moved meanwhile, so counting starts anew. Undefined when all was read.
 */
export function nextOfTie(tie: Tie, page: TiePage, largestSkip: number): Result<Tie | undefined, Failure> {
	if (isCounted(tie)) {
		if (isFirstPage(tie, page)) return fail(goesInCircles);
		if (rowsMoved(tie, page)) return countedAnew(tie);
	}
	const reached = readSoFar(tie, page);
	if (reached.barren > MOST_BARREN) return fail(goesInCircles);
	if (!mayLead(tie, page)) return succeed(undefined);
	const { nextLink } = page;
	if (nextLink !== undefined && !reached.linksUseless) return succeed({ ...reached, nextLink });
	if (tie.nextLink !== undefined) return withoutLinks(reached, page, largestSkip);
	return countedOn(reached, largestSkip);
}

/** Whether a page is asked for by how many rows to pass over. */
const isCounted = ({ nextLink, skip }: Tie): boolean => nextLink === undefined && skip > 0;

function countedOn(reached: Tie, largestSkip: number): Result<Tie, Failure> {
	const skip = reached.read - 1;
	if (skip <= largestSkip) {
		return skip <= reached.skip ? fail(goesInCircles) : succeed({ ...reached, skip });
	}
	return reached.skip < largestSkip ? succeed({ ...reached, skip: largestSkip }) : fail(tooManyTies);
}

/** Links that end at a full page, or go on without end, prove nothing. */
function withoutLinks(reached: Tie, page: TiePage, largestSkip: number): Result<Tie, Failure> {
	const isCountable = (reached.ids?.size ?? 0) <= largestSkip + 1;
	return isCountable || page.nextLink !== undefined ? countedAnew(reached) : inOtherPages(reached, page);
}

/**
 * How to read on when a page of a tie was refused, whatever the reason: a `nextLink` is done without; a count that breaks
 * down is asked for in halves. The failure says that the rest of the tie cannot be read.
 */
export function withoutRefused(tie: Tie, refusal: Failure, top: number): Result<Tie, Failure> {
	if (tie.nextLink !== undefined) return countedAnew(tie);
	const asked = tie.top ?? top;
	if (refusal.transient && asked > LEAST_TOP) {
		return succeed({ ...tie, top: Math.max(LEAST_TOP, Math.floor(asked / 2)) });
	}
	const { code, transient } = refusal;
	return fail({ ...unreadRest, transient, ...(code !== undefined && { code }) });
}

/** From the first row on, because links need not lead through the rows in the order in which they are counted. */
function countedAnew({ fullPage, top, restarts }: Tie): Result<Tie, Failure> {
	if (restarts >= MOST_RESTARTS) return fail(goesInCircles);
	return succeed({ ...noTie, linksUseless: true, fullPage, restarts: restarts + 1, ...(top && { top }) });
}

/** All of it once more: pages of another size end elsewhere, so that a last one that is not full shows that it is the last. */
function inOtherPages({ top, fullPage }: Tie, page: TiePage): Result<Tie, Failure> {
	const fewer = Math.min(page.top, Math.max(fullPage, page.count)) - 1;
	return top === undefined && fewer > 0 ? succeed({ ...noTie, top: fewer }) : fail(tooManyTies);
}

function readSoFar(tie: Tie, { ids: shown, count, nextLink }: TiePage): Tie {
	const ids = new Set([...(tie.ids ?? []), ...shown]);
	const barren = ids.size > (tie.ids?.size ?? 0) ? 0 : tie.barren + 1;
	return {
		...tie,
		nextLink: undefined,
		ids,
		barren,
		read: tie.skip + count,
		edge: shown.at(-1),
		linksUseless: tie.linksUseless || (ids.size > 0 && barren >= MOST_USELESS_LINKS),
		fullPage: nextLink === undefined ? tie.fullPage : Math.max(tie.fullPage, count),
	};
}

/** The service does not pass over rows. */
const isFirstPage = ({ ids = new Set() }: Tie, { ids: [first] }: TiePage): boolean =>
	ids.size > 1 && first !== undefined && first === [...ids][0];

function rowsMoved({ ids, read, skip, edge }: Tie, { ids: [first] }: TiePage): boolean {
	if (first === undefined) return true;
	return skip === read - 1 ? first !== edge : ids?.has(first) !== true;
}

const tooManyTies: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: false,
	cause:
		'More alerts share one update time than the service lets be read without its nextLink, which it leaves out.',
	remedy:
		'Nothing is skipped: newer alerts go on to arrive, these stay waiting. Fetch them in the Defender portal, and report it to Microsoft.',
};

const unreadRest: Failure = {
	...tooManyTies,
	cause: 'More alerts share one update time than fit on a page, and the service refused to send the rest.',
};
