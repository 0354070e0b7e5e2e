import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import { ODataError } from '../odata/errors';
import { compileFilter, type FilterField, type FilterFields } from '../odata/evaluate';
import { pageOf, pagePosition, rowsNeeded } from '../odata/paging';
import { parseFilter } from '../odata/parse';
import { countOption, orderOption, refuseOtherOptions, singleOption } from '../odata/query';
import {
	firstRows,
	newestFirst,
	type Json,
	type RecordStore,
	type Row,
	type StoredRecord,
} from '../records/store';
import type { GraphCall } from './handler';

/** Larger skips are refused (Graph's security error codes page). */
const largestSkip = 500;
const metadata = 'https://graph.microsoft.com/v1.0/$metadata#';

/** A collection of Graph security: alerts, incidents, or the alerts of an incident. */
export interface Collection<R extends StoredRecord> {
	/** Below `/v1.0/`; also what `@odata.context` names. */
	path: string;
	store: RecordStore<R>;
	/** Whether Graph ever shows the record in this collection. */
	includes: (record: R) => boolean;
	/** How a row is shown; `preferred` tells that the client wants unknown enum members. */
	view: (row: Row<R>, preferred: boolean) => Json;
}

/** Answers a list request for pages of `size` rows. Throws an ODataError for options that Graph refuses. */
export function answerList<R extends StoredRecord>(
	{ world, caller: { tenant }, call }: GraphCall,
	collection: Collection<R>,
	{ fields, size, options = [] }: { fields: FilterFields<Row<R>>; size: number; options?: readonly string[] },
): Reply {
	const { graph } = tenant;
	const query = call.url.searchParams;
	const ordering = graph.allowOrderBy || graph.ignoreOrderBy ? ['$orderby'] : [];
	refuseOtherOptions(query, ['$count', '$filter', '$skip', '$top', '$skiptoken', ...options, ...ordering]);
	const skip = countOption(query, '$skip') ?? 0;
	if (skip > largestSkip) throw new ODataError(`The value of $skip must not be greater than ${largestSkip}.`);
	const order = orderOption(query, ['createdDateTime', 'lastUpdateDateTime']);
	const filter = singleOption(query, '$filter');
	const keep = filter === undefined ? () => true : compileFilter(parseFilter(filter), fields);
	const now = world.now();
	const counts = countWanted(query);
	const url = new URL(`${world.urls.graph}/v1.0/${collection.path}`);
	const request = { url, query, tenantId: tenant.id };
	const position = pagePosition(request, skip, graph);
	const rows = firstRows(
		collection.store.sorted(graph.ignoreOrderBy ? newestFirst : (order ?? newestFirst)),
		(row) => keep(row) && row.record.visibleAt <= now && collection.includes(row.record),
		counts ? Infinity : rowsNeeded(position, size),
	);
	const { page, nextLink } = pageOf(rows, size, request, position, graph);
	const preferred = prefersUnknownMembers(call.headers.prefer);
	const body = {
		'@odata.context': `${metadata}${contextOf(collection.path)}`,
		...(counts ? { '@odata.count': rows.length } : {}),
		...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
		value: page.map((row) => collection.view(row, preferred)),
	};
	return json(200, body, preferenceHeader(preferred));
}

/** Answers a request for one record by its id. */
export function answerEntity<R extends StoredRecord>(
	{ world, call }: GraphCall,
	collection: Collection<R>,
	{ id, options = [] }: { id: string; options?: readonly string[] },
): Reply {
	refuseOtherOptions(call.url.searchParams, options);
	const row = collection.store.get(id);
	if (!row || row.record.visibleAt > world.now() || !collection.includes(row.record)) {
		const message = `Resource with id '${id}' was not found.`;
		return apiError(world, 'graph', { status: 404, code: 'ResourceNotFound', message });
	}
	const preferred = prefersUnknownMembers(call.headers.prefer);
	const context = `${metadata}${contextOf(collection.path)}/$entity`;
	const body = { '@odata.context': context, ...collection.view(row, preferred) };
	return json(200, body, preferenceHeader(preferred));
}

/** A filter over an enum of Graph: the members it knows, and the hidden ones, and the sentinel. */
export function enumField<R>(
	plain: readonly string[] | undefined,
	hidden: readonly string[] | undefined,
	read: (row: R) => string,
): FilterField<R> {
	return { type: 'enum', members: [...(plain ?? []), ...(hidden ?? []), 'unknownFutureValue'], read };
}

/** `security/incidents/4711/alerts` -> `security/incidents('4711')/alerts`, as OData writes keys. */
function contextOf(path: string): string {
	return path.replace(/\/(\d+)(?=\/)/, "('$1')");
}

function countWanted(query: URLSearchParams): boolean {
	const count = singleOption(query, '$count') ?? 'false';
	if (count !== 'true' && count !== 'false') throw new ODataError(`Invalid value '${count}' for $count.`);
	return count === 'true';
}

function prefersUnknownMembers(prefer: string | undefined): boolean {
	return (prefer ?? '')
		.split(',')
		.some((item) => item.trim().toLowerCase() === 'include-unknown-enum-members');
}

function preferenceHeader(preferred: boolean): Record<string, string> {
	return preferred ? { 'preference-applied': 'include-unknown-enum-members' } : {};
}
