import { normalizeTimestamp } from '../core/timestamp';
import type { RecordQuery } from './source';

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
): Query | undefined {
	if (count < asked.top) return undefined;
	const times = created.map(normalizeTimestamp).filter((time) => time !== undefined);
	const first = times.at(0);
	const last = times.at(-1);
	if (first === undefined || last === undefined || first === last) {
		return { ...asked, skip: (asked.skip ?? 0) + count };
	}
	return { ...asked, [first > last ? 'createdTo' : 'createdFrom']: last, skip: undefined };
}
