import { allOf, withQuery } from '../core/odata';
import type { UpdateQuery } from './source';

/** `$skip` above it is refused (Graph security error codes). */
export const GRAPH_LARGEST_SKIP = 500;

/** The query that alerts and incidents share. `$orderby` is not documented there, but Elastic's integration relies on it. */
export function updatesUrl(
	path: string,
	{ from, to, top, skip, ascending }: UpdateQuery,
	expand?: string,
): string {
	return withQuery(path, {
		$filter: allOf([`lastUpdateDateTime ge ${from}`, to && `lastUpdateDateTime le ${to}`]),
		$orderby: ascending ? 'lastUpdateDateTime asc' : undefined,
		$top: String(top),
		$skip: skip === undefined ? undefined : String(skip),
		$expand: expand,
	});
}
