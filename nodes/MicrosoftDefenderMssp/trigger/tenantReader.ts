import type { ReadWindow } from '../core/backlog';
import { sortOf } from '../core/backlog';
import type { Checkpoint, Progress, ReadPage } from '../core/checkpoint';
import { windowsToRead } from '../core/checkpoint';
import { apiHost } from '../core/clouds';
import { newVersionOf } from '../core/event';
import type { Failure } from '../core/failure';
import type { HeldRow, RecordRow } from '../core/item';
import { isSeen, rowOf } from '../core/item';
import type { JsonObject } from '../core/json';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { SeenAlerts } from '../core/seen';
import { decodeSeen, seenKey } from '../core/seen';
import type { RawPage } from '../sources/getPage';
import { callContext, foreignAlert, getPage, isOf } from '../sources/getPage';
import type { Source } from '../sources/source';
import { withDetails } from '../sources/withDetails';
import type { Connection } from '../transport/connection';
import type { Asked, OpenWindow, PageStep } from './openWindow';
import { stepOf, withoutNextLink } from './openWindow';

export interface ReaderOptions {
	source: Source;
	connection: Connection;
	tenantId: string;
	checkpoint: Checkpoint;
	sweepDue: boolean;
	/** See `ReadOptions`. */
	freshFrom?: string;
	/** Begins with the older spans, and reads the newest one last. */
	olderFirst?: boolean;
	includeEvidence: boolean;
	/** What the service sent of a row goes into its items. */
	keepsRaw: boolean;
	/** Sources that were found not to sort. */
	unsorted: Set<string>;
	/** Counts a request; false if the service would not allow it now, or no time is left for it. */
	takeRequest: () => boolean;
}

/** Rows to ask for, and whether with details. */
export interface PageShape {
	top: number;
	expand: boolean;
}

/** Reads what is new in one tenant, one page at a time, so that others can be read in between. */
export interface TenantReader {
	/** Reads the next page. False when there is nothing left, or nothing more may be asked for now. */
	readPage(shape: PageShape): Promise<Result<boolean, Failure>>;
	/** What was read so far. */
	progress(): Progress<HeldRow>;
	/** What must be told although the tenant was read: rows of another tenant, or a span that cannot be read. */
	trouble(): Failure | undefined;
	/** Requests that were answered. */
	pages(): number;
	/** New rows that are held. */
	rows(): number;
}

/** How far a reader has come. */
interface Reading {
	/** Spans that are still to be read, the next one first. */
	open: OpenWindow[];
	/** Spans that cannot be read now; they do not hold up those behind them, and stay unread. */
	stuck: Array<{ window: OpenWindow; failure: Failure }>;
	pages: Array<ReadPage<HeldRow>>;
	/** On these pages. */
	rows: number;
	foreign: number;
}

/** A reader that begins where the checkpoint says. */
export function createReader(options: ReaderOptions): TenantReader {
	const { source, connection, tenantId, checkpoint, unsorted, takeRequest } = options;
	const context = callContext(source, connection, tenantId);
	let decoded: SeenAlerts | undefined;
	/** Of those tenants only that are read, and not before. */
	const seenAlerts = () => (decoded ??= decodeSeen(checkpoint.seen) ?? new Map<string, never>());
	const [newest, ...older] = windowsToRead(checkpoint, options);
	const spans = newest === undefined ? [] : [newest];
	const reading: Reading = {
		open: options.olderFirst === true ? [...older, ...spans] : [...spans, ...older],
		stuck: [],
		pages: [],
		rows: 0,
		foreign: 0,
	};

	const isNew = (row: RecordRow) =>
		newVersionOf(row, seenAlerts().get(seenKey(row.id)), checkpoint) !== undefined;

	const newRows = async (own: JsonObject[], { expand }: Asked): Promise<HeldRow[]> => {
		const complete = expand || source.details === undefined;
		const unseen = own.filter((row) => !isSeen(source.version(row), seenAlerts()));
		const rows = unseen.map((row) => rowOf(source.record(row), complete)).filter(isNew);
		const detailed =
			complete || !options.includeEvidence ? rows : await withDetails(rows, context, source, takeRequest);
		return options.keepsRaw ? detailed : detailed.map(withoutRaw);
	};

	const takeIn = async (window: OpenWindow, page: RawPage, asked: Asked): Promise<void> => {
		const own = page.rows.filter((row) => isOf(tenantId, row, source));
		const rows = await newRows(own, asked);
		// In one go from here on: a poll that ends in between would take the page for read and its rows for none.
		record(reading, stepOf(window, page, asked, source), rows);
		reading.foreign += page.rows.length - own.length;
	};

	return {
		async readPage({ top, expand }) {
			const [window] = reading.open;
			if (window === undefined || !takeRequest()) return succeed(false);
			const host = apiHost(connection.cloud, source.service);
			if (!host.ok) return host;
			const asked: Asked = {
				top,
				expand: expand && options.includeEvidence,
				ascending: source.canSort && !unsorted.has(source.name),
			};
			const { from, to, tie } = window;
			const skip = tie === undefined || tie.skip === 0 ? undefined : tie.skip;
			const url = tie?.nextLink ?? source.updatesUrl(host.value, { from, to, skip, ...asked });
			const page = await getPage(url, context);
			if (page.ok) await takeIn(window, page.value, asked);
			else if (!doWithout(reading, page.failure, asked, options)) return page;
			return succeed(reading.open.length > 0);
		},
		progress: () => ({
			pages: [...reading.pages],
			left: [...reading.open, ...reading.stuck.map(({ window }) => window)].map(withoutTie),
		}),
		trouble: () => (reading.foreign > 0 ? foreignAlert : reading.stuck[0]?.failure),
		pages: () => reading.pages.length,
		rows: () => reading.rows,
	};
}

const withoutRaw = ({ record: { simple }, ...row }: RecordRow): HeldRow => ({ ...row, record: { simple } });

function record(reading: Reading, { left, again, ascending, failure }: PageStep, rows: HeldRow[]): void {
	reading.rows += rows.length;
	const [window, ...rest] = reading.open;
	if (window !== undefined)
		reading.pages.push({ rows, asked: withoutTie(window), ascending, ...(again && { again }) });
	reading.open = failure === undefined ? [...left, ...rest] : rest;
	if (failure !== undefined && window !== undefined) reading.stuck.push({ window, failure });
}

/** A nextLink that is refused and an order that is not known are done without. False if that is not what failed. */
function doWithout(
	reading: Reading,
	failure: Failure,
	{ ascending }: Asked,
	{ source, unsorted }: ReaderOptions,
): boolean {
	const [window, ...rest] = reading.open;
	if (failure.transient || window === undefined) return false;
	if (window.tie?.nextLink !== undefined) {
		reading.open = [withoutNextLink(window, source.largestSkip), ...rest];
		return true;
	}
	if (failure.kind !== 'badRequest' || !ascending || window.tie !== undefined) return false;
	unsorted.add(source.name);
	return true;
}

const withoutTie = ({ from, to, ...sort }: OpenWindow): ReadWindow => ({
	from,
	...(to !== undefined && { to }),
	...sortOf(sort),
});
