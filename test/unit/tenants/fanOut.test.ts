import fc from 'fast-check';

import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { Result } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { fanOut } from '../../../nodes/MicrosoftDefenderMssp/tenants/fanOut';
import { lasting } from '../core/builders';

/** Lets `rounds` turns of the event loop pass. */
async function turns(rounds: number): Promise<void> {
	for (let turn = 0; turn < rounds; turn += 1) await new Promise(setImmediate);
}

describe('fanOut', () => {
	it('gives each entry its own outcome, in the order of the entries, whoever is done first', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.nat(4), { maxLength: 12 }),
				fc.integer({ min: 1, max: 5 }),
				async (delays, width) => {
					const entries = delays.map((delay, index) => ({ delay, index }));
					const settled = await fanOut(entries, width, async ({ delay, index }) => {
						await turns(delay);
						return index % 3 === 0 ? fail(lasting({ code: String(index) })) : succeed(index);
					});
					expect(settled.map(({ entry }) => entry)).toEqual(entries);
					expect(
						settled.map(({ outcome }) => (outcome.ok ? outcome.value : Number(outcome.failure.code))),
					).toEqual(entries.map(({ index }) => index));
				},
			),
			{ numRuns: 30 },
		);
	});

	it('never works on more entries at a time than allowed, and uses what is allowed', async () => {
		let running = 0;
		let most = 0;
		await fanOut(Array.from({ length: 20 }), 3, async () => {
			running += 1;
			most = Math.max(most, running);
			await turns(2);
			running -= 1;
			return succeed(undefined);
		});
		expect(most).toBe(3);
	});

	it.each([0, -1, 0.5])('works on one entry at a time when told %d', async (concurrency) => {
		const settled = await fanOut([1, 2], concurrency, async (entry) => await Promise.resolve(succeed(entry)));
		expect(settled.map(({ outcome }) => outcome)).toEqual([succeed(1), succeed(2)]);
	});

	it('is done at once when there is nothing to do', async () => {
		expect(await fanOut([], 5, async () => await Promise.resolve(succeed(1)))).toEqual([]);
	});

	const works: Array<[string, (entry: number) => Promise<Result<number, Failure>>]> = [
		[
			'while it waits',
			async (entry) => {
				await turns(1);
				if (entry === 2) throw new RangeError(`secret of tenant ${entry}`);
				return succeed(entry);
			},
		],
		[
			'before it begins to wait',
			(entry) => {
				if (entry === 2) throw new RangeError(`secret of tenant ${entry}`);
				return Promise.resolve(succeed(entry));
			},
		],
	];

	it.each(works)(
		"turns a bug that throws %s into that entry's failure only, without its text",
		async (_when, work) => {
			const [first, second, third] = await fanOut([1, 2, 3], 2, work);
			expect([first?.outcome, third?.outcome]).toEqual([succeed(1), succeed(3)]);
			expect(second?.outcome).toMatchObject({ ok: false, failure: { appliesTo: 'tenant', transient: true } });
			expect(JSON.stringify(second)).toContain('RangeError');
			expect(JSON.stringify(second)).not.toContain('secret of tenant');
		},
	);

	it('copes with something thrown that is no error', async () => {
		const work = jest.fn<Promise<Result<number, Failure>>, [number]>().mockRejectedValue('text');
		expect((await fanOut([1], 1, work))[0]?.outcome).toMatchObject({ ok: false });
	});

	it('a slow entry does not keep the others from being done', async () => {
		const done: number[] = [];
		let finishSlow: () => void = () => undefined;
		const slow = new Promise<void>((resolve) => (finishSlow = resolve));
		const all = fanOut([0, 1, 2, 3], 2, async (entry) => {
			if (entry === 0) await slow;
			done.push(entry);
			return succeed(entry);
		});
		await turns(5);
		expect(done).toEqual([1, 2, 3]);
		finishSlow();
		await all;
		expect(done).toEqual([1, 2, 3, 0]);
	});
});
