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
}

export const noTie: Tie = { skip: 0, barren: 0 };

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
	const { ids: known = new Set<string>(), skip } = tie;
	const ids = new Set([...known, ...page.ids]);
	const barren = ids.size > known.size ? 0 : tie.barren + 1;
	if (barren > MOST_BARREN) return fail(goesInCircles);
	const [first] = page.ids;
	const moved = tie.nextLink === undefined && skip > 0 && (first === undefined || !known.has(first));
	if (moved) return succeed({ skip: 0, barren: barren + 1 });
	if (!page.more) return succeed(undefined);
	const mayFollow = ids.size === 0 || barren < MOST_USELESS_LINKS;
	if (page.nextLink !== undefined && mayFollow) {
		return succeed({ ids, skip, nextLink: page.nextLink, barren });
	}
	return passedOver({ ids, skip, barren }, largestSkip);
}

function passedOver(
	{ ids, skip, barren }: Required<Omit<Tie, 'nextLink'>>,
	largestSkip: number,
): Result<Tie, Failure> {
	const next = Math.max(0, ids.size - 1);
	if (next <= largestSkip) return next === skip ? fail(goesInCircles) : succeed({ ids, skip: next, barren });
	return skip < largestSkip ? succeed({ ids, skip: largestSkip, barren }) : fail(tooManyTies);
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
