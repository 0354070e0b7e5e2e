import { apiHost } from '../core/clouds';
import type { RecordRow } from '../core/item';
import { rowOf } from '../core/item';
import type { CallContext } from '../transport/apiFailure';
import { apiCall } from '../transport/apiRequest';
import { isOf } from './getPage';
import type { Source } from './source';

/** Asked for once and not waited for long: what the service cannot give for a page it may not give for a single row either. */
const TIMEOUT_MS = 5_000;

/**
 * The rows with the details that their page came without, asked for one by one. An alert whose details cannot be had is
 * delivered without them: late or never would be worse.
 */
export async function withDetails(
	rows: RecordRow[],
	context: CallContext,
	source: Source,
	takeRequest: () => boolean,
): Promise<RecordRow[]> {
	const host = apiHost(context.connection.cloud, source.service);
	const { details } = source;
	if (details === undefined || !host.ok) return rows;
	const { connection } = context;
	const once = { ...context, connection: { ...connection, retry: { ...connection.retry, attempts: 1 } } };
	const detailed: RecordRow[] = [];
	for (const row of rows) {
		const url = details.url(host.value, row.id);
		const request = { method: 'GET', url, isWrite: false, timeoutMs: TIMEOUT_MS } as const;
		const body = takeRequest() ? await apiCall(request, once) : undefined;
		const isOwn = body?.ok === true && isOf(context.tenantId, body.value, source);
		const raw = isOwn ? details.merge(row.record.raw, body.value) : undefined;
		detailed.push(raw === undefined ? row : { ...rowOf(source.record(raw), true), updatedAt: row.updatedAt });
	}
	return detailed;
}
