import type { IDataObject } from 'n8n-workflow';

import { normalizeTimestamp } from '../../nodes/MicrosoftDefenderMssp/core/timestamp';
import type { AlertInput, EmulatedAlert, Tenant } from '../emulator';
import type { Outputs } from '../support/executions';
import { createdId, healthIdsOf, idsOf, json, tick, ticks, titlesOf, toldOf } from '../support/executions';
import { fakeDate, passTime } from '../support/fakeDate';
import type { Mssp } from '../support/mssp';
import { CLIENT_ID, listOf, startMssp } from '../support/mssp';
import type { PollingTrigger, PollOptions } from '../support/n8nContexts';
import { createTrigger } from '../support/n8nContexts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Titles of the alerts, execution by execution; a health execution shows as what it tells. */
const shapeOf = (executions: Outputs[]) =>
	executions.map((outputs) => [...titlesOf([outputs]), ...toldOf([outputs])].sort());

const updatedId = ({ id: tenantId }: Tenant, { id, lastUpdateDateTime }: EmulatedAlert) =>
	`${tenantId}:${id}:${normalizeTimestamp(lastUpdateDateTime)}`;

let mssp: Mssp;
beforeEach(async () => {
	fakeDate(Date.now());
	mssp = await startMssp();
});
afterEach(async () => {
	jest.useRealTimers();
	await mssp.close();
});

const add = (tenant: Tenant, title: string, alert: AlertInput = {}) => tenant.addAlert({ title, ...alert });

const trigger = (parameters: IDataObject = {}) =>
	createTrigger({
		parameters: { authentication: 'appOnly', ...listOf(mssp.customers), ...parameters },
		store: mssp.store,
	});

/** A trigger that was published and found nothing yet. */
const published = async (parameters: IDataObject = {}, options: PollOptions = {}) => {
	const polling = trigger(parameters);
	expect(await polling.pollAll(options)).toEqual([]);
	return polling;
};

/** What some restarts deliver, each with two polls; the last process too. */
const restarts = async (polling: PollingTrigger, count: number, options?: PollOptions) => {
	const all: string[][] = [];
	let last = polling;
	for (let index = 0; index < count; index += 1) {
		last = last.restart();
		all.push(idsOf(await ticks(last, 2, options)));
	}
	return { all, last };
};

describe('a process that is killed while it hands over', () => {
	it('between the state and the execution: the alerts come after the restart, once, with the same ids', async () => {
		const polling = await published();
		const ids = [mssp.contoso, mssp.fabrikam].map((tenant) => createdId(tenant, add(tenant, 'Lost')));
		const stored = polling.stored();
		expect(await tick(polling, { killed: 'between' })).toEqual([]);
		expect(polling.stored()).not.toEqual(stored);
		const { all } = await restarts(polling, 3);
		expect(all).toEqual([ids, [], []]);
	});

	it('between the two at the first poll ever: likewise', async () => {
		const alert = add(mssp.contoso, 'Lost');
		passTime(MINUTE_MS);
		const polling = trigger();
		expect(await polling.pollAll({ killed: 'between' })).toEqual([]);
		const { all } = await restarts(polling, 3);
		expect(all).toEqual([[createdId(mssp.contoso, alert)], [], []]);
	});

	it('before anything was stored: the alerts come after the restart, once', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Lost'));
		const stored = polling.stored();
		expect(await tick(polling, { killed: 'before' })).toEqual([]);
		expect(polling.stored()).toEqual(stored);
		const { all } = await restarts(polling, 3);
		expect(all).toEqual([[id], [], []]);
	});

	it('after everything: the alerts come again once, and never by later restarts, also weeks later', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Arrived'));
		expect(idsOf(await tick(polling, { killed: 1 }))).toEqual([id]);
		const { all, last } = await restarts(polling, 3);
		expect(all).toEqual([[id], [], []]);
		passTime(21 * DAY_MS);
		expect((await restarts(last, 2)).all).toEqual([[], []]);
	});

	it('weeks before the restart: the alerts of that hand-over come, and those since', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Lost'));
		await tick(polling, { killed: 'between' });
		passTime(10 * DAY_MS);
		const since = createdId(mssp.contoso, add(mssp.contoso, 'Since'));
		passTime(10 * DAY_MS);
		const { all } = await restarts(polling, 3);
		expect(all).toEqual([[id, since], [], []]);
	});

	it('and killed again while it repeats: they come once more after that', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Lost twice'));
		await tick(polling, { killed: 'between' });
		const second = polling.restart();
		expect(await tick(second, { killed: 'between' })).toEqual([]);
		const third = second.restart();
		expect(await tick(third, { killed: 'before' })).toEqual([]);
		const { all } = await restarts(third, 3);
		expect(all).toEqual([[id], [], []]);
	});

	it('a later hand-over was lost: of the one before nothing comes again', async () => {
		const polling = await published();
		add(mssp.contoso, 'First');
		add(mssp.fabrikam, 'First');
		expect(titlesOf(await tick(polling))).toEqual(['First', 'First']);
		const id = createdId(mssp.fabrikam, add(mssp.fabrikam, 'Second'));
		await tick(polling, { killed: 'between' });
		const { all } = await restarts(polling, 2);
		expect(all).toEqual([[id], []]);
	});

	it('an alert that was updated since comes with its created id and as it is now', async () => {
		const polling = await published();
		const alert = add(mssp.contoso, 'Lost', { severity: 'low' });
		await tick(polling, { killed: 'between' });
		passTime(MINUTE_MS);
		mssp.contoso.updateAlert(alert.id, { severity: 'high' });
		const again = await tick(polling.restart());
		expect(idsOf(again)).toEqual([createdId(mssp.contoso, alert)]);
		expect(again[0]?.[0]?.[0]?.json).toMatchObject({
			event: { type: 'created' },
			alert: { severity: 'high' },
		});
	});

	it('a lost update comes with its new version, and its changes are those since the version that arrived', async () => {
		const polling = await published({ triggerOn: ['created', 'updated', 'resolved'] });
		const alert = add(mssp.contoso, 'A', { severity: 'low', status: 'new' });
		await ticks(polling, 2);
		mssp.contoso.updateAlert(alert.id, { severity: 'medium' });
		expect(await tick(polling, { killed: 'between' })).toEqual([]);
		passTime(MINUTE_MS);
		const latest = mssp.contoso.updateAlert(alert.id, { status: 'inProgress' });
		const restarted = polling.restart();
		const again = await tick(restarted);
		expect(json(again[0]?.[0])).toMatchObject([
			{
				event: {
					id: updatedId(mssp.contoso, latest),
					type: 'updated',
					changes: { severity: { from: 'low', to: 'medium' }, status: { from: 'new', to: 'inProgress' } },
				},
			},
		]);
		expect((await restarts(restarted, 2)).all).toEqual([[], []]);
	});

	it('what was to be told of a customer is told again', async () => {
		const polling = await published();
		mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
		// A token that was issued before stays good for an hour.
		passTime(2 * 60 * MINUTE_MS);
		expect(await tick(polling, { killed: 'between' })).toEqual([]);
		const degraded = polling.restart();
		const told = await tick(degraded);
		expect(toldOf(told)).toEqual(['degraded']);
		expect(toldOf(await ticks(degraded, 3))).toEqual([]);
		expect(toldOf(await tick(degraded.restart()))).toEqual([]);
		mssp.fabrikam.consent(CLIENT_ID, { application: ['SecurityAlert.Read.All'] });
		passTime(10 * MINUTE_MS);
		expect(await tick(degraded, { killed: 'between' })).toEqual([]);
		const recovered = degraded.restart();
		expect(toldOf(await tick(recovered))).toEqual(['recovered']);
		expect(toldOf(await ticks(recovered.restart(), 2))).toEqual([]);
	});

	it('what was told with alerts that arrived is told again with the same id', async () => {
		const polling = await published();
		mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
		passTime(2 * 60 * MINUTE_MS);
		add(mssp.contoso, 'A');
		const first = await tick(polling, { killed: 1 });
		const again = await tick(polling.restart());
		expect(toldOf(first)).toEqual(['degraded']);
		expect(idsOf(again)).toEqual(idsOf(first));
		expect(toldOf(again)).toEqual(['degraded']);
	});
});

describe('an orderly restart', () => {
	it('repeats the last hand-over once, also after a quiet time, and none before it', async () => {
		const polling = await published();
		add(mssp.contoso, 'First');
		await tick(polling);
		const id = createdId(mssp.fabrikam, add(mssp.fabrikam, 'Last'));
		expect(idsOf(await tick(polling))).toEqual([id]);
		expect(await ticks(polling, 5)).toEqual([]);
		passTime(3 * DAY_MS);
		expect(await ticks(polling, 2)).toEqual([]);
		const { all, last } = await restarts(polling, 3);
		expect(all).toEqual([[id], [], []]);
		passTime(30 * DAY_MS);
		expect((await restarts(last, 2)).all).toEqual([[], []]);
	});

	it('repeats nothing where the last hand-over was that of a first poll', async () => {
		add(mssp.contoso, 'At once');
		const polling = trigger();
		expect(titlesOf(await polling.pollAll())).toEqual(['At once']);
		expect(await ticks(polling, 2)).toEqual([]);
		expect((await restarts(polling, 2)).all).toEqual([[], []]);
	});

	it('brings what came while n8n was down, together with the repeated', async () => {
		const polling = await published();
		add(mssp.contoso, 'Before');
		await ticks(polling, 2);
		passTime(DAY_MS);
		add(mssp.contoso, 'Down');
		passTime(DAY_MS);
		const restarted = polling.restart();
		expect(titlesOf(await tick(restarted))).toEqual(['Before', 'Down']);
		expect(await ticks(restarted, 2)).toEqual([]);
	});

	it('whose executions still run when the trigger stops waiting for them does not repeat them at each later one', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Long'));
		await tick(polling);
		const first = polling.restart();
		// Playbooks that wait for people run for hours; n8n says nothing of an execution before it ends.
		expect(idsOf(await tick(first, { executions: 'running' }))).toEqual([id]);
		expect(idsOf(await tick(first.restart()))).toEqual([]);
	});

	it.each([
		['throttled', { throttle: { retryAfterSeconds: 600 } }],
		['out of order', { respond: { status: 503, headers: { 'retry-after': '60' } } }],
	])('of which the first poll finds Microsoft %s repeats once it can', async (_, fault) => {
		const polling = await published();
		const ids = [mssp.contoso, mssp.northwind].map((tenant) => createdId(tenant, add(tenant, 'Lost')));
		await tick(polling, { killed: 'between' });
		const broken = mssp.customers.map((tenant) => tenant.addFault({ api: 'graph', ...fault }));
		const restarted = polling.restart();
		expect(await tick(restarted)).toEqual([]);
		for (const fault of broken) fault.remove();
		passTime(15 * MINUTE_MS);
		expect(idsOf(await tick(restarted))).toEqual(ids);
		expect(await ticks(restarted, 3)).toEqual([]);
		// This was no first poll, so the next start cannot know that it arrived; the one after it does.
		const { all } = await restarts(restarted, 3);
		expect(all).toEqual([ids, [], []]);
	});

	it('of which the first poll finds the token endpoint down and is killed repeats afterwards', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Lost'));
		await tick(polling, { killed: 'between' });
		const broken = mssp.customers.map((tenant) =>
			tenant.addFault({ api: 'token', respond: { status: 503, headers: { 'retry-after': '60' } } }),
		);
		const restarted = polling.restart();
		expect(await tick(restarted)).toEqual([]);
		for (const fault of broken) fault.remove();
		passTime(15 * MINUTE_MS);
		expect((await restarts(restarted, 2)).all).toEqual([[id], []]);
	});

	it('of which the first poll meets a wrong credential repeats once it is right', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Lost'));
		await tick(polling, { killed: 'between' });
		mssp.appFields.clientSecret = 'not this one';
		const restarted = polling.restart();
		expect(await tick(restarted)).toEqual([]);
		await expect(tick(restarted)).rejects.toThrow('client secret');
		mssp.appFields.clientSecret = mssp.secret;
		expect(idsOf(await tick(restarted))).toEqual([id]);
		expect(await ticks(restarted, 2)).toEqual([]);
	});
});

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
		if (second.length > 0) expect(third).toEqual(second);
		expect(killed === 'before' ? [...first, ...third, ...fourth].length : 25).toBeGreaterThanOrEqual(25);
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

describe('changing to durable cursors and back', () => {
	it('goes on from the state that the other way wrote', async () => {
		const polling = await published();
		const first = createdId(mssp.contoso, add(mssp.contoso, 'First'));
		await tick(polling);
		const durable = polling.restart();
		add(mssp.contoso, 'Second');
		// The hand-over of the process before is not known to have arrived.
		expect(idsOf(await tick(durable, { durable: true }))).toContain(first);
		add(mssp.contoso, 'Third');
		expect(titlesOf(await tick(durable, { durable: true }))).toEqual(['Third']);
		const plain = durable.restart();
		add(mssp.contoso, 'Fourth');
		expect(titlesOf(await tick(plain))).toEqual(['Fourth']);
		expect(titlesOf(await ticks(plain.restart(), 2))).toEqual([]);
		const again = plain.restart();
		expect(titlesOf(await ticks(again, 2, { durable: true }))).toEqual([]);
		expect(again.stored()).not.toHaveProperty(['node:Trigger', 'state', 'handOver']);
	});

	it('hands over again by durable cursors what was lost without them', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Lost'));
		await tick(polling, { killed: 'between' });
		const durable = { durable: true };
		expect((await restarts(polling, 2, durable)).all).toEqual([[id], []]);
	});

	it('delivers what came between publishing and the first tick, with durable cursors and an interval of an hour', async () => {
		const polling = await published({}, { durable: true });
		passTime(10 * MINUTE_MS);
		add(mssp.contoso, 'Soon after publishing');
		passTime(49 * MINUTE_MS);
		expect(titlesOf(await tick(polling, { durable: true }))).toEqual(['Soon after publishing']);
	});
});

describe('a state that jumps back, because another node put back its older copy', () => {
	/** A and B were handed over; the copy is of before B. */
	const jumped = async (options: PollOptions = {}) => {
		const polling = await published({}, options);
		add(mssp.contoso, 'A');
		await tick(polling, options);
		await tick(polling, options);
		const older = polling.stored();
		const b = createdId(mssp.contoso, add(mssp.contoso, 'B'));
		expect(titlesOf(await tick(polling, options))).toEqual(['B']);
		const c = createdId(mssp.fabrikam, add(mssp.fabrikam, 'C'));
		expect(titlesOf(await tick(polling, options))).toEqual(['C']);
		polling.putBack(older);
		return { polling, b, c };
	};

	it('is noticed in the same process: nothing is repeated, nothing lost', async () => {
		const { polling } = await jumped();
		const again = polling.republish();
		expect(await tick(again)).toEqual([]);
		add(mssp.contoso, 'D');
		expect(titlesOf(await tick(again))).toEqual(['D']);
		expect(titlesOf(await ticks(again, 2))).toEqual([]);
	});

	it('after a restart: repeats with the same ids and loses nothing', async () => {
		const { polling, b, c } = await jumped();
		const d = createdId(mssp.northwind, add(mssp.northwind, 'D'));
		const restarted = polling.restart();
		const delivered = idsOf(await ticks(restarted, 2));
		expect(delivered).toEqual(expect.arrayContaining([b, c, d]));
		expect(new Set(delivered).size).toBe(delivered.length);
		expect(await ticks(restarted, 2)).toEqual([]);
		expect(await ticks(restarted.restart(), 2)).toEqual([]);
	});
});

describe('a workflow that is edited and published again while a poll runs', () => {
	const slow = () => mssp.contoso.addFault({ api: 'graph', times: 1, delayMs: 200 });

	it.each([
		['', {}],
		[' (durable cursors)', { durable: true }],
	])('neither loses nor repeats%s', async (_, options) => {
		const polling = await published({}, options);
		await tick(polling, options);
		const id = createdId(mssp.contoso, add(mssp.contoso, 'A'));
		passTime(MINUTE_MS);
		slow();
		const underWay = polling.pollAll(options);
		const again = polling.republish();
		expect(await again.pollAll(options)).toEqual([]);
		const first = await underWay;
		add(mssp.fabrikam, 'B');
		const all = [...first, ...(await ticks(again, 3, options))];
		expect(titlesOf(all).sort()).toEqual(['A', 'B']);
		expect(idsOf(all)).toContain(id);
	});

	it('repeats at most the last hand-over after a restart', async () => {
		const polling = await published();
		add(mssp.contoso, 'A');
		passTime(MINUTE_MS);
		slow();
		const underWay = polling.pollAll();
		const again = polling.republish();
		await again.pollAll();
		expect(titlesOf(await underWay)).toEqual(['A']);
		add(mssp.fabrikam, 'B');
		expect(titlesOf(await tick(again))).toEqual(['B']);
		const restarted = again.restart();
		expect(titlesOf(await ticks(restarted, 2))).toEqual(['B']);
		expect(await ticks(restarted.restart(), 2)).toEqual([]);
	});
});

describe('a test step in the editor in between', () => {
	const manual: PollOptions = { mode: 'manual', activation: 'manual' };

	it('touches no state and is counted as no poll', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'A'));
		const stored = polling.stored();
		const live = JSON.stringify(polling.staticData());
		expect(titlesOf(await tick(polling, manual))).toContain('A');
		expect([polling.stored(), JSON.stringify(polling.staticData())]).toEqual([stored, live]);
		expect(idsOf(await tick(polling, { killed: 'between' }))).toEqual([]);
		const restarted = polling.restart();
		await restarted.pollAll(manual);
		expect(idsOf(await tick(restarted))).toEqual([id]);
		await restarted.pollAll(manual);
		expect(await ticks(restarted, 2)).toEqual([]);
		// The first poll was one although a test step came before it: what it handed over is known to have arrived.
		expect((await restarts(restarted, 1)).all).toEqual([[]]);
	});

	it('does not confirm a hand-over that n8n could not start', async () => {
		const polling = await published();
		add(mssp.contoso, 'A');
		await tick(polling, { emitFails: true });
		await polling.pollAll(manual);
		expect(titlesOf(await tick(polling))).toEqual(['A']);
	});

	it('runs beside a poll that is under way', async () => {
		const polling = await published();
		add(mssp.contoso, 'A');
		passTime(MINUTE_MS);
		mssp.contoso.addFault({ api: 'graph', times: 1, delayMs: 200 });
		const [scheduled, shown] = await Promise.all([polling.pollAll(), polling.pollAll(manual)]);
		expect([titlesOf(scheduled), titlesOf(shown).includes('A')]).toEqual([['A'], true]);
		expect(await ticks(polling, 2)).toEqual([]);
	});
});

it('keeps no health id twice apart from repeats of one hand-over', async () => {
	const polling = await published();
	mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
	passTime(2 * 60 * MINUTE_MS);
	const all = healthIdsOf(await ticks(polling, 4));
	expect(all).toHaveLength(1);
	// The last hand-over is repeated by the restart, and with it what it told.
	expect(healthIdsOf(await ticks(polling.restart(), 3))).toHaveLength(1);
});
