import type { ReadWindow } from '../core/backlog';
import { sortOf } from '../core/backlog';
import type { Failure } from '../core/failure';
import { versionTime } from '../core/item';
import type { JsonObject } from '../core/json';
import { normalizeTimestamp } from '../core/timestamp';
import { readingOf } from '../core/window';
import type { RawPage } from '../sources/getPage';
import type { Source } from '../sources/source';
import type { Tie } from '../sources/tiePaging';
import { mayLead, nextOfTie, noTie } from '../sources/tiePaging';

/** A span that is being read. */
export interface OpenWindow extends ReadWindow {
	/** Its rows share one time, and it was read so far. */
	tie?: Tie;
	/** It is (of) the newest span. */
	head?: true;
}

/** How a page was asked for. */
export interface Asked {
	top: number;
	/** Details too. */
	expand: boolean;
	ascending: boolean;
	/** The service refused to follow its own links. */
	linksUseless: boolean;
}

/** What follows from a page. */
export interface PageStep {
	/** What is still to be read of its span, newest first. */
	left: OpenWindow[];
	/** See `ReadPage`. */
	again?: ReadWindow;
	ascending: boolean;
	/** The span cannot be read to its end. */
	failure?: Failure;
}

/** What a page leaves to be read of its span. */
export function stepOf(
	window: OpenWindow,
	page: RawPage,
	{ top, ascending, linksUseless }: Asked,
	source: Source,
): PageStep {
	const { tie = { ...noTie, linksUseless }, head, ...span } = window;
	const ids = page.rows.map((row) => source.version(row).id);
	const tiePage = { ids, count: page.count, nextLink: page.nextLink, top };
	const more = mayLead(tie, tiePage);
	// Only a full page is divided by its times.
	const times = more ? timesOf(page.rows, source) : { updated: [], created: [] };
	const { covered, left } = isDivisible(span, page.rows, more, source)
		? readingOf(span, { ...times, more, ascending })
		: ({ left: 'tied' } as const);
	const sort = sortOf(span);
	const inherited = { ...sort, ...(head && { head }) };
	const whole = { ...span, ...inherited };
	if (left !== 'tied' && (window.tie === undefined || left.length > 0)) {
		return {
			left: left.map((part) => ({ ...part, ...inherited })),
			...(covered && { again: { ...covered, ...sort } }),
			ascending: covered !== span && ascending,
		};
	}
	const next = nextOfTie(tie, tiePage, source.largestSkip);
	const step = { again: span, ascending: false };
	if (!next.ok) return { ...step, left: [whole], failure: next.failure };
	return { ...step, left: next.value === undefined ? [] : [{ ...whole, tie: next.value }] };
}

/** A service that ignores the filter cannot be asked for a part of the span either. */
const isDivisible = (span: ReadWindow, rows: JsonObject[], more: boolean, source: Source): boolean =>
	!more || rows.every(isAskedFor(span, source));

/** Whether a row is of the span that was asked for. */
export const isAskedFor =
	({ from, to }: ReadWindow, source: Source) =>
	(row: JsonObject): boolean => {
		const time = versionTime(source.version(row));
		return time >= from && (to === undefined || time <= to);
	};

function timesOf(rows: JsonObject[], source: Source) {
	const versions = rows.map((row) => source.version(row));
	return {
		updated: versions.map(({ lastUpdateDateTime }) => normalizeTimestamp(lastUpdateDateTime)),
		created: versions.map(({ createdDateTime }) => normalizeTimestamp(createdDateTime)),
	};
}
