import { apiHost } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { SecurityRecord } from '../core/item';
import type { JsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { CallContext } from '../transport/apiFailure';
import type { Connection } from '../transport/connection';
import { waitTurn } from '../transport/endpoint';
import type { RawPage } from './getPage';
import { callContext, getPage, goesInCircles, isOf } from './getPage';
import { isNew } from './isNew';
import type { PagesBefore } from './nextQuery';
import { nextQuery } from './nextQuery';
import type { ListSource, RecordQuery, Source } from './source';

/** A page with nothing new may still lead on (Graph does so after filtering), but not for ever. */
const EMPTY_PAGES = 20;

export interface RecordPage<R extends SecurityRecord> {
	/** Alerts or incidents of this tenant that no earlier page had. */
	records: R[];
	/** Rows that named another tenant as theirs, and are not in `records`. */
	foreign: number;
	/** Rows that the service sent, also those that an earlier page had: whether the page is full is told by them. */
	count: number;
}

/**
 * Reads the alerts or incidents of one tenant page by page, within the service's limits, until there are no more; after a
 * failure nothing follows. A full page without `nextLink` does not end the reading: both services are known to leave the
 * link out (Defender when `$top` is given; Graph in field reports), so it goes on from the page's last creation time.
 */
export async function* readRecords<R extends SecurityRecord, Query extends RecordQuery>(
	source: ListSource<R, Query>,
	query: Query,
	connection: Connection,
	tenantId: string,
): AsyncGenerator<Result<RecordPage<R>, Failure>> {
	const host = apiHost(connection.cloud, source.service);
	if (!host.ok) {
		yield host;
		return;
	}
	const context = callContext(source, connection, tenantId);
	const visited = new Set<string>();
	const known = new Set<string>();
	let asked = query;
	let barren = 0;
	let before: PagesBefore = { largest: 0, passed: 0 };
	let url: string | undefined = source.listUrl(host.value, query);
	while (url !== undefined) {
		const page: Result<RawPage, Failure> = await getUnvisited(url, visited, source, context);
		if (!page.ok) {
			yield page;
			return;
		}
		const { rows, count, nextLink } = page.value;
		const knownBefore = known.size;
		yield succeed({ ...takeIn(rows, source, tenantId, known), count });
		barren = known.size > knownBefore ? 0 : barren + 1;
		before = withPage(before, page.value);
		const isLinked = nextLink !== undefined;
		const next = isLinked ? asked : nextQuery(asked, count, rows.map(createdAt(source)), before);
		if (next !== undefined && barren > mostBarren(page.value)) {
			yield fail(goesInCircles);
			return;
		}
		if (!isLinked) before = { ...before, passed: 0 };
		asked = next ?? asked;
		url = nextLink ?? (next && source.listUrl(host.value, next));
	}
}

const mostBarren = ({ nextLink }: RawPage): number => (nextLink === undefined ? 0 : EMPTY_PAGES);

const withPage = ({ largest, passed }: PagesBefore, { count, nextLink }: RawPage): PagesBefore => ({
	largest: nextLink === undefined ? largest : Math.max(largest, count),
	passed: passed + count,
});

async function getUnvisited(
	url: string,
	visited: Set<string>,
	source: Source,
	context: CallContext,
): Promise<Result<RawPage, Failure>> {
	if (visited.has(url)) return fail(goesInCircles);
	visited.add(url);
	const turn = await waitTurn(source, context.connection, context.tenantId);
	if (!turn.ok) return turn;
	return await getPage(url, context);
}

function takeIn<R extends SecurityRecord>(
	rows: JsonObject[],
	source: Source<R>,
	tenantId: string,
	known: Set<string>,
): Pick<RecordPage<R>, 'foreign' | 'records'> {
	const own = rows.filter((row) => isOf(tenantId, row, source));
	const records = own.map((row) => source.record(row)).filter(({ simple }) => isNew(simple.id, known));
	return { records, foreign: rows.length - own.length };
}

const createdAt = (source: Source) => (row: JsonObject) => source.version(row).createdDateTime;
