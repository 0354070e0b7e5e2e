import type { Version } from '../core/item';
import type { JsonObject } from '../core/json';
import { text } from '../core/json';
import { allOf, anyOf, withQuery } from '../core/odata';
import type { RecordQuery, UpdateQuery } from './source';

/** `$skip` above it is refused (Graph security error codes). */
export const GRAPH_LARGEST_SKIP = 500;

/** See `Source.version`. */
export const graphVersion = ({ id, createdDateTime, lastUpdateDateTime }: JsonObject): Version => ({
	id: text(id) ?? '',
	createdDateTime: text(createdDateTime),
	lastUpdateDateTime: text(lastUpdateDateTime),
});

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

/** A search, likewise; `clauses` narrow it further. */
export function listUrl(
	path: string,
	{ createdFrom, createdTo, severities = [], statuses = [], top, skip }: RecordQuery,
	{ clauses = [], expand }: { clauses?: Array<string | undefined>; expand?: string } = {},
): string {
	return withQuery(path, {
		$filter: allOf([
			createdFrom && `createdDateTime ge ${createdFrom}`,
			createdTo && `createdDateTime le ${createdTo}`,
			anyOf('severity', severities),
			anyOf('status', statuses),
			...clauses,
		]),
		$top: String(top),
		$skip: skip === undefined ? undefined : String(skip),
		$expand: expand,
	});
}
