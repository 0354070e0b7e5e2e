import { normalizeTimestamp } from '../core/timestamp';
import type { AlertQuery } from './source';

/**
 * Where to read on after a page that came without `nextLink`; undefined when it was not full, so nothing is left.
 *
 * The next page begins at the last creation time of this one, inclusive, because rows that share that time may be cut in
 * two by the page's edge. Only where a whole page shares one time, `skip` passes over the rows that were read.
 */
export function nextQuery(asked: AlertQuery, created: Array<string | undefined>): AlertQuery | undefined {
	if (created.length < asked.top) return undefined;
	const times = created.map(normalizeTimestamp).filter((time) => time !== undefined);
	const first = times.at(0);
	const last = times.at(-1);
	const skipped = { ...asked, skip: (asked.skip ?? 0) + created.length };
	if (first === undefined || last === undefined) return skipped;
	const boundary = first >= last ? 'createdTo' : 'createdFrom';
	if (asked[boundary] === last) return skipped;
	const atBoundary = first === last ? created.length : undefined;
	return { ...asked, [boundary]: last, skip: atBoundary };
}
