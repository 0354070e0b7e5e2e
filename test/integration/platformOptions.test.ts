import type { IDataObject } from 'n8n-workflow';
import { createdId, healthOf, idsOf, tick, ticks, titlesOf, toldOf } from '../support/executions';
import { passTime } from '../support/fakeDate';
import { addTenants } from '../support/manyTenants';
import { CLIENT_ID, listOf, TENANT_IDS } from '../support/mssp';
import type { PollingTrigger } from '../support/n8nContexts';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import { DAY_MS, DOWN, HOUR_MS, MINUTE_MS, add, breakAll, published, setup } from '../support/platform';

eachTestHasItsMsspAndClock();

describe('Tenant Health', () => {
	it('tells once that a customer is degraded for good, at once, and once that it recovered', async () => {
		const polling = await published();
		mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
		passTime(2 * HOUR_MS);
		const since = new Date(Date.now() + MINUTE_MS).toISOString();
		const told = healthOf(await ticks(polling, 20));
		expect(told).toMatchObject([
			{ event: { type: 'degraded' }, tenant: { id: TENANT_IDS.fabrikam }, health: { since } },
		]);
		mssp.fabrikam.consent(CLIENT_ID, { application: ['SecurityAlert.Read.All'] });
		const back = healthOf(await ticks(polling, 12));
		expect(back).toMatchObject([
			{ event: { type: 'recovered' }, tenant: { id: TENANT_IDS.fabrikam }, health: { since } },
		]);
		expect(back[0]?.health).toHaveProperty('until');
	});

	it('tells after five minutes what may pass, with the time of the next try, and once that it recovered', async () => {
		const polling = await published();
		mssp.fabrikam.addFault({ api: 'graph', throttle: { retryAfterSeconds: 30 } });
		const began = Date.now() + MINUTE_MS;
		const told: Array<{ minute: number; item: IDataObject; at: number }> = [];
		for (let minute = 0; minute < 30; minute += 1) {
			for (const item of healthOf(await tick(polling))) told.push({ minute, item, at: Date.now() });
		}
		expect(told).toHaveLength(1);
		const [only] = told;
		expect(only?.minute).toBeGreaterThanOrEqual(5);
		expect(only?.minute).toBeLessThanOrEqual(8);
		const { since, nextTry } = (only?.item.health ?? {}) as { since: string; nextTry: string };
		expect(since).toBe(new Date(began).toISOString());
		expect(Date.parse(nextTry)).toBeGreaterThan(only?.at ?? 0);
		expect(Date.parse(nextTry)).toBeLessThanOrEqual((only?.at ?? 0) + 10 * MINUTE_MS);
		mssp.fabrikam.clearFaults();
		expect(healthOf(await ticks(polling, 12))).toMatchObject([
			{ event: { type: 'recovered' }, health: { since } },
		]);
	});

	it('tells once of a customer for which there was no time for five minutes, and once that it was read', async () => {
		const tenants = addTenants(mssp, 8);
		const polling = await published({ ...listOf(tenants), options: { concurrency: 1 } });
		const spend = tenants.map((tenant) =>
			tenant.addFault({
				api: 'graph',
				delayMs: 0,
				when: () => {
					passTime(40_000);
					return false;
				},
			}),
		);
		const told: IDataObject[] = [];
		for (let poll = 0; poll < 8; poll += 1) told.push(...healthOf(await tick(polling)));
		const of = (type: string) => told.filter(({ event }) => (event as IDataObject).type === type);
		expect(of('skipped').length).toBeGreaterThan(0);
		for (const item of of('skipped')) {
			const { since, kind } = item.health as Record<string, string>;
			expect(kind).toBe('budget');
			expect(Date.now() - Date.parse(since ?? '')).toBeGreaterThanOrEqual(5 * MINUTE_MS);
		}
		const ids = told.map(({ event }) => (event as IDataObject).id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const fault of spend) fault.remove();
		told.push(...healthOf(await ticks(polling, 3)));
		expect(of('recovered').length).toBe(of('skipped').length);
		expect(of('degraded')).toEqual([]);
	});

	it('tells of another reason anew, and not of a blip on top of what is known', async () => {
		const polling = await published();
		passTime(2 * HOUR_MS);
		mssp.fabrikam.revokeConsent(CLIENT_ID);
		expect(healthOf(await ticks(polling, 3))).toMatchObject([{ health: { kind: 'roleMissing' } }]);
		const { mend } = breakAll({ api: 'token', respond: DOWN }, [mssp.fabrikam]);
		passTime(2 * HOUR_MS);
		expect(toldOf(await ticks(polling, 3))).toEqual([]);
		mend();
		mssp.fabrikam.disableApp(CLIENT_ID);
		passTime(HOUR_MS);
		expect(healthOf(await ticks(polling, 12))).toMatchObject([{ health: { kind: 'appDisabled' } }]);
	});
});

describe('changed options', () => {
	/** Published again with these parameters. */
	const change = (polling: PollingTrigger, parameters: IDataObject) => polling.republish(setup(parameters));

	it('a filter that is loosened and tightened neither repeats nor skips', async () => {
		let polling = await published({ filters: { minimumSeverity: 'high' } });
		add(mssp.contoso, 'Low 1', { severity: 'low' });
		add(mssp.contoso, 'High 1', { severity: 'high' });
		expect(titlesOf(await tick(polling))).toEqual(['High 1']);
		polling = change(polling, {});
		expect(titlesOf(await tick(polling))).toEqual([]);
		add(mssp.contoso, 'Low 2', { severity: 'low' });
		expect(titlesOf(await tick(polling))).toEqual(['Low 2']);
		polling = change(polling, { filters: { minimumSeverity: 'high' } });
		add(mssp.contoso, 'High 2', { severity: 'high' });
		expect(titlesOf(await ticks(polling, 2))).toEqual(['High 2']);
	});

	it('a filter that is loosened brings up what it had held back at most once, where n8n had not stored that', async () => {
		let polling = await published({ filters: { minimumSeverity: 'high' } });
		add(mssp.contoso, 'Low', { severity: 'low' });
		expect(await ticks(polling, 2)).toEqual([]);
		polling = change(polling, {});
		expect(titlesOf(await ticks(polling, 3)).filter((title) => title === 'Low').length).toBeLessThan(2);
	});

	it('Trigger On: what was handled before is not delivered under it, what comes after is', async () => {
		let polling = await published();
		const alert = add(mssp.contoso, 'A', { status: 'new' });
		expect(titlesOf(await tick(polling))).toEqual(['A']);
		mssp.contoso.updateAlert(alert.id, { severity: 'high' });
		add(mssp.fabrikam, 'To be stored');
		expect(titlesOf(await tick(polling))).toEqual(['To be stored']);
		polling = change(polling, { triggerOn: ['updated', 'resolved'] });
		expect(await ticks(polling, 2)).toEqual([]);
		mssp.contoso.updateAlert(alert.id, { status: 'resolved' });
		add(mssp.contoso, 'B');
		const later = await ticks(polling, 2);
		expect(titlesOf(later)).toEqual(['A']);
		polling = change(polling, {});
		add(mssp.contoso, 'C');
		expect(titlesOf(await ticks(polling, 2))).toEqual(['C']);
	});

	it.each([1, 60, 24 * 60])('an overlap changed to %d minutes and back', async (overlapMinutes) => {
		let polling = await published();
		const expected: string[] = [];
		const delivered: string[] = [];
		for (const options of [
			{},
			{ overlapMinutes },
			{ overlapMinutes, sweepHours: 1 },
			{ sweepHours: 0 },
			{},
		]) {
			polling = change(polling, { options });
			for (let hour = 0; hour < 2; hour += 1) {
				passTime(50 * MINUTE_MS);
				expected.push(`A${expected.length}`);
				add(mssp.contoso, expected.at(-1) ?? '');
				delivered.push(...titlesOf(await tick(polling)));
			}
		}
		expect(delivered).toEqual(expected);
	});

	it('a source that is switched and switched back skips nothing, and repeats with the same ids only', async () => {
		let polling = await published();
		const a = add(mssp.contoso, 'A');
		const first = await tick(polling);
		polling = change(polling, { source: 'defenderAlerts' });
		const b = add(mssp.contoso, 'B');
		const second = await ticks(polling, 2);
		passTime(3 * HOUR_MS);
		add(mssp.contoso, 'C');
		const third = await ticks(polling, 2);
		polling = change(polling, {});
		add(mssp.contoso, 'D');
		const fourth = await ticks(polling, 2);
		expect(idsOf(first)).toEqual([createdId(mssp.contoso, a)]);
		expect(idsOf(second)).toContain(createdId(mssp.contoso, b));
		expect(titlesOf(third)).toEqual(['C']);
		expect(titlesOf(fourth)).toEqual(['B', 'C', 'D']);
		expect(idsOf(fourth)).toEqual(expect.arrayContaining(idsOf(third)));
	});

	it('customers that are added begin then; one that was taken off and put back goes on where it was', async () => {
		let polling = await published(listOf([mssp.contoso]));
		add(mssp.fabrikam, 'Before it was added');
		passTime(HOUR_MS);
		expect(await tick(polling)).toEqual([]);
		polling = change(polling, listOf([mssp.contoso, mssp.fabrikam]));
		expect(await tick(polling)).toEqual([]);
		add(mssp.fabrikam, 'F1');
		expect(titlesOf(await tick(polling))).toEqual(['F1']);
		polling = change(polling, listOf([mssp.contoso]));
		add(mssp.contoso, 'C1');
		add(mssp.fabrikam, 'F2');
		expect(titlesOf(await ticks(polling, 2))).toEqual(['C1']);
		passTime(6 * DAY_MS);
		add(mssp.contoso, 'C2');
		expect(titlesOf(await ticks(polling, 2))).toEqual(['C2']);
		polling = change(polling, listOf([mssp.contoso, mssp.fabrikam]));
		expect(titlesOf(await ticks(polling, 2))).toEqual(['F2']);
	});
});

describe('Replay From', () => {
	/** A of contoso, B of fabrikam, both two hours old and delivered. */
	const delivered = async () => {
		const polling = await published();
		add(mssp.contoso, 'Older');
		await tick(polling);
		passTime(2 * HOUR_MS);
		const replayFrom = new Date().toISOString();
		passTime(MINUTE_MS);
		add(mssp.contoso, 'A');
		add(mssp.fabrikam, 'B');
		const ids = idsOf(await tick(polling));
		await tick(polling);
		passTime(HOUR_MS);
		return { polling, ids, replayFrom };
	};

	it('delivers again once for each setting, with the ids of the first delivery', async () => {
		const { polling, ids, replayFrom } = await delivered();
		const replaying = polling.republish(setup({ options: { replayFrom } }));
		expect(idsOf(await tick(replaying))).toEqual(ids);
		expect(await ticks(replaying, 3)).toEqual([]);
		const without = replaying.republish(setup({}));
		expect(await ticks(without, 2)).toEqual([]);
		const same = without.republish(setup({ options: { replayFrom } }));
		expect(await ticks(same, 2)).toEqual([]);
		const other = same.republish(setup({ options: { replayFrom, replayTenant: 'FABRIKAM.example' } }));
		await expect(tick(other)).resolves.toEqual([]);
		const named = other.republish(setup({ options: { replayFrom, replayTenant: TENANT_IDS.fabrikam } }));
		expect(titlesOf(await tick(named))).toEqual(['B']);
		expect(await ticks(named, 2)).toEqual([]);
	});

	it('for one customer, with what is new meanwhile of the others', async () => {
		const { polling, ids, replayFrom } = await delivered();
		const options = { replayFrom, replayTenant: TENANT_IDS.fabrikam };
		const replaying = polling.republish(setup({ options }));
		add(mssp.contoso, 'New');
		const again = await tick(replaying);
		expect(titlesOf(again).sort()).toEqual(['B', 'New']);
		expect(idsOf(again)).toContain(ids[1]);
		expect(await ticks(replaying, 2)).toEqual([]);
	});

	it('that was lost with the process is carried out again, and then never more', async () => {
		const { polling, ids, replayFrom } = await delivered();
		const replaying = polling.republish(setup({ options: { replayFrom } }));
		expect(await tick(replaying, { killed: 'between' })).toEqual([]);
		const restarted = replaying.restart();
		expect(idsOf(await tick(restarted))).toEqual(ids);
		expect(await ticks(restarted, 2)).toEqual([]);
		expect(await ticks(restarted.restart(), 2)).toEqual([]);
	});

	it('of more than a poll may hand over goes on through restarts', async () => {
		const polling = await published();
		const replayFrom = new Date().toISOString();
		const titles = Array.from({ length: 9 }, (_, index) => `A${index}`);
		for (const title of titles) {
			passTime(1000);
			add(mssp.contoso, title);
		}
		await ticks(polling, 2);
		const options = { replayFrom, maxItems: 4 };
		const replaying = polling.republish(setup({ options }));
		const first = titlesOf(await tick(replaying));
		const restarted = replaying.restart();
		const rest = titlesOf(await ticks(restarted, 4));
		expect(first).toHaveLength(4);
		expect([...new Set([...first, ...rest])].sort()).toEqual(titles);
		// The restart repeats the four of the hand-over before it.
		expect(rest).toHaveLength(9);
		expect(await ticks(restarted, 2)).toEqual([]);
	});

	it('with durable cursors: once, also through a restart', async () => {
		const durable = { durable: true };
		const { polling, ids, replayFrom } = await delivered();
		await ticks(polling.restart(), 2, durable);
		const replaying = polling.restart(setup({ options: { replayFrom } }));
		expect(idsOf(await tick(replaying, durable))).toEqual(ids);
		expect(await ticks(replaying, 2, durable)).toEqual([]);
		expect(await ticks(replaying.restart(), 2, durable)).toEqual([]);
	});
});
