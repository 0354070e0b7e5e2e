import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import { ODataError } from '../odata/errors';
import { compileFilter, type FilterFields } from '../odata/evaluate';
import { pageOf, pagePosition, rowsNeeded } from '../odata/paging';
import { parseFilter } from '../odata/parse';
import { countOption, refuseOtherOptions, singleOption } from '../odata/query';
import {
	firstRows,
	newestFirst,
	shown,
	type Json,
	type RecordStore,
	type Row,
	type StoredRecord,
} from '../records/store';
import type { DefenderCall } from './handler';

const largestTop = 10_000;
const metadata = 'https://api.securitycenter.microsoft.com/api/$metadata#';

/** A collection of Defender: devices or the actions on them. */
export interface DefenderCollection<R extends StoredRecord> {
	/** Below `/api/`. */
	path: string;
	/** As `@odata.context` names it. */
	context: string;
	store: RecordStore<R>;
	fields: FilterFields<Row<R>>;
	view: (record: R, shownIn: 'list' | 'entity') => Json;
	/** A list without rows is answered 404. */
	emptyIsNotFound?: true;
}

/** Answers a list request. Throws an ODataError for options that Defender refuses. */
export function answerList<R extends StoredRecord>(
	{ world, caller: { tenant }, call }: DefenderCall,
	collection: DefenderCollection<R>,
): Reply {
	const query = call.url.searchParams;
	refuseOtherOptions(query, ['$filter', '$top', '$skip', '$skiptoken']);
	const top = topOption(query);
	const filter = singleOption(query, '$filter');
	const keep = filter === undefined ? () => true : compileFilter(parseFilter(filter), collection.fields);
	const url = new URL(`${world.urls.defender}/api/${collection.path}`);
	const request = { url, query, tenantId: tenant.id };
	// A caller's own $top is the end of the list, as with alerts.
	const isEnd = top !== undefined && top <= (tenant.defender.maxTop ?? top);
	const options = isEnd ? { ...tenant.defender, omitNextLink: true } : tenant.defender;
	const position = pagePosition(request, countOption(query, '$skip') ?? 0, options);
	const size = top ?? tenant.defender.pageSize;
	const rows = firstRows(
		collection.store.sorted(newestFirst),
		(row) => keep(row) && row.record.visibleAt <= world.now(),
		rowsNeeded(position, size),
	);
	const { page, nextLink } = pageOf(rows, size, request, position, options);
	if (page.length === 0 && nextLink === undefined && collection.emptyIsNotFound) {
		const message = 'No machines were found.';
		return apiError(world, 'defender', { status: 404, code: 'NotFound', message });
	}
	return json(200, {
		'@odata.context': `${metadata}${collection.context}`,
		value: page.map((row) => shown(row, 'list', (record) => collection.view(record, 'list'))),
		...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
	});
}

/** `$top`, refused where it is larger than Defender allows. */
export function topOption(query: URLSearchParams): number | undefined {
	const top = countOption(query, '$top');
	if (top === undefined || top <= largestTop) return top;
	throw new ODataError(
		`The limit of '${largestTop}' for Top query has been exceeded. The value from the incoming request is '${top}'.`,
	);
}

/** An entity as the answer of a call that reads or changes it. */
export function answerEntity<R extends StoredRecord>(
	record: R,
	{ context, view }: Pick<DefenderCollection<R>, 'context' | 'view'>,
	status = 200,
): Reply {
	return json(status, { '@odata.context': `${metadata}${context}/$entity`, ...view(record, 'entity') });
}
