import fc from 'fast-check';

import { inTurns } from '../../../nodes/MicrosoftDefenderMssp/tenants/inTurns';

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

/** The names in the order in which their turns began, and the most that ran at a time. */
async function run(entries: Entry[], concurrency: number) {
	const begun: string[] = [];
	const had = new Map<Entry, number>();
	let running = 0;
	let most = 0;
	await inTurns(entries, concurrency, async (entry) => {
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
		await inTurns(['only'], 3, async () => {
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

	it('is done at once when there is nobody, and leaves the list as it was', async () => {
		expect(await run([], 5)).toEqual({ begun: [], most: 0 });
		const entries = [{ name: 'a', wants: 1 }];
		await run(entries, 1);
		expect(entries).toHaveLength(1);
	});
});
