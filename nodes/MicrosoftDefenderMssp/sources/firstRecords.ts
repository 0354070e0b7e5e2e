import type { Failure } from '../core/failure';
import type { SecurityRecord } from '../core/item';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { foreignAlert } from './getPage';
import type { RecordPage } from './readRecords';

/** The first records of the pages that are to be kept; no more pages are read than that takes. */
export async function firstRecords<R extends SecurityRecord>(
	pages: AsyncIterable<Result<RecordPage<R>, Failure>>,
	{ keep, limit }: { keep: (record: R) => boolean; limit: number },
): Promise<Result<R[], Failure>> {
	let found: R[] = [];
	for await (const page of pages) {
		if (!page.ok) return page;
		if (page.value.foreign > 0) return fail(foreignAlert);
		found = found.concat(page.value.records.filter(keep));
		if (found.length >= limit) break;
	}
	return succeed(found.slice(0, limit));
}
