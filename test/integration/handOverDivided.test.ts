import type { IDataObject } from 'n8n-workflow';
import { createdId, idsOf, tick, ticks, titlesOf } from '../support/executions';
import { passTime } from '../support/fakeDate';
import { CLIENT_ID } from '../support/mssp';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import { MINUTE_MS, add, published, restarts, shapeOf, trigger } from '../support/handOver';

eachTestHasItsMsspAndClock();

describe('an execution that n8n could not start', () => {
	it('is handed over again at the next poll, with the same ids, and once', async () => {
		const polling = await published();
		const ids = [mssp.contoso, mssp.fabrikam].map((tenant) => createdId(tenant, add(tenant, 'A')));
		expect(await tick(polling, { emitFails: true })).toEqual([]);
		expect(await tick(polling, { emitFails: true })).toEqual([]);
		const late = createdId(mssp.contoso, add(mssp.contoso, 'B'));
		const again = idsOf(await tick(polling));
		expect([...again].sort()).toEqual([...ids, late].sort());
		expect(await ticks(polling, 3)).toEqual([]);
	});

	it('at a first poll: likewise', async () => {
		const id = createdId(mssp.contoso, add(mssp.contoso, 'A'));
		const polling = trigger();
		expect(await polling.pollAll({ emitFails: true })).toEqual([]);
		expect(idsOf(await tick(polling))).toEqual([id]);
		expect(await ticks(polling, 2)).toEqual([]);
	});

	it('and was lost with the process: comes after the restart', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'A'));
		await tick(polling, { emitFails: true });
		expect((await restarts(polling, 2)).all).toEqual([[id], []]);
	});

	it('does not bring back what was handed over before it', async () => {
		const polling = await published();
		add(mssp.contoso, 'First');
		await tick(polling);
		add(mssp.contoso, 'Second');
		await tick(polling, { emitFails: true });
		expect(titlesOf(await tick(polling))).toEqual(['Second']);
	});

	it.each(['poll', 'alert'])(
		'is not one that was started and then timed out or was stopped: that one is not handed over again (per %s)',
		async (executionPer) => {
			const polling = await published({ options: { executionPer } });
			add(mssp.contoso, 'A');
			expect(titlesOf(await tick(polling, { executions: 'cancelled' }))).toEqual(['A']);
			expect(titlesOf(await ticks(polling, 2, { executions: 'cancelled' }))).toEqual([]);
		},
	);
});

describe('Execution Per', () => {
	const fill = () => {
		for (const title of ['c1', 'c2', 'c3']) {
			passTime(1000);
			add(mssp.contoso, title);
		}
		add(mssp.northwind, 'n1');
		mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
		passTime(2 * 60 * MINUTE_MS);
	};
	const shapes: Record<string, string[][]> = {
		poll: [['c1', 'c2', 'c3', 'degraded', 'n1']],
		tenant: [['c1', 'c2', 'c3'], ['n1'], ['degraded']],
		alert: [['c1'], ['c2'], ['c3'], ['n1'], ['degraded']],
	};

	describe.each(['poll', 'tenant', 'alert'])('%s', (executionPer) => {
		const shape = shapes[executionPer] ?? [];
		const flat = shape.flat().sort();

		it('starts so many executions, health in one of its own where there is more than one', async () => {
			const polling = await published({ options: { executionPer } });
			fill();
			expect(shapeOf(await tick(polling))).toEqual(shape);
			expect(await ticks(polling, 2)).toEqual([]);
		});

		it.each(shape.map((_, index) => index))(
			'repeats all of the poll that was lost after %d executions, and nothing older',
			async (killed) => {
				const polling = await published({ options: { executionPer } });
				add(mssp.contoso, 'older');
				await ticks(polling, 2);
				fill();
				const before = await tick(polling, { killed });
				expect(shapeOf(before)).toEqual(shape.slice(0, killed));
				const restarted = polling.restart();
				const again = await tick(restarted);
				expect(shapeOf(again)).toEqual(shape);
				expect(idsOf(again)).toEqual(expect.arrayContaining(idsOf(before)));
				expect(await ticks(restarted, 2)).toEqual([]);
				expect(shapeOf(await tick(restarted.restart()))).toEqual([]);
			},
		);

		it('hands all of a poll over again of which n8n could not start one', async () => {
			const polling = await published({ options: { executionPer } });
			fill();
			const first = shapeOf(await tick(polling, { emitFails: (index) => index === 0 }));
			expect(first).toEqual(shape.slice(1));
			expect(shapeOf(await tick(polling))).toEqual(shape);
			expect(await ticks(polling, 2)).toEqual([]);
		});

		describe('with durable cursors', () => {
			const durable = { durable: true };
			/** Published, and polled once more: n8n does not store what the poll at publishing leaves behind. */
			const settled = async () => {
				const polling = await published({ options: { executionPer } }, durable);
				expect(await tick(polling, durable)).toEqual([]);
				return polling;
			};

			it.each(Array.from({ length: shape.length + 1 }, (_, index) => index))(
				'loses nothing, and repeats at most what was started of that poll, when it is killed after %d executions',
				async (killed) => {
					const polling = await settled();
					fill();
					const before = await tick(polling, { ...durable, killed });
					expect(shapeOf(before)).toEqual(shape.slice(0, killed));
					const restarted = polling.restart();
					const after = await ticks(restarted, 2, durable);
					// The state is stored together with the last one.
					expect(shapeOf(after)).toEqual(killed === shape.length ? [] : shape);
					if (killed < shape.length) expect(idsOf(after)).toEqual(expect.arrayContaining(idsOf(before)));
					expect(await ticks(restarted.restart(), 2, durable)).toEqual([]);
				},
			);

			it('hands over again what a transaction that failed did not store, in the same process', async () => {
				const polling = await settled();
				fill();
				expect(await tick(polling, { ...durable, emitFails: true })).toEqual([]);
				expect(shapeOf(await ticks(polling, 2, durable))).toEqual(shape);
				expect(await ticks(polling, 2, durable)).toEqual([]);
			});

			it('loses nothing when the first transaction fails and those after it do not', async () => {
				const polling = await settled();
				fill();
				const first = await tick(polling, { ...durable, emitFails: (index) => index === 0 });
				const later = await ticks(polling, 3, durable);
				const after = await ticks(polling.restart(), 2, durable);
				expect(new Set(shapeOf([...first, ...later, ...after]).flat())).toEqual(new Set(flat));
			});

			it.each(shape.map((_, index) => index))(
				'lets a poll pass that got its state when only %d executions of a hand-over were stored',
				async (stored) => {
					const polling = await settled();
					fill();
					const key = 'node:Trigger';
					const states = [polling.stored()[key] as IDataObject];
					const watched = tick(polling, {
						...durable,
						emitFails: () => {
							states.push(polling.stored()[key] as IDataObject);
							return false;
						},
					});
					expect(shapeOf(await watched)).toEqual(shape);
					// `states` has the one before each execution, after the one at the beginning.
					const prefetched = states[stored + 1];
					const writes = polling.writes();
					passTime(1000);
					expect(shapeOf(await polling.pollAll({ ...durable, prefetched }))).toEqual([]);
					expect(polling.writes()).toBe(writes);
					expect(await ticks(polling, 2, durable)).toEqual([]);
				},
			);
		});
	});
});

describe('Max Items per Poll', () => {
	const titles = Array.from({ length: 25 }, (_, index) => `a${String(index).padStart(2, '0')}`);
	const backlog = async (options: IDataObject) => {
		const polling = await published({ options: { maxItems: 10, ...options } });
		for (const title of titles) {
			passTime(1000);
			add(mssp.contoso, title);
		}
		return polling;
	};

	it.each(['poll', 'tenant', 'alert'])(
		'leaves the rest to the next polls (execution per %s)',
		async (per) => {
			const polling = await backlog({ executionPer: per });
			const polls = [await tick(polling), await tick(polling), await tick(polling)];
			expect(polls.map((executions) => titlesOf(executions).length)).toEqual([10, 10, 5]);
			expect(polls.flatMap(titlesOf).sort()).toEqual(titles);
			expect(await ticks(polling, 2)).toEqual([]);
		},
	);

	it.each(['between', 'before', 1] as const)('goes on from there after a kill (%s)', async (killed) => {
		const polling = await backlog({});
		const first = titlesOf(await tick(polling));
		const second = titlesOf(await tick(polling, { killed }));
		const restarted = polling.restart();
		const third = titlesOf(await tick(restarted));
		const fourth = titlesOf(await tick(restarted));
		expect(second).toEqual(killed === 1 ? third : []);
		expect([third, fourth].map(({ length }) => length).every((count) => count <= 10)).toBe(true);
		const rest = titlesOf(await ticks(restarted, 3));
		const all = [...first, ...third, ...fourth, ...rest].sort();
		// Killed before anything was stored, the hand-over before it is the last one and comes again.
		expect(all).toEqual(killed === 'before' ? [...titles, ...first].sort() : titles);
	});

	it('with durable cursors repeats nothing at any kill', async () => {
		const durable = { durable: true };
		const polling = await backlog({});
		await tick(polling, { ...durable, killed: 'before' });
		const all: string[] = [];
		let current = polling.restart();
		for (const killed of [1, 0, 'between', 1, 'before', 1] as const) {
			all.push(...titlesOf(await tick(current, { ...durable, killed })));
			current = current.restart();
		}
		expect(all.sort()).toEqual(titles);
		expect(await ticks(current, 2, durable)).toEqual([]);
	});
});
