import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { RawPage } from '../../../nodes/MicrosoftDefenderMssp/sources/getPage';
import type { Source } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { noTie } from '../../../nodes/MicrosoftDefenderMssp/sources/tiePaging';
import type { Asked, OpenWindow } from '../../../nodes/MicrosoftDefenderMssp/trigger/openWindow';
import { stepOf } from '../../../nodes/MicrosoftDefenderMssp/trigger/openWindow';
import { atMinute } from '../core/builders';

const LINK = 'https://graph.microsoft.com/v1.0/security/alerts_v2?$skiptoken=1';
const source: Source = { ...SOURCES.graphAlerts, largestSkip: 6 };
const sorted: Asked = { top: 3, expand: true, ascending: true, linksUseless: false };
const unsorted: Asked = { ...sorted, ascending: false };

/** A page of rows last updated at these minutes. */
const pageOf = (minutes: number[], part: Partial<RawPage> = {}): RawPage => {
	const rows = minutes.map((minute, n): JsonObject => ({
		id: `m${minute}-${n}`,
		createdDateTime: atMinute(minute),
		lastUpdateDateTime: atMinute(minute),
	}));
	return { rows, count: rows.length, ...part };
};
const span = (from: number, to?: number): OpenWindow => ({
	from: atMinute(from),
	...(to !== undefined && { to: atMinute(to) }),
});

describe('stepOf', () => {
	it('is through with a span whose page is not full, and reads it again if not all of it can be taken', () => {
		expect(stepOf(span(0), pageOf([1, 2]), sorted, source)).toEqual({
			left: [],
			again: span(0),
			ascending: false,
		});
	});

	it('of sorted rows goes on from the last time, inclusive, because rows of that time may be cut in two', () => {
		expect(stepOf(span(0), pageOf([1, 2, 3]), sorted, source)).toEqual({
			left: [span(3)],
			again: span(0, 3),
			ascending: true,
		});
	});

	it('of unsorted rows divides the span, newest part first, and covers nothing yet', () => {
		const step = stepOf(span(0), pageOf([3, 2, 1]), unsorted, source);
		expect(step).toEqual({ left: [span(2), span(0, 2)], ascending: false });
		expect(step).not.toHaveProperty('again');
	});

	it('does not believe in an order that the page does not show', () => {
		expect(stepOf(span(0), pageOf([3, 1, 2]), sorted, source).left).toEqual([span(2), span(0, 2)]);
	});

	it('follows the links of a service that ignores the filter, and divides nothing by times that were not asked for', () => {
		const { left, again } = stepOf(span(5), pageOf([1, 6, 7], { nextLink: LINK }), sorted, source);
		expect(left).toMatchObject([{ from: atMinute(5), tie: { nextLink: LINK } }]);
		expect(again).toEqual(span(5));
	});

	it('does not end at a page that is not full but has a nextLink', () => {
		expect(stepOf(span(0), pageOf([1, 2], { nextLink: LINK }), sorted, source).left).toEqual([span(2)]);
	});

	it('takes a page for full by entries that are no alerts', () => {
		expect(stepOf(span(0), pageOf([1, 2], { count: 3 }), sorted, source).left).toEqual([span(2)]);
	});

	it('keeps in mind that a span is a sweep, in what is left and in what is read again', () => {
		const sweep: OpenWindow = { ...span(0, 9), sweep: true };
		expect(stepOf(sweep, pageOf([1, 2, 3]), sorted, source)).toMatchObject({
			left: [{ ...span(3, 9), sweep: true }],
			again: { ...span(0, 3), sweep: true },
		});
	});

	it('reads a time that fills a page by itself, and what is beside it', () => {
		const { left } = stepOf(span(0), pageOf([5, 5, 5]), sorted, source);
		expect(left).toHaveLength(3);
		expect(left[1]).toEqual(span(5, 5));
		expect(left[0]?.from.startsWith('2026-01-05T12:05:00.0000001')).toBe(true);
		expect(left[2]?.to?.startsWith('2026-01-05T12:04:59.9999999')).toBe(true);
	});

	it('counts rows within one time, and has the whole span read again if not all can be taken', () => {
		const step = stepOf(span(5, 5), pageOf([5, 5, 5]), sorted, source);
		expect(step).toMatchObject({ left: [{ ...span(5, 5), tie: { skip: 2 } }], again: span(5, 5) });
	});

	it('follows the nextLink of an empty page rather than take it for the end', () => {
		const step = stepOf(span(0), pageOf([], { nextLink: LINK }), sorted, source);
		expect(step.left).toMatchObject([{ ...span(0), tie: { nextLink: LINK } }]);
	});

	it('is back to dividing by time once a nextLink led to rows of several times', () => {
		const tied: OpenWindow = { ...span(0), tie: { ...noTie, nextLink: LINK } };
		expect(stepOf(tied, pageOf([1, 2, 3]), sorted, source).left).toEqual([span(3)]);
	});

	it('ends a span that cannot be read to its end with a failure, and leaves all of it unread', () => {
		const ids = new Set(Array.from({ length: 9 }, (_, n) => `x${n}`));
		const tied: OpenWindow = { ...span(5, 5), tie: { ...noTie, ids, read: 9, edge: 'x8', skip: 6 } };
		const page: RawPage = { ...pageOf([5, 5, 5]), rows: [{ id: 'x6' }, { id: 'y' }, { id: 'z' }] };
		expect(stepOf(tied, page, sorted, source)).toMatchObject({
			left: [span(5, 5)],
			failure: { kind: 'unexpectedAnswer' },
		});
	});
});
