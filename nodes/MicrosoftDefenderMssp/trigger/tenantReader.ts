import type { ReadWindow } from '../core/backlog';
import { isSweep, sortOf } from '../core/backlog';
import type { Checkpoint, Progress, ReadPage } from '../core/checkpoint';
import { windowsToRead } from '../core/windowsToRead';
import type { ApiHost } from '../core/clouds';
import { apiHost } from '../core/clouds';
import { newVersionOf } from '../core/event';
import type { Failure } from '../core/failure';
import type { HeldRow, RecordRow } from '../core/item';
import { isSeen, rowOf } from '../core/item';
import type { JsonObject } from '../core/json';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { SweepExtent } from '../core/visit';
import type { SeenAlerts } from '../core/seen';
import { seenKey } from '../core/seen';
import { decodeSeen } from '../core/seenLines';
import type { RawPage } from '../sources/getPage';
import { callContext, foreignAlert, getPage, isOf, unaskedAlerts } from '../sources/getPage';
import type { Source } from '../sources/source';
import type { KeptTies } from '../sources/tiePaging';
import { withoutRefused } from '../sources/tiePaging';
import { withDetails } from '../sources/withDetails';
import type { Connection } from '../transport/connection';
import { goneOn, isUndivided, keepTies } from './keptTies';
import type { Asked, OpenWindow, PageStep } from './openWindow';
import { isAskedFor, stepOf } from './openWindow';
import { hasRefused, noteRefused } from './refused';
import { partitionKey } from './state';

export interface ReaderOptions {
	source: Source;
	connection: Connection;
	tenantId: string;
	checkpoint: Checkpoint;
	sweepDue: boolean;
	/** See `ReadOptions`. */
	freshFrom?: string;
	/** Reads a page of an older span before the newest one. */
	olderFirst?: boolean;
	includeEvidence: boolean;
	/** What the service sent of a row goes into its items. */
	keepsRaw: boolean;
	/** See `PollMemory`. */
	refused: Map<string, number>;
	/** Likewise. */
	ties: KeptTies;
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
	/** What the next page will be of; undefined when there is nothing left. */
	next(): SpanKind | undefined;
	/** The next page is asked for in the order of update and will come so as far as can be told, so that it can be a small one. */
	isOrdered(): boolean;
	/** What was read so far, but for what was handed over. */
	progress(): TenantProgress;
	/** All of what was read so far was handed over; but what has to settle first is to be read again, from where it begins. */
	handedOver(unsettled?: ReadWindow): void;
	/**
	 * What must be told although the tenant was read: rows of another tenant, or a span that cannot be read; at all, or in the
	 * time that there was.
	 */
	trouble(isTimeUp: boolean): Failure | undefined;
	/** Requests that were answered. */
	pages(): number;
	/** New rows that are held, without those handed over. */
	rows(): number;
	/** How far it came with a sweep. */
	sweep(): SweepExtent;
}

/** The newest alerts, older ones that were never read, or those that are looked through again. */
export type SpanKind = 'head' | 'backlog' | 'sweep';

export interface TenantProgress extends Progress<HeldRow> {
	/** So many of the pages, the first ones, are of the newest span. */
	heads: number;
}

/** How far a reader has come. */
interface Reading {
	/** Spans that are still to be read, the next one first. */
	open: OpenWindow[];
	/** Spans that cannot be read now; they do not hold up those behind them, and stay unread. */
	stuck: Array<{ window: OpenWindow; failure: Failure }>;
	/** To where a sweep looks; normalized. */
	sweepTo?: string;
	/** What was handed over but for rows that have to settle first. */
	unsettled: ReadWindow[];
	heads: Array<ReadPage<HeldRow>>;
	older: Array<ReadPage<HeldRow>>;
	/** On these pages. */
	rows: number;
	answers: number;
	/** A full page came in no order. */
	isUnordered: boolean;
	/** Rows came that were not asked for. */
	hasUnasked: boolean;
	foreign: number;
}

/** A reader that begins where the checkpoint says. */
export function createReader(options: ReaderOptions): TenantReader {
	const { source, connection, tenantId, checkpoint, takeRequest } = options;
	const context = callContext(source, connection, tenantId);
	let decoded: SeenAlerts | undefined;
	/** Of those tenants only that are read, and not before. */
	const seenAlerts = () => (decoded ??= decodeSeen(checkpoint.seen) ?? new Map<string, never>());
	const reading = newReading(options);
	const current = () => nextOf(reading, options.olderFirst === true);
	const asksInOrder = () => source.canSort && !hasRefused(options, 'order');

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

	const partition = partitionKey(source.name, tenantId);
	const keep = (window: OpenWindow) => {
		keepTies(options.ties, partition, { window, parts: reading.open }, connection.now());
	};

	const takeIn = async (window: OpenWindow, page: RawPage, asked: Asked): Promise<void> => {
		const own = page.rows.filter((row) => isOf(tenantId, row, source));
		// A gateway that ignores the filter sends what was handled long ago and is not remembered any more.
		const askedFor = own.filter(isAskedFor(window, source));
		const rows = await newRows(askedFor, asked);
		// In one go from here on: a poll that ends in between would take the page for read and its rows for none.
		record(reading, window, stepOf(window, page, asked, source), rows);
		keep(window);
		reading.foreign += page.rows.length - own.length;
		reading.hasUnasked ||= askedFor.length < own.length;
	};

	return {
		async readPage(shape) {
			const span = current();
			if (span === undefined || !takeRequest()) return succeed(false);
			const host = apiHost(connection.cloud, source.service);
			if (!host.ok) return host;
			const window = goneOn(options.ties, partition, span, { seen: seenAlerts, now: connection.now() });
			if (window !== span) replace(reading, span, [window]);
			const asked = askedOf(window, shape, options);
			const page = await getPage(urlOf(window, asked, source, host.value), context);
			if (page.ok) await takeIn(window, page.value, asked);
			else if (doWithout(reading, { window, failure: page.failure }, asked, options)) keep(window);
			else return page;
			return succeed(reading.open.length > 0);
		},
		next: () => kindOf(current()),
		isOrdered: () => asksInOrder() && !reading.isUnordered && !reading.hasUnasked && !isUndivided(current()),
		progress: () => progressOf(reading),
		handedOver(unsettled) {
			Object.assign(reading, { heads: [], older: [], rows: 0 });
			reading.unsettled = unsettled === undefined ? [] : [unsettled];
		},
		trouble: (isTimeUp) => (reading.foreign > 0 ? foreignAlert : unreadable(reading, isTimeUp)),
		pages: () => reading.answers,
		rows: () => reading.rows,
		sweep: () => sweepOf(reading, checkpoint),
	};
}

/** Why a span was not read to its end; undefined where that is only a matter of time. */
function unreadable({ stuck, open, hasUnasked }: Reading, isTimeUp: boolean): Failure | undefined {
	const spans = [...stuck.map(({ window }) => window), ...(isTimeUp ? open : [])];
	// Where a part can be asked for, only a span of one time is ever stuck.
	const isWhole = spans.some(({ from, to }) => from !== to);
	return hasUnasked && isWhole ? unaskedAlerts : stuck[0]?.failure;
}

function askedOf({ tie }: OpenWindow, { top, expand }: PageShape, options: ReaderOptions): Asked {
	const rows = Math.min(top, tie?.top ?? top);
	return {
		top: rows,
		// As with pages that were halved: details are dropped where smaller pages did not help.
		expand: expand && options.includeEvidence && rows > top / 16,
		ascending: options.source.canSort && !hasRefused(options, 'order'),
		linksUseless: hasRefused(options, 'links'),
	};
}

function urlOf({ from, to, tie }: OpenWindow, asked: Asked, source: Source, host: ApiHost): string {
	const skip = tie === undefined || tie.skip === 0 ? undefined : tie.skip;
	return tie?.nextLink ?? source.updatesUrl(host, { from, to, skip, ...asked });
}

const withoutRaw = ({ record: { simple }, ...row }: RecordRow): HeldRow => ({ ...row, record: { simple } });

function newReading(options: ReaderOptions): Reading {
	const spans = windowsToRead(options.checkpoint, options);
	return {
		open: spans.map((span) => ({ ...span, ...(span.to === undefined && { head: true as const }) })),
		stuck: [],
		sweepTo: spans.find(isSweep)?.to,
		unsettled: [],
		heads: [],
		older: [],
		rows: 0,
		answers: 0,
		isUnordered: false,
		hasUnasked: false,
		foreign: 0,
	};
}

function progressOf({ heads, older, open, stuck, unsettled }: Reading): TenantProgress {
	const left = [...open, ...stuck.map(({ window }) => window)].map(withoutTie);
	// In this order, so that the newest alerts get their share first.
	return { pages: [...heads, ...older], heads: heads.length, left: [...left, ...unsettled] };
}

function sweepOf({ open, stuck, sweepTo }: Reading, { resume, backlog }: Checkpoint): SweepExtent {
	const left = [...open, ...stuck.map(({ window }) => window)];
	return {
		isInterrupted: resume !== undefined || ![...backlog, ...left].every(isSweep),
		...(sweepTo !== undefined && !backlog.some(isSweep) && { begunTo: sweepTo }),
		isLeft: left.some(isSweep),
	};
}

/** The newest span comes first, but for one page of an older one where that is wanted. */
function nextOf({ open, answers }: Reading, olderFirst: boolean): OpenWindow | undefined {
	const waiting = olderFirst && answers === 0 ? open.find(({ head }) => head === undefined) : undefined;
	return waiting ?? open.find(({ head }) => head === true) ?? open[0];
}

function kindOf(window: OpenWindow | undefined): SpanKind | undefined {
	if (window === undefined) return undefined;
	return window.head === true ? 'head' : window.sweep === true ? 'sweep' : 'backlog';
}

function record(
	reading: Reading,
	window: OpenWindow,
	{ left, again, ascending, failure }: PageStep,
	rows: HeldRow[],
): void {
	reading.answers += 1;
	reading.rows += rows.length;
	reading.isUnordered ||= left.length > 1 && again === undefined;
	const pages = window.head === true ? reading.heads : reading.older;
	pages.push({ rows, asked: withoutTie(window), ascending, ...(again && { again }) });
	replace(reading, window, failure === undefined ? left : []);
	if (failure !== undefined) reading.stuck.push({ window, failure });
}

function replace(reading: Reading, window: OpenWindow, parts: OpenWindow[]): void {
	reading.open = reading.open.flatMap((one) => (one === window ? parts : [one]));
}

/** What is refused is done without, where there is another way. False if there is none but to try the same again. */
function doWithout(
	reading: Reading,
	{ window, failure }: { window: OpenWindow; failure: Failure },
	{ ascending, top }: Asked,
	options: ReaderOptions,
): boolean {
	if (failure.appliesTo === 'all' || failure.kind === 'throttled') return false;
	const { tie } = window;
	if (tie !== undefined && (tie.nextLink !== undefined || tie.skip > 0)) {
		// A slow service would else have no time left for counting at any poll.
		if (tie.nextLink !== undefined) noteRefused(options, 'links');
		const next = withoutRefused(tie, failure, top);
		replace(reading, window, next.ok ? [{ ...window, tie: next.value }] : []);
		if (!next.ok) reading.stuck.push({ window, failure: next.failure });
		return true;
	}
	if (failure.kind !== 'badRequest' || !ascending) return false;
	noteRefused(options, 'order');
	return true;
}

const withoutTie = ({ from, to, ...sort }: OpenWindow): ReadWindow => ({
	from,
	...(to !== undefined && { to }),
	...sortOf(sort),
});
