import type { AlertParts } from './alertText';
import type { TenantStage } from './stage';
import { alertIdAt, tenantIdAt } from './stage';

const USUAL_PAGE = 100;
const LARGEST_PAGE = 1000;

/** Which of a tenant's alerts a page has: `count` of them from number `first` on, downwards if newest first. */
export interface Page {
	first: number;
	count: number;
	descending: boolean;
	/** Rows in front of the next page; undefined on the last one. */
	next?: number;
}

/** Reads the query of a list as far as this project and its rivals use it: a span of time, order, page and place. */
export function pageOf(
	query: URLSearchParams,
	{ alertsPerTenant, firstAt, stepMs }: TenantStage,
	now: number,
): Page {
	const filter = query.get('$filter') ?? '';
	const from = timeIn(filter, 'ge');
	const to = timeIn(filter, 'le');
	const lowest = from === undefined ? 0 : Math.max(0, Math.ceil((from - firstAt) / stepMs));
	const newest = Math.min(alertsPerTenant - 1, Math.floor((now - firstAt) / stepMs));
	const highest = to === undefined ? newest : Math.min(newest, Math.floor((to - firstAt) / stepMs));
	const passed = Number(query.get('$skiptoken') ?? query.get('$skip') ?? 0);
	const matching = Math.max(0, highest - lowest + 1);
	const top = Math.min(Number(query.get('$top') ?? USUAL_PAGE), LARGEST_PAGE);
	const count = Math.max(0, Math.min(top, matching - passed));
	const descending = !query.has('$orderby');
	return {
		first: descending ? highest - passed : lowest + passed,
		count,
		descending,
		...(passed + count < matching && { next: passed + count }),
	};
}

/** The page as Graph's JSON. */
export function writePage(
	{ first, count, descending, next }: Page,
	{ tenant, url, stage }: { tenant: number; url: URL; stage: TenantStage },
	write: (parts: AlertParts) => string,
): string {
	const tenantId = tenantIdAt(tenant);
	const rows = Array.from({ length: count }, (_, place) => {
		const index = descending ? first - place : first + place;
		const time = new Date(stage.firstAt + index * stage.stepMs).toISOString();
		return write({ id: alertIdAt(tenant, index), tenantId, time });
	});
	const link = next === undefined ? '' : `,"@odata.nextLink":${JSON.stringify(linkTo(url, next))}`;
	return `{"@odata.context":"${url.origin}/v1.0/$metadata#security/alerts_v2","value":[${rows.join(',')}]${link}}`;
}

function linkTo(url: URL, place: number): string {
	const link = new URL(url);
	link.searchParams.delete('$skip');
	link.searchParams.set('$skiptoken', String(place));
	return link.href;
}

/** Our alerts stand at whole milliseconds, the times asked for are told to 100 ns. */
function timeIn(filter: string, operator: 'ge' | 'le'): number | undefined {
	const [, time, fraction = ''] =
		new RegExp(`DateTime ${operator} (\\S+?(?:\\.(\\d+))?Z)`).exec(filter) ?? [];
	if (time === undefined) return undefined;
	const isBetween = /[1-9]/.test(fraction.slice(3));
	return Date.parse(time) + (operator === 'ge' && isBetween ? 1 : 0);
}
