import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { atMinute, passing } from '../core/builders';
import type { Answer, Wire } from '../transport/builders';
import { answer, answering, refusal } from '../transport/builders';

/** The minute at which many rows were updated. */
export const TIE_MINUTE = 5;

/** How a request is turned away; `ignored` answers it as if it asked for the first row on. */
export type Refusal = number | 'ignored' | 'network' | 'page of a proxy';

/** A service with many rows of one update time, and how it pages through them. */
export interface TiedService {
	tied: number;
	/** Gives a nextLink with every page that is not the last. */
	links: boolean;
	/** The n-th nextLink of a listing, from 1 on, and those after it are turned away. */
	linkRefused?: { from: number; by: Refusal };
	/** The n-th nextLink of a listing is left out, although rows follow. */
	linkOmitted?: number;
	/** Links lead through the rows in another order than they are counted in. */
	linksReversed: boolean;
	/** A request to pass over so many rows and more is turned away. */
	skipRefused?: { from: number; by: Refusal };
	/** Rows of a page at most, whatever is asked for. */
	cap?: number;
	/** `$skip` above it is answered 400. */
	largestSkip: number;
}

/** How the services name the times of a row. */
export interface Names {
	created: string;
	updated: string;
}

/** All ids of the service, the tied ones and one row before and one after them. */
export const idsOf = ({ tied }: TiedService): string[] => [
	'after',
	'before',
	...Array.from({ length: tied }, (_, n) => tiedId(n)),
];

const tiedId = (n: number): string => `tie-${String(n).padStart(4, '0')}`;

interface Entry {
	id: string;
	minute: number;
}

/** The service as a network. */
export function tiedNetwork(service: TiedService, names: Names): Wire {
	const rows: Entry[] = [
		{ id: 'before', minute: TIE_MINUTE - 2 },
		...Array.from({ length: service.tied }, (_, n) => ({ id: tiedId(n), minute: TIE_MINUTE })),
		{ id: 'after', minute: TIE_MINUTE + 2 },
	];
	return answering((request) => answerOf(request, rows, service, names));
}

function answerOf({ url }: HttpRequest, rows: Entry[], service: TiedService, names: Names): Answer {
	const { searchParams } = new URL(url);
	const link = Number(searchParams.get('link') ?? 0);
	const asked = Number(searchParams.get('$skip') ?? 0);
	if (link === 0 && asked > service.largestSkip) return answer(400, refusal('BadRequest', 'skip'));
	const by = refusalOf(service, link, asked);
	if (by !== undefined && by !== 'ignored') return turnedAway(by);
	const skip = by === 'ignored' ? 0 : asked;
	const listed = listedBy(searchParams, link, { rows, service, names });
	const top = Math.min(Number(searchParams.get('$top')), service.cap ?? Infinity);
	const value = listed.slice(skip, skip + top).map((row) => rowOf(row, names));
	const isLinked = service.links && listed.length > skip + top && service.linkOmitted !== link + 1;
	return answer(200, { value, ...(isLinked && { '@odata.nextLink': linkTo(url, skip, top, link) }) });
}

function refusalOf({ linkRefused, skipRefused }: TiedService, link: number, skip: number) {
	const [turned, at] = link > 0 ? [linkRefused, link] : [skipRefused, skip];
	return turned !== undefined && at >= turned.from ? turned.by : undefined;
}

function turnedAway(by: Exclude<Refusal, 'ignored'>): Answer {
	if (by === 'network') return passing({ kind: 'network' });
	if (by === 'page of a proxy') return answer(200, '<html>Please sign in</html>');
	return answer(by, refusal('Refused', 'x'));
}

/** In the order of counting; what a reversed link leads to begins with a first page as counted. */
function listedBy(
	searchParams: URLSearchParams,
	link: number,
	{ rows, service, names }: { rows: Entry[]; service: TiedService; names: Names },
): Entry[] {
	const found = inSpan(rows, searchParams.get('$filter') ?? '', names);
	if (!service.linksReversed || link === 0) return found;
	const first = Number(searchParams.get('first') ?? 0);
	return [...found.slice(0, first), ...found.slice(first).reverse()];
}

function linkTo(url: string, skip: number, top: number, link: number): string {
	const next = new URL(url);
	next.searchParams.set('$skip', String(skip + top));
	next.searchParams.set('link', String(link + 1));
	if (link === 0) next.searchParams.set('first', String(skip + top));
	return next.href;
}

function inSpan(rows: Entry[], filter: string, { updated }: Names): Entry[] {
	const bound = (operator: string) => new RegExp(`${updated} ${operator} (\\S+)`).exec(filter)?.[1];
	const [from = '', to] = [bound('ge'), bound('le')];
	return rows.filter(({ minute }) => {
		const time = atMinute(minute);
		return time >= from && (to === undefined || time <= to);
	});
}

const rowOf = ({ id, minute }: Entry, { created, updated }: Names): JsonObject => ({
	id,
	[created]: atMinute(minute),
	[updated]: atMinute(minute),
});
