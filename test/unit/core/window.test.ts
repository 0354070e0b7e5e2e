import fc from 'fast-check';

import { midpoint, nextTick, previousTick } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';
import type { PageFacts, Reading, Window } from '../../../nodes/MicrosoftDefenderMssp/core/window';
import { readingOf } from '../../../nodes/MicrosoftDefenderMssp/core/window';
import { atMinute, span } from './builders';

/** A page of rows that were last updated and created at these minutes. */
const page = (updated: number[], part: Partial<PageFacts> & { createdAt?: number[] } = {}): PageFacts => {
	const { createdAt = updated.map((_, index) => 5 - (index % 2)), ...rest } = part;
	return {
		updated: updated.map(atMinute),
		created: createdAt.map(atMinute),
		more: true,
		ascending: true,
		...rest,
	};
};

const tickAfter = (minute: number) => nextTick(atMinute(minute));
const tickBefore = (minute: number) => previousTick(atMinute(minute));
const only = (minute: number) => span(minute, minute);

describe('a page that is not full', () => {
	it.each<[string, Window, PageFacts]>([
		['with rows in order', span(0, 9), page([1, 2, 3], { more: false })],
		['with rows in no order', span(0), page([3, 1, 2], { more: false, ascending: false })],
		['without rows', span(0), page([], { more: false })],
		['of one time', only(4), page([4, 4], { more: false })],
	])('covers its window: %s', (_what, window, facts) => {
		expect(readingOf(window, facts)).toEqual({ covered: window, left: [] });
	});
});

describe('a full page in ascending order', () => {
	it('covers its window up to its last time, where the next one begins, so that no row of that time is lost', () => {
		expect(readingOf(span(0, 9), page([1, 2, 5]))).toEqual({ covered: span(0, 5), left: [span(5, 9)] });
	});

	it('leaves an open window open', () => {
		expect(readingOf(span(0), page([1, 2, 5]))).toEqual({ covered: span(0, 5), left: [span(5)] });
	});

	it.each<[string, number[], Reading]>([
		['at its end', [1, 2, 3, 4, 5, 6, 7, 8, 8], { covered: span(0, 8), left: [span(8, 9)] }],
		['in its middle', [1, 2, 3, 4, 4, 5, 6, 7, 8], { covered: span(0, 8), left: [span(8, 9)] }],
		['at its beginning', [0, 0, 1, 2, 3, 4, 5, 6, 7], { covered: span(0, 7), left: [span(7, 9)] }],
		['at the end of its window', [2, 3, 4, 5, 6, 7, 8, 9, 9], { covered: span(0, 9), left: [only(9)] }],
	])('may hold rows of one time %s', (_what, updated, expected) => {
		expect(readingOf(span(0, 9), page(updated))).toEqual(expected);
	});

	it('is judged by the rows that tell their time', () => {
		const facts = page([1, 2, 5]);
		const [first, ...rest] = facts.updated;
		const holey = { ...facts, updated: [first, undefined, ...rest], created: [...facts.created, undefined] };
		expect(readingOf(span(0, 9), holey)).toEqual({ covered: span(0, 5), left: [span(5, 9)] });
	});

	it.each<[string, PageFacts]>([
		['although it comes in descending order of creation', page([1, 2, 5], { createdAt: [3, 2, 1] })],
		['although all of it was created at one time', page([1, 2, 5], { createdAt: [3, 3, 3] })],
		['although none of it tells its creation', page([1, 2, 5], { createdAt: [] })],
		['if the service was not asked for it', page([1, 2, 5], { ascending: false })],
		['if its rows have so few times that they may stand so by chance', page([1, 1, 2, 2, 5, 5])],
	])('proves nothing %s', (_what, facts) => {
		expect(readingOf(span(0, 9), facts)).toEqual({ left: [span(2, 9), span(0, 2)] });
	});
});

describe('a full page in any other order', () => {
	it.each<[string, Window, number[], Window[]]>([
		['a bounded window', span(0, 9), [7, 1, 5], [span(5, 9), span(0, 5)]],
		['an open window', span(0), [7, 1, 5], [span(5), span(0, 5)]],
		['a window with a row at its beginning', span(0, 9), [3, 0], [span(3, 9), span(0, 3)]],
		['a window with a row at its end', span(0, 9), [9, 3], [span(3, 9), span(0, 3)]],
		['an open window with a row at its beginning', span(0), [3, 0], [span(3), span(0, 3)]],
	])('divides %s at the middle of its rows, newest first', (_what, window, updated, left) => {
		expect(readingOf(window, page(updated, { ascending: false }))).toEqual({ left });
	});

	it('divides a window round a time that most of its rows share, so that these are read once', () => {
		const left = [{ from: tickAfter(4), to: atMinute(9) }, only(4), { from: atMinute(0), to: tickBefore(4) }];
		expect(readingOf(span(0, 9), page([4, 4, 7, 4]))).toEqual({ left });
		expect(readingOf(span(0, 9), page([1, 4, 4, 4]))).toEqual({ left });
	});

	it('divides a window with rows at both ends only halfway', () => {
		const half = midpoint(atMinute(0), atMinute(9));
		expect(readingOf(span(0, 9), page([9, 0, 9, 0]))).toEqual({
			left: [
				{ from: half, to: atMinute(9) },
				{ from: atMinute(0), to: half },
			],
		});
	});

	it('divides two moments that nothing can lie between into themselves', () => {
		const [from, to] = [atMinute(0), tickAfter(0)];
		const facts = { ...page([]), updated: [to, from, to] };
		expect(readingOf({ from, to }, facts)).toEqual({
			left: [
				{ from: to, to },
				{ from, to: from },
			],
		});
	});

	it('is not divided by rows outside its window, which would leave it as it is for ever', () => {
		const facts = page([80, -5, 3, 6, 2], { ascending: false });
		expect(readingOf(span(0, 9), facts)).toEqual({ left: [span(3, 9), span(0, 3)] });
	});

	it.each<[string, number[]]>([
		['shows rows outside its window only', [-5, -9, 80]],
		['shows no row although there are more', []],
	])('cannot be divided by time when it %s', (_what, updated) => {
		expect(readingOf(span(0, 9), page(updated))).toEqual({ left: 'tied' });
	});

	it('cannot be divided by time when no row tells one', () => {
		const facts = { ...page([1, 2]), updated: [undefined, undefined] };
		expect(readingOf(span(0, 9), facts)).toEqual({ left: 'tied' });
	});
});

describe('a full page of one time', () => {
	it.each<[string, Window, number, Window[]]>([
		[
			'in the middle',
			span(0, 9),
			4,
			[{ from: tickAfter(4), to: atMinute(9) }, only(4), { from: atMinute(0), to: tickBefore(4) }],
		],
		['at the end', span(0, 9), 9, [only(9), { from: atMinute(0), to: tickBefore(9) }]],
		['at the beginning', span(0, 9), 0, [{ from: tickAfter(0), to: atMinute(9) }, only(0)]],
		[
			'in the middle of an open window',
			span(0),
			4,
			[{ from: tickAfter(4) }, only(4), { from: atMinute(0), to: tickBefore(4) }],
		],
		['at the beginning of an open window', span(0), 0, [{ from: tickAfter(0) }, only(0)]],
	])('is read by itself, and then what is beside it: %s', (_what, window, minute, left) => {
		expect(readingOf(window, page([minute, minute]))).toEqual({ left });
	});

	it('that is all there is of its window cannot be divided', () => {
		expect(readingOf(only(4), page([4, 4]))).toEqual({ left: 'tied' });
	});
});

interface ModelRow {
	id: number;
	created: string;
	updated: string;
}

type Order = 'byUpdate' | 'byCreation' | 'none';

const near = fc.nat({ max: 40 }).map((minute) => atMinute(minute));
/** Times a few ticks apart, and many that are the same. */
const time = fc.oneof(
	near,
	fc.tuple(near, fc.nat({ max: 3 })).map(([base, ticks]) => {
		let moved = base;
		for (let tick = 0; tick < ticks; tick += 1) moved = nextTick(moved);
		return moved;
	}),
);
const modelRows: fc.Arbitrary<ModelRow[]> = fc
	.array(fc.tuple(time, time, fc.nat()), { maxLength: 40 })
	.map((rows) => rows.map(([a, b], id) => ({ id, created: a < b ? a : b, updated: a < b ? b : a })));

const sortBy = (rows: ModelRow[], key: (row: ModelRow) => string) =>
	[...rows].sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));

/** Reads a window as a reader does, rows of one time whole. */
function readAll(
	rows: ModelRow[],
	window: Window,
	pageSize: number,
	{ order, ascending }: { order: Order; ascending: boolean },
): { found: Set<number>; pages: number } {
	const found = new Set<number>();
	const open = [window];
	let pages = 0;
	for (let next = open.shift(); next !== undefined && pages < 10_000; next = open.shift()) {
		const { from, to } = next;
		const inside = rows.filter(({ updated }) => updated >= from && (to === undefined || updated <= to));
		const sorted = {
			byUpdate: () => sortBy(inside, ({ updated }) => updated),
			byCreation: () => sortBy(inside, ({ created }) => created).reverse(),
			none: () => sortBy(inside, ({ id }) => String((id * 7919) % 101)),
		}[order]();
		const shown = from === to ? sorted : sorted.slice(0, pageSize);
		const { covered, left } = readingOf(next, {
			updated: shown.map(({ updated }) => updated),
			created: shown.map(({ created }) => created),
			// A page that is just full does not tell that it was the last.
			more: from !== to && shown.length >= pageSize,
			ascending,
		});
		if (left === 'tied') throw new Error('A window of one time was read whole.');
		// Only what the reading says it covers counts as read.
		for (const { id, updated } of shown) {
			if (covered !== undefined && updated >= covered.from && updated <= (covered.to ?? updated))
				found.add(id);
		}
		open.unshift(...left);
		pages += 1;
	}
	return { found, pages };
}

describe('reading a window page by page', () => {
	it.each<[string, Order, boolean]>([
		['sorts by last update', 'byUpdate', true],
		['sorts by last update without being asked', 'byUpdate', false],
		['sorts by creation, newest first, although it was asked for another order', 'byCreation', true],
		['sorts by creation, newest first', 'byCreation', false],
		['does not sort', 'none', false],
	])('finds every row and comes to an end, when the service %s', (_what, order, ascending) => {
		const window = fc.tuple(near, fc.option(near, { nil: undefined }));
		fc.assert(
			fc.property(modelRows, window, fc.integer({ min: 2, max: 9 }), (rows, [from, to], pageSize) => {
				const whole: Window = { from, ...(to !== undefined && { to: to < from ? from : to }) };
				const { found, pages } = readAll(rows, whole, pageSize, { order, ascending });
				const due = rows.filter(({ updated }) => updated >= from && updated <= (whole.to ?? updated));
				expect([...found].sort()).toEqual(due.map(({ id }) => id).sort());
				expect(pages).toBeLessThan(10_000);
			}),
			{ numRuns: 700 },
		);
	});

	it('costs one page in each hundred rows, and a few more where the service does not sort', () => {
		const rows = Array.from({ length: 3000 }, (_, id) => ({
			id,
			created: atMinute(0),
			updated: atMinute(id),
		}));
		const varied = rows.map((row, index) => ({ ...row, created: atMinute(-(index % 7)) }));
		const cost = (order: Order) => readAll(varied, span(0), 100, { order, ascending: true }).pages;
		expect(cost('byUpdate')).toBeLessThanOrEqual(31);
		expect(cost('none')).toBeLessThanOrEqual(100);
	});
});
