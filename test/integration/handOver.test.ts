import { createdId, idsOf, json, tick, ticks, titlesOf, toldOf } from '../support/executions';
import { passTime } from '../support/fakeDate';
import { CLIENT_ID } from '../support/mssp';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import { DAY_MS, MINUTE_MS, add, published, restarts, trigger, updatedId } from '../support/handOver';

eachTestHasItsMsspAndClock();

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

	it('repeats what is not over yet at each start, until a later hand-over stores that it arrived', async () => {
		const polling = await published();
		const id = createdId(mssp.contoso, add(mssp.contoso, 'Long'));
		await tick(polling);
		const first = polling.restart();
		// Playbooks that wait for people run for hours; n8n says nothing of an execution before it ends.
		const running = { executions: 'running' } as const;
		expect(idsOf(await tick(first, running))).toEqual([id]);
		const second = first.restart();
		expect(idsOf(await tick(second, running))).toEqual([id]);
		passTime(5 * MINUTE_MS);
		const other = createdId(mssp.contoso, add(mssp.contoso, 'Other'));
		expect(idsOf(await tick(second))).toEqual([other]);
		expect(idsOf(await tick(second.restart()))).toEqual([other]);
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
