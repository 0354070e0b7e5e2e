import type { ReadPage } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import { advance } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import type { Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { EVENT_TYPES } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { atMinute, pageOf, rowAt, span, sweepOf } from './builders';
import { RULES, ascendingPage, brief, countIn, rowsFrom, take, takeAll } from './checkpointSteps';

describe('a limit', () => {
	const start = startAt(atMinute(0));

	it('leaves what is beyond it unread: an open span is read on from its beginning', () => {
		const rows = rowsFrom(3, 90);
		const { events, next } = takeAll(start, rows, { limit: 2 });
		expect(events).toHaveLength(2);
		expect(next).toMatchObject({ from: atMinute(0), resume: atMinute(0), floor: atMinute(0) });
		expect(brief(takeAll(next, rows))).toEqual(['row-2 created']);
	});

	it('leaves a bounded span unread as a whole where its rows came in no order', () => {
		const pages = [pageOf([rowAt('b', 15), rowAt('a', 12)], span(10, 20))];
		const { events, next } = take(start, { pages, left: [] }, { limit: 1 });
		expect(events.map(({ row }) => row.id)).toEqual(['b']);
		expect(next.backlog).toEqual([span(10, 20)]);
	});

	it('leaves a span in ascending order unread from the first row that was not taken', () => {
		const rows = [rowAt('a', 1, { updated: 12 }), rowAt('b', 1, { updated: 15 })];
		const { next } = take(start, { pages: [ascendingPage(rows, 10, 20)], left: [] }, { limit: 1 });
		expect(next.backlog).toEqual([span(15, 20)]);
	});

	it('loses no alert whose creation the service dates a little after its last update', () => {
		const odd = rowAt('odd', 15, { updated: 14 });
		const rows = [rowAt('a', 12), odd, rowAt('b', 16)];
		const { next } = take(start, { pages: [ascendingPage(rows, 10, 20)], left: [] }, { limit: 1 });
		expect(next.backlog).toEqual([span(14, 20)]);
	});

	it.each<[string, Partial<Row>]>([
		['no readable time', { updatedAt: '9999-12-31T23:59:59.9999999Z' }],
		['a time before its span', { updatedAt: atMinute(2) }],
		['a time after its span', { updatedAt: atMinute(30) }],
	])('leaves the whole span unread where the row that was not taken has %s', (_what, part) => {
		const rows = [rowAt('a', 12), { ...rowAt('odd', 1), ...part }, rowAt('b', 16)];
		const { next } = take(start, { pages: [ascendingPage(rows, 10, 20)], left: [] }, { limit: 1 });
		expect(next.backlog).toEqual([span(10, 20)]);
	});

	it('does not need to keep a page unread whose parts are read anyway', () => {
		const parts = [span(5), span(0, 5)];
		const pages: Array<ReadPage<Row>> = [{ rows: rowsFrom(3, 4), asked: span(0), ascending: false }];
		const { events, next } = take(start, { pages, left: parts }, { limit: 1 });
		expect(events).toHaveLength(1);
		expect(next).toMatchObject({ resume: atMinute(5), backlog: [span(0, 5)] });
	});

	it('does not count what is not wanted, and passes over it', () => {
		const rows = rowsFrom(9, 90);
		const wanted = { events: EVENT_TYPES, passes: ({ id }: Row) => id === 'row-8' };
		const { events, next } = advance(
			start,
			{ pages: [pageOf(rows)], left: [] },
			{ ...RULES, limit: 1 },
			wanted,
		);
		expect(events.map(({ row }) => row.id)).toEqual(['row-8']);
		expect(next).not.toHaveProperty('resume');
	});

	it('of none still passes over what is not wanted', () => {
		const progress = { pages: [pageOf(rowsFrom(9, 90))], left: [] };
		const { next } = advance(
			start,
			progress,
			{ ...RULES, limit: 0 },
			{ events: EVENT_TYPES, passes: () => false },
		);
		expect(next).not.toHaveProperty('resume');
		expect(countIn(next)).toBe(9);
	});

	it('keeps each page of a read unread of which something was not taken', () => {
		const pages = [
			ascendingPage([rowAt('a', 1, { updated: 2 }), rowAt('b', 1, { updated: 3 })], 0, 5),
			ascendingPage([rowAt('c', 1, { updated: 7 })], 5, 10),
			pageOf([rowAt('d', 12)], span(10)),
		];
		const { next } = take(start, { pages, left: [] }, { limit: 1 });
		expect(next).toMatchObject({ resume: atMinute(10), backlog: [span(7, 10), span(3, 5)] });
	});

	it('keeps a span unread once, however many pages of it were not taken', () => {
		const tie = span(10, 10);
		const pages = ['a', 'b', 'c'].map((id) => pageOf([rowAt(id, 10)], tie));
		expect(take(start, { pages, left: [tie] }, { limit: 1 }).next.backlog).toEqual([tie]);
	});

	it('keeps a span unread that a sweep covers too, because it was never read before', () => {
		const left = [sweepOf(10, 20), span(12, 18)];
		expect(take(start, { pages: [], left }).next.backlog).toEqual(left);
	});

	it('keeps no sweep of what is unread anyway', () => {
		const left = [sweepOf(12, 18), span(10, 20)];
		expect(take(start, { pages: [], left }).next.backlog).toEqual([span(10, 20)]);
	});
});
