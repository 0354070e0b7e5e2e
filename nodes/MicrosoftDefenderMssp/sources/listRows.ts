import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { objects, text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Connection } from '../transport/connection';
import type { Endpoint } from '../transport/endpoint';
import { callEndpoint } from '../transport/endpoint';
import { goesInCircles } from './getPage';
import { isNew } from './isNew';

/** Source: Defender API pages, `$top` of lists. */
const LARGEST_PAGE = 10_000;

export interface RowsQuery {
	/** `$filter`. */
	filter?: string;
	/** Rows that are wanted at most. */
	limit: number;
	/** What the service cannot filter by. */
	keep?: (row: JsonObject) => boolean;
}

/**
 * Lists the rows of a Defender for Endpoint collection, each id once. Pages are asked for by `$skip`, because the service
 * sends no `nextLink` to those who say `$top`; where it cuts a page short and does send one, `$skip` leads on as well.
 * "Not found" is how it says that there is nothing to list ("list machines").
 */
export async function listRows(
	endpoint: Endpoint,
	{ filter, limit, keep }: RowsQuery,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject[], Failure>> {
	const top = keep === undefined ? Math.min(limit, LARGEST_PAGE) : LARGEST_PAGE;
	const known = new Set<string>();
	let found: JsonObject[] = [];
	for (let skip = 0; ;) {
		const query = { $filter: filter, $top: String(top), $skip: skip === 0 ? undefined : String(skip) };
		const page = await callEndpoint(endpoint, { query }, connection, tenantId);
		if (!page.ok) return page.failure.kind === 'notFound' ? succeed(found) : page;
		const { value, '@odata.nextLink': nextLink } = page.value;
		if (!Array.isArray(value)) return fail(noList);
		const fresh = objects(value).filter((row) => isNew(text(row.id) ?? JSON.stringify(row), known));
		found = found.concat(keep === undefined ? fresh : fresh.filter(keep));
		const isLast = value.length < top && nextLink === undefined;
		if (isLast || found.length >= limit) return succeed(found.slice(0, limit));
		if (fresh.length === 0) return fail(goesInCircles);
		skip += value.length;
	}
}

const noList: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The service sent a page without its list.',
	remedy: 'Run it again.',
};
