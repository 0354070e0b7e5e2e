import { createdId, healthIdsOf, idsOf, tick, ticks, titlesOf } from '../support/executions';
import { passTime } from '../support/fakeDate';
import { CLIENT_ID } from '../support/mssp';
import type { PollOptions } from '../support/n8nContexts';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import { MINUTE_MS, add, published, restarts } from '../support/handOver';

eachTestHasItsMsspAndClock();

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

	it('hands over again what was lost once they are switched off again and n8n still hands out its own copy', async () => {
		const off = { durable: 'switched off' } as const;
		const polling = await published({}, off);
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Lost'));
		await tick(polling, { ...off, killed: 'between' });
		expect((await restarts(polling, 2, off)).all).toEqual([[id], []]);
	});

	it('delivers what came between publishing and the first tick, with durable cursors and an interval of an hour', async () => {
		const polling = await published({}, { durable: true });
		passTime(10 * MINUTE_MS);
		add(mssp.contoso, 'Soon after publishing');
		passTime(49 * MINUTE_MS);
		expect(titlesOf(await tick(polling, { durable: true }))).toEqual(['Soon after publishing']);
	});
});

describe('an execution that n8n says late that it could not start', () => {
	it.each([
		['', {}],
		[' (durable cursors)', { durable: true }],
		[' (durable cursors switched off again)', { durable: 'switched off' as const }],
	])('is handed over again then, whatever was handed over meanwhile%s', async (_, options) => {
		const polling = await published({}, options);
		await tick(polling, options);
		let tell: () => void = () => undefined;
		const toldAfter = new Promise<void>((resolve) => {
			tell = resolve;
		});
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Late'));
		expect(await tick(polling, { ...options, emitFails: true, toldAfter })).toEqual([]);
		add(mssp.fabrikam, 'Meanwhile');
		const meanwhile = titlesOf(await tick(polling, options));
		tell();
		const later = await ticks(polling, 2, options);
		expect([...meanwhile, ...titlesOf(later)].sort()).toEqual(['Late', 'Meanwhile']);
		expect(idsOf(later)).toContain(id);
		expect(await ticks(polling, 2, options)).toEqual([]);
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
