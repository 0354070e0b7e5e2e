import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { goesInCircles } from './getPage';

/** How far rows were read that cannot be told apart by time. */
export interface Tie {
	/** Ids of the rows read; absent at first. */
	ids?: ReadonlySet<string>;
	/** Rows to pass over. */
	skip: number;
	/** In place of `skip`, where the service gave one. */
	nextLink?: string;
	/** Pages in a row that brought nothing new. */
	barren: number;
	/** Its links led nowhere: each try costs requests that a tenant has few of, so they are not followed again. */
	linksUseless: boolean;
}

export const noTie: Tie = { skip: 0, barren: 0, linksUseless: false };

/** What a page tells about its tie. */
export interface TiePage {
	ids: string[];
	nextLink?: string;
	more: boolean;
}

/** Pages may be empty and still lead on, and rows may go while they are counted; neither for ever. */
const MOST_BARREN = 20;
/** Links that lead nowhere new are left for counting. */
const MOST_USELESS_LINKS = 3;

/**
 * The last resort within one time: `nextLink`, else `$skip`. One row is read twice on purpose, at each edge: if it is not
 * there, rows went away meanwhile and others moved up unread, so counting starts anew. Undefined when all was read.
 */
export function nextOfTie(tie: Tie, page: TiePage, largestSkip: number): Result<Tie | undefined, Failure> {
	const { ids, barren, linksUseless } = readSoFar(tie, page);
	if (barren > MOST_BARREN) return fail(goesInCircles);
	if (rowsMoved(tie, page)) return succeed({ skip: 0, barren: barren + 1, linksUseless });
	const linksEnded = tie.nextLink !== undefined && page.nextLink === undefined && barren === 0;
	// Where counting can check it, it does.
	if (!page.more || (linksEnded && ids.size > largestSkip + 1)) return succeed(undefined);
	if (page.nextLink !== undefined && !linksUseless) {
		return succeed({ ids, skip: tie.skip, nextLink: page.nextLink, barren, linksUseless });
	}
	const counted = skipAfter(tie.skip, ids.size, largestSkip);
	return counted.ok ? succeed({ ids, skip: counted.value, barren, linksUseless }) : counted;
}

function readSoFar(tie: Tie, page: TiePage): Required<Omit<Tie, 'nextLink' | 'skip'>> {
	const ids = new Set([...(tie.ids ?? []), ...page.ids]);
	const barren = ids.size > (tie.ids?.size ?? 0) ? 0 : tie.barren + 1;
	return { ids, barren, linksUseless: tie.linksUseless || (ids.size > 0 && barren >= MOST_USELESS_LINKS) };
}

function rowsMoved({ ids, skip, nextLink }: Tie, page: TiePage): boolean {
	const [first] = page.ids;
	return nextLink === undefined && skip > 0 && (first === undefined || ids?.has(first) !== true);
}

function skipAfter(skip: number, read: number, largestSkip: number): Result<number, Failure> {
	const next = Math.max(0, read - 1);
	if (next <= largestSkip) return next === skip ? fail(goesInCircles) : succeed(next);
	return skip < largestSkip ? succeed(largestSkip) : fail(tooManyTies);
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
