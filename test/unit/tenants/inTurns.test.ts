import fc from 'fast-check';

import type { Line, Places } from '../../../nodes/MicrosoftDefenderMssp/tenants/inTurns';
import { inTurns } from '../../../nodes/MicrosoftDefenderMssp/tenants/inTurns';
import { virtualTime } from '../../support/virtualTime';

/** Lets `rounds` turns of the event loop pass. */
async function turns(rounds: number): Promise<void> {
	for (let turn = 0; turn < rounds; turn += 1) await new Promise(setImmediate);
}

interface Entry {
	name: string;
	/** Turns that it asks for. */
	wants: number;
	/** Turns of the event loop that one of its turns takes. */
	slow?: number;
}

/** First come, first served. */
function lineOf<T>(entries: T[]): Line<T> {
	const queue = [...entries];
	return { next: () => queue.shift(), again: (entry) => queue.push(entry) };
}

/** So many places for turns of which none is slow. */
const placesOf = (count: number): Places => ({
	count: () => count,
	patienceMs: 2_000,
	beside: 0,
	now: () => 0,
	timer: async () => await new Promise(() => undefined),
	ended: new AbortController().signal,
});

/** The names in the order in which their turns began, and the most that ran at a time. */
async function run(entries: Entry[], concurrency: number) {
	const begun: string[] = [];
	const had = new Map<Entry, number>();
	let running = 0;
	let most = 0;
	await inTurns(lineOf(entries), placesOf(concurrency), async (entry) => {
		begun.push(entry.name);
		running += 1;
		most = Math.max(most, running);
		await turns(entry.slow ?? 0);
		running -= 1;
		const count = (had.get(entry) ?? 0) + 1;
		had.set(entry, count);
		return count < entry.wants;
	});
	return { begun, most };
}

describe('inTurns', () => {
	it('gives a tenant with a long backlog its second page only once every other had its first', async () => {
		const { begun } = await run(
			[
				{ name: 'backlog', wants: 4 },
				{ name: 'b', wants: 1 },
				{ name: 'c', wants: 2 },
			],
			1,
		);
		expect(begun).toEqual(['backlog', 'b', 'c', 'backlog', 'c', 'backlog', 'backlog']);
	});

	it('gives each as many turns as it asks for, never more at a time than allowed', async () => {
		const entry = fc.record({ wants: fc.integer({ min: 1, max: 4 }), slow: fc.nat(2) });
		await fc.assert(
			fc.asyncProperty(
				fc.array(entry, { maxLength: 10 }),
				fc.integer({ min: 1, max: 4 }),
				async (given, width) => {
					const entries = given.map((part, n) => ({ ...part, name: String(n) }));
					const { begun, most } = await run(entries, width);
					const due = entries.flatMap(({ name, wants }) => Array.from({ length: wants }, () => name));
					expect([...begun].sort()).toEqual(due.sort());
					expect(most).toBeLessThanOrEqual(width);
				},
			),
			{ numRuns: 50 },
		);
	});

	it('uses what is allowed at a time', async () => {
		const entries = Array.from({ length: 9 }, (_, n) => ({ name: String(n), wants: 1, slow: 2 }));
		expect((await run(entries, 3)).most).toBe(3);
	});

	it('never gives one entry two turns at a time', async () => {
		let running = 0;
		let most = 0;
		let left = 5;
		await inTurns(lineOf(['only']), placesOf(3), async () => {
			running += 1;
			most = Math.max(most, running);
			await turns(1);
			running -= 1;
			left -= 1;
			return left > 0;
		});
		expect([most, left]).toEqual([1, 0]);
	});

	it('lets the others go on while one is slow', async () => {
		const { begun } = await run(
			[
				{ name: 'slow', wants: 2, slow: 50 },
				{ name: 'a', wants: 3 },
				{ name: 'b', wants: 1 },
			],
			2,
		);
		expect(begun).toEqual(['slow', 'a', 'b', 'a', 'a', 'slow']);
	});

	it.each([0, -1])('gives one turn at a time when told %d', async (concurrency) => {
		expect(
			await run(
				[
					{ name: 'a', wants: 2 },
					{ name: 'b', wants: 1 },
				],
				concurrency,
			),
		).toEqual({
			begun: ['a', 'b', 'a'],
			most: 1,
		});
	});

	it('is done at once when there is nobody', async () => {
		expect(await run([], 5)).toEqual({ begun: [], most: 0 });
	});

	it('asks again who is next when a turn is over, although nobody was when it began', async () => {
		const begun: string[] = [];
		const queue = ['a', 'b'];
		let isTaken = false;
		const line: Line<string> = { next: () => (isTaken ? undefined : queue.shift()), again: () => undefined };
		await inTurns(line, placesOf(2), async (entry) => {
			isTaken = true;
			begun.push(entry);
			await turns(1);
			isTaken = false;
			return false;
		});
		expect(begun).toEqual(['a', 'b']);
	});
});

describe('inTurns with slow turns', () => {
	/** When each turn of so many entries began and ended, by the durations of one turn each; seconds. */
	async function timesOf(durations: number[], part: Partial<Places>, endsAfter = Infinity) {
		const time = virtualTime(0);
		const ending = new AbortController();
		const begun: number[] = [];
		const over: number[] = [];
		let running = 0;
		let most = 0;
		const line = lineOf([...durations.keys()]);
		const places = { ...placesOf(2), beside: 3, now: time.now, timer: time.timer, ended: ending.signal };
		const all = inTurns(line, { ...places, ...part }, async (entry) => {
			begun[entry] = time.now() / 1000;
			running += 1;
			most = Math.max(most, running);
			await time.wait((durations[entry] ?? 0) * 1000);
			running -= 1;
			over[entry] = time.now() / 1000;
			return false;
		});
		const cut = time.wait(endsAfter * 1000).then(() => ending.abort());
		await time.run(endsAfter === Infinity ? all : Promise.race([all, cut]));
		return { begun, over, most, endedAt: time.now() / 1000 };
	}

	it('lets the next one begin when a turn takes longer than the patience', async () => {
		const { begun } = await timesOf([30, 30, 1, 1], {});
		expect(begun).toEqual([0, 0, 2, 2]);
	});

	it('begins no more beside the places than allowed, and the next when one of those is over', async () => {
		const { begun, most } = await timesOf([9, 30, 30, 30, 30, 30, 1], { beside: 3 });
		expect(most).toBe(5);
		// Two at first, two more when they are slow, one more when the third is, and then one as one is over.
		expect(begun).toEqual([0, 0, 2, 2, 4, 9, 30]);
	});

	it('are waited for', async () => {
		expect((await timesOf([30, 1], {})).endedAt).toBe(30);
	});

	it('keep their places when none may go on beside them', async () => {
		expect((await timesOf([30, 30, 1], { beside: 0 })).begun).toEqual([0, 0, 30]);
	});

	it('begin no other any more when the end is told', async () => {
		const { begun, endedAt } = await timesOf([30, 30, 30, 30, 30, 1, 1], { beside: 1 }, 20);
		expect([begun.length, endedAt]).toEqual([3, 20]);
	});

	it.each([1, 2, 5, 10])(
		'cost the others no more than the patience: 30 of 100 hang, %i places',
		async (count) => {
			const durations = Array.from({ length: 100 }, (_, n) => (n % 10 < 3 ? 1000 : 0.1));
			const { over } = await timesOf(durations, { count: () => count, beside: 40 }, 100);
			const last = Math.max(...over.filter((_, n) => n % 10 >= 3));
			// A slow one is noticed within a quarter of the patience.
			const shared = (30 / count) * 2.5 + (70 / count) * 0.1;
			expect(last).toBeLessThan(shared + 1);
		},
	);

	it('follow a number of places that changes', async () => {
		let count = 1;
		const { begun } = await timesOf([1, 1, 1, 1, 1], { count: () => (count += 1) });
		expect(begun).toEqual([0, 0, 0, 0, 0]);
	});
});
