import { normalizeTimestamp } from '../core/timestamp';
import type { RecordQuery } from './source';

/** What the pages so far tell. */
export interface PagesBefore {
	/** Entries of the largest page that was not the last, 0 if there was none: a service may send fewer than it is asked for. */
	largest: number;
	/** Entries of the pages that the query and the links after it led to. */
	passed: number;
}

/**
 * Where to read on after a page that came without `nextLink`; undefined when it was not full, so nothing is left.
 *
 * The next page begins at the last creation time of this one, inclusive, because rows that share that time may be cut in
 * two by the page's edge; its first and last time tell in which order the service sends. A page that shares one time tells
 * neither, so there `skip` passes over what was read: rows that arrive meanwhile then only repeat others.
 */
export function nextQuery<Query extends RecordQuery>(
	asked: Query,
	count: number,
	created: Array<string | undefined>,
	{ largest, passed }: PagesBefore = { largest: 0, passed: count },
): Query | undefined {
	// Where no size was asked for, only links lead on.
	const full = largest > 0 && asked.top < Infinity ? Math.min(largest, asked.top) : asked.top;
	if (count < full) return undefined;
	const times = created.map(normalizeTimestamp).filter((time) => time !== undefined);
	const first = times.at(0);
	const last = times.at(-1);
	if (first === undefined || last === undefined || first === last) {
		return { ...asked, skip: (asked.skip ?? 0) + passed };
	}
	return { ...asked, [first > last ? 'createdTo' : 'createdFrom']: last, skip: undefined };
}
