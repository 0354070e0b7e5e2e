import fc from 'fast-check';

import { nextQuery } from '../../../nodes/MicrosoftDefenderMssp/sources/nextQuery';
import type { AlertQuery } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { atMinute } from '../core/builders';
import type { Order, Row } from './modelService';
import { pageOf } from './modelService';

const [T1, T2, T3, T4] = [1, 2, 3, 4].map(atMinute);
const asked: AlertQuery = { createdFrom: T1, top: 3, includeEvidence: true };

const next = (query: AlertQuery, created: Array<string | undefined>) =>
	nextQuery(query, created.length, created);

describe('nextQuery', () => {
	it('ends after a page that was not full', () => {
		expect(next(asked, [T3, T2])).toBeUndefined();
		expect(next(asked, [])).toBeUndefined();
	});

	it('goes on from the last time of a full page, inclusive, because ties may be cut in two', () => {
		expect(next(asked, [T4, T3, T2])).toEqual({ ...asked, createdTo: T2 });
	});

	it('goes on upwards where the service sends the oldest first', () => {
		expect(next(asked, [T2, T3, T4])).toEqual({ ...asked, createdFrom: T4 });
	});

	it('passes over rows that share one time, the only way left to get past them', () => {
		const bounded = { ...asked, createdTo: T2 };
		expect(next(bounded, [T2, T2, T2])).toEqual({ ...bounded, skip: 3 });
		expect(next({ ...bounded, skip: 3 }, [T2, T2, T2])).toEqual({ ...bounded, skip: 6 });
	});

	it('passes over nothing any more once the time has moved on', () => {
		const stuck = { ...asked, createdTo: T3, skip: 3 };
		expect(next(stuck, [T3, T3, T2])).toEqual({ ...asked, createdTo: T2 });
	});

	it('compares times of different precision as times', () => {
		const following = next(asked, [
			'2026-01-05T12:00:00.5Z',
			'2026-01-05T12:00:00.25Z',
			'2026-01-05T12:00:00Z',
		]);
		expect(following?.createdTo).toBe('2026-01-05T12:00:00.0000000Z');
	});

	it('takes a page for full that has entries which are no alerts, and goes on from its last alert', () => {
		expect(nextQuery(asked, 3, [T4, T3])).toEqual({ ...asked, createdTo: T3 });
		expect(nextQuery(asked, 2, [T4, T3])).toBeUndefined();
	});

	it('passes over the whole page, entries that are no alerts included, where its alerts share one time', () => {
		expect(nextQuery(asked, 3, [T2])).toEqual({ ...asked, skip: 3 });
	});

	it('reads on although rows name no readable time', () => {
		expect(next(asked, [undefined, 'soon', ''])).toEqual({ ...asked, skip: 3 });
	});
});

interface Reading {
	rows: Row[];
	query: AlertQuery;
	order: Order;
	/** Called after each page; may add rows to `rows`. */
	afterPage?: (rows: Row[]) => void;
}

/** Reads page by page as `readRecords` does where no nextLink comes. */
function readAll({ rows, query, order, afterPage }: Reading): Set<string> {
	const read = new Set<string>();
	let next: AlertQuery | undefined = query;
	for (let pages = 0; next !== undefined; pages += 1) {
		if (pages > 500) throw new Error('Reading does not end.');
		const page = pageOf(rows, next, order);
		for (const { id } of page) read.add(id);
		next = nextQuery(
			next,
			page.length,
			page.map(({ createdAt }) => createdAt),
		);
		afterPage?.(rows);
	}
	return read;
}

/** Few different times, so that many rows share one; small pages, so that ties are cut and fill whole pages. */
const stock = fc
	.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 })
	.map((minutes) => minutes.map((minute, n): Row => ({ id: `r${n}`, createdAt: atMinute(minute) })));
const top = fc.integer({ min: 1, max: 5 });
const ids = (rows: Row[]) => rows.map(({ id }) => id);

describe.each<Order>(['newest first', 'oldest first'])('reading a service that sends the %s', (order) => {
	it('gets every row, however many share one time and wherever a page cuts them', () => {
		fc.assert(
			fc.property(stock, top, (rows, size) => {
				const read = readAll({ rows, query: { top: size, includeEvidence: false }, order });
				expect([...read].sort()).toEqual(ids(rows).sort());
			}),
			{ numRuns: 300 },
		);
	});

	it('gets every row from the time asked for on, that time included', () => {
		fc.assert(
			fc.property(stock, top, fc.integer({ min: 0, max: 6 }), (rows, size, from) => {
				const query = { createdFrom: atMinute(from), top: size, includeEvidence: false };
				const due = rows.filter(({ createdAt }) => createdAt >= atMinute(from));
				expect([...readAll({ rows, query, order })].sort()).toEqual(ids(due).sort());
			}),
		);
	});

	it('gets every row that was there at the start while new ones keep arriving', () => {
		fc.assert(
			fc.property(stock, top, fc.array(fc.nat(3), { maxLength: 20 }), (rows, size, arriving) => {
				const waiting = [...arriving];
				const read = readAll({
					rows: [...rows],
					query: { top: size, includeEvidence: false },
					order,
					afterPage: (current) => {
						const count = waiting.shift() ?? 0;
						const fresh = Array.from({ length: count }, (_, n) => `new-${waiting.length}-${n}`);
						current.push(
							...fresh.map((id) => ({ id, createdAt: atMinute(7 + arriving.length - waiting.length) })),
						);
					},
				});
				expect(ids(rows).filter((id) => !read.has(id))).toEqual([]);
			}),
		);
	});
});
