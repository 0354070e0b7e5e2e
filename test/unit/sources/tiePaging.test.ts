import fc from 'fast-check';

import { succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { Tie, TiePage } from '../../../nodes/MicrosoftDefenderMssp/sources/tiePaging';
import { nextOfTie, noTie, withoutRefused } from '../../../nodes/MicrosoftDefenderMssp/sources/tiePaging';
import { lasting, passing } from '../core/builders';

const LINK = 'https://graph.microsoft.com/v1.0/security/alerts_v2?$skiptoken=1';
const LARGEST_SKIP = 500;

const tieOf = (ids: string[], part: Partial<Tie> = {}): Tie => ({
	...noTie,
	ids: new Set(ids),
	read: ids.length,
	edge: ids.at(-1),
	...part,
});
const full = (ids: string[], nextLink?: string): TiePage => ({
	ids,
	count: ids.length,
	nextLink,
	top: ids.length,
});
const short = (ids: string[]): TiePage => ({ ids, count: ids.length, top: ids.length + 1 });
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `row-${n}`);

describe('nextOfTie', () => {
	it('is through after a page that is not full', () => {
		expect(nextOfTie(noTie, short(['a', 'b']), LARGEST_SKIP)).toEqual({ ok: true, value: undefined });
		expect(nextOfTie(noTie, short([]), LARGEST_SKIP)).toEqual({ ok: true, value: undefined });
	});

	it('follows a nextLink rather than count, because rows may move while they are counted', () => {
		expect(nextOfTie(noTie, full(['a', 'b', 'c'], LINK), LARGEST_SKIP)).toMatchObject({
			value: { ids: new Set(['a', 'b', 'c']), nextLink: LINK },
		});
	});

	it('follows a nextLink although the page is empty', () => {
		expect(nextOfTie(noTie, full([], LINK), LARGEST_SKIP)).toMatchObject({
			value: { nextLink: LINK, barren: 1 },
		});
	});

	it('without nextLink passes over all rows read but the last, which is read twice on purpose', () => {
		const next = nextOfTie(noTie, full(['a', 'b', 'c']), LARGEST_SKIP);
		expect(next).toMatchObject({ value: { skip: 2 } });
		expect(next.ok ? next.value?.nextLink : '').toBeUndefined();
	});

	it('counts from the first row on when nextLinks end at a full page, because they need not lead in that order', () => {
		const tie = tieOf(['a', 'b', 'c'], { nextLink: LINK });
		expect(nextOfTie(tie, full(['d', 'e', 'f']), LARGEST_SKIP)).toEqual(
			succeed({ ...noTie, linksUseless: true, restarts: 1 }),
		);
	});

	it('does not try links again in a tie where they led nowhere, or two ties use up the requests of a minute', () => {
		const stuck = tieOf(['a', 'b', 'c'], { nextLink: LINK, barren: 2 });
		const counting = nextOfTie(stuck, full(['a', 'b', 'c'], LINK), LARGEST_SKIP);
		expect(counting).toMatchObject({ value: { skip: 0, linksUseless: true } });
		const tie = counting.ok && counting.value !== undefined ? counting.value : noTie;
		const next = nextOfTie(tie, full(['a', 'b', 'c'], LINK), LARGEST_SKIP);
		expect(next).toMatchObject({ value: { ids: new Set(['a', 'b', 'c']), skip: 2, linksUseless: true } });
		expect(next.ok ? next.value?.nextLink : '').toBeUndefined();
	});

	it('goes on counting where the row read twice is there', () => {
		const tie = tieOf(['a', 'b', 'c'], { skip: 2 });
		expect(nextOfTie(tie, full(['c', 'd', 'e']), LARGEST_SKIP)).toMatchObject({ value: { skip: 4 } });
		expect(nextOfTie(tie, short(['c', 'd']), LARGEST_SKIP)).toEqual({ ok: true, value: undefined });
	});

	it.each([
		['another row is in its place', full(['d', 'e', 'f'])],
		['a row read before it is in its place', full(['b', 'c', 'd'])],
		['another row is in its place and the page is the last', short(['d'])],
		['no row is left there', short([])],
	])('starts counting anew when rows went away meanwhile, seen by that %s', (_how, page) => {
		const tie = tieOf(['a', 'b', 'c'], { skip: 2 });
		expect(nextOfTie(tie, page, LARGEST_SKIP)).toMatchObject({ ok: true, value: { skip: 0 } });
	});

	it('goes to the farthest row that can be skipped to, once, and then fails without skipping any', () => {
		const page = full(numbered(600).slice(400));
		const far = nextOfTie(tieOf(numbered(401), { skip: 400 }), page, LARGEST_SKIP);
		expect(far).toMatchObject({ ok: true, value: { skip: LARGEST_SKIP } });
		const beyond = nextOfTie(
			tieOf(numbered(600), { skip: LARGEST_SKIP }),
			full(['row-500', 'z']),
			LARGEST_SKIP,
		);
		expect(beyond).toMatchObject({ ok: false, failure: { kind: 'unexpectedAnswer', transient: false } });
		expect(beyond.ok ? '' : beyond.failure.remedy).toContain('Nothing is skipped');
	});

	it('is through at the farthest row when the page there is the last', () => {
		const tie = tieOf(numbered(510), { skip: LARGEST_SKIP });
		expect(nextOfTie(tie, short(['row-500', 'last']), LARGEST_SKIP)).toEqual({ ok: true, value: undefined });
	});

	it('reads all of it in other pages where nextLinks end at a full page that lies too far on to be counted to', () => {
		const tie = tieOf(numbered(600), { nextLink: LINK });
		const again = nextOfTie(tie, full(['x', 'y', 'z']), LARGEST_SKIP);
		expect(again).toEqual({ ok: true, value: { ...noTie, top: 2 } });
		const ended = nextOfTie({ ...tie, top: 2 }, { ...full(['x', 'y']) }, LARGEST_SKIP);
		expect(ended).toMatchObject({ failure: { kind: 'unexpectedAnswer', transient: false } });
	});

	it('takes a page for full that is as large as those with a nextLink before it', () => {
		const tie = tieOf(['a', 'b', 'c'], { nextLink: LINK, fullPage: 3 });
		const page: TiePage = { ids: ['d', 'e', 'f'], count: 3, top: 500 };
		expect(nextOfTie(tie, page, LARGEST_SKIP)).toMatchObject({ value: { linksUseless: true } });
		expect(nextOfTie(tie, { ...page, ids: ['d'], count: 1 }, LARGEST_SKIP)).toEqual(succeed(undefined));
	});

	it('fails at once when the service ignores $skip and sends the same page again', () => {
		const tie = tieOf(['a', 'b', 'c'], { skip: 2 });
		expect(nextOfTie(tie, full(['a', 'b', 'c']), LARGEST_SKIP)).toMatchObject({
			failure: { kind: 'unexpectedAnswer', transient: true },
		});
	});

	it.each<[string, TiePage]>([
		['nextLinks lead to empty pages', full([], LINK)],
		['nextLinks lead to rows that are known', full(['a'], LINK)],
	])('ends, not for ever, when %s', (_how, page) => {
		let tie: Tie | undefined = tieOf(['a'], { nextLink: LINK });
		let pages = 0;
		for (; tie !== undefined; pages += 1) {
			if (pages > 100) throw new Error('Reading does not end.');
			const next = nextOfTie(tie, page, LARGEST_SKIP);
			if (!next.ok) expect(next).toMatchObject({ failure: { kind: 'unexpectedAnswer', transient: true } });
			tie = next.ok ? next.value : undefined;
		}
		expect(pages).toBeGreaterThan(1);
		expect(pages).toBeLessThan(30);
	});

	it('leaves links that lead to known rows again and again, and counts instead', () => {
		const tie = tieOf(['a', 'b', 'c'], { nextLink: LINK, barren: 10 });
		expect(nextOfTie(tie, full(['a', 'b'], LINK), LARGEST_SKIP)).toMatchObject({
			value: { skip: 0, linksUseless: true },
		});
	});

	it('follows nextLinks through several empty pages before the first row, as Graph sends them after filtering', () => {
		let tie: Tie = noTie;
		for (let page = 0; page < 10; page += 1) {
			const next = nextOfTie(tie, full([], LINK), LARGEST_SKIP);
			expect(next).toMatchObject({ ok: true, value: { nextLink: LINK } });
			if (next.ok && next.value !== undefined) tie = next.value;
		}
	});

	it('follows them no further than that, where no row ever comes', () => {
		const next = nextOfTie({ ...noTie, nextLink: LINK, barren: 20 }, full([], LINK), LARGEST_SKIP);
		expect(next).toMatchObject({ failure: { kind: 'unexpectedAnswer', transient: true } });
	});

	it('counts barren pages anew as soon as one brings a row', () => {
		const tie = tieOf(['a'], { nextLink: LINK, barren: 19 });
		expect(nextOfTie(tie, full(['b'], LINK), LARGEST_SKIP)).toMatchObject({ value: { barren: 0 } });
	});
});

describe('withoutRefused', () => {
	it('counts from the first row on in place of a nextLink, because links need not lead through rows in that order', () => {
		const tie = tieOf(['a', 'b', 'c'], { nextLink: LINK, fullPage: 3 });
		expect(withoutRefused(tie, lasting({ kind: 'badRequest' }), 3)).toEqual(
			succeed({ ...noTie, linksUseless: true, fullPage: 3, restarts: 1 }),
		);
	});

	it('comes to an end where that does not help', () => {
		expect(withoutRefused(tieOf([], { nextLink: LINK, restarts: 5 }), lasting(), 3)).toMatchObject({
			failure: { transient: true },
		});
	});

	it('halves a count that breaks down, down to five rows', () => {
		const tops: Array<number | undefined> = [];
		let tie: Tie | undefined = tieOf(['a', 'b'], { skip: 1 });
		while (tie !== undefined) {
			const next = withoutRefused(tie, passing({ code: 'HTTP 500' }), 100);
			if (!next.ok) expect(next.failure).toMatchObject({ transient: true, code: 'HTTP 500' });
			tie = next.ok ? next.value : undefined;
			tops.push(tie?.top);
		}
		expect(tops).toEqual([50, 25, 12, 6, 5, undefined]);
	});

	it('gives a count up that is refused for good, and says that nothing is skipped', () => {
		const refused = withoutRefused(tieOf(['a', 'b'], { skip: 1 }), lasting({ code: 'HTTP 400' }), 100);
		expect(refused).toMatchObject({ failure: { transient: false, code: 'HTTP 400', appliesTo: 'tenant' } });
		expect(refused.ok ? '' : refused.failure.remedy).toContain('Nothing is skipped');
	});
});

interface Service {
	rows: string[];
	top: number;
	linked: boolean;
	/** How many rows go away before the n-th page, from the front. */
	leaving?: number[];
}

/** Reads all rows of one time as the trigger does; undefined if it gave up. */
function readTie({ rows, top, linked, leaving = [] }: Service): Set<string> | undefined {
	let current = rows;
	const read = new Set<string>();
	let tie: Tie | undefined = noTie;
	for (let pages = 0; tie !== undefined; pages += 1) {
		if (pages > 2000) throw new Error('Reading does not end.');
		current = current.slice(leaving[pages] ?? 0);
		const start: number = tie.nextLink === undefined ? tie.skip : Number(tie.nextLink);
		const ids = current.slice(start, start + (tie.top ?? top));
		for (const id of ids) read.add(id);
		const rows = tie.top ?? top;
		const more = current.length > start + rows;
		const page = {
			ids,
			count: ids.length,
			top: rows,
			...(linked && more && { nextLink: String(start + rows) }),
		};
		const next = nextOfTie(tie, page, LARGEST_SKIP);
		if (!next.ok) return undefined;
		tie = next.value;
	}
	return read;
}

describe('reading rows of one time', () => {
	const size = { rows: fc.integer({ min: 0, max: 60 }).map(numbered), top: fc.integer({ min: 2, max: 9 }) };

	it('gets every row, with nextLinks and without', () => {
		fc.assert(
			fc.property(fc.record({ ...size, linked: fc.boolean() }), (service) => {
				expect([...(readTie(service) ?? [])].sort()).toEqual([...service.rows].sort());
			}),
		);
	});

	it('never says that it is through while a row is unread, although rows go away between its pages', () => {
		const leaving = fc.array(fc.nat(2), { maxLength: 10 });
		fc.assert(
			fc.property(fc.record({ ...size, leaving }), ({ rows, top, leaving: gone }) => {
				const read = readTie({ rows, top, linked: false, leaving: gone });
				const stayed = rows.slice(gone.reduce((sum, count) => sum + count, 0));
				if (read !== undefined) expect(stayed.filter((id) => !read.has(id))).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});
});
