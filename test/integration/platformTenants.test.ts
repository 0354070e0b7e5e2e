import type { IDataObject } from 'n8n-workflow';
import { createProcessMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import type { Tenant } from '../emulator';
import type { Outputs } from '../support/executions';
import { tick, ticks, titlesOf, toldOf } from '../support/executions';
import { passTime } from '../support/fakeDate';
import { addTenants } from '../support/manyTenants';
import { CLIENT_ID, listOf, TENANT_IDS } from '../support/mssp';
import type { PollingTrigger } from '../support/n8nContexts';
import { createTrigger } from '../support/n8nContexts';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import {
	DOWN,
	HOUR_MS,
	KEY,
	MINUTE_MS,
	add,
	breakAll,
	errorOf,
	published,
	setup,
	trigger,
} from '../support/platform';

eachTestHasItsMsspAndClock();

describe('one customer that cannot be read', () => {
	const TROUBLES: Array<[string, (tenant: Tenant) => void]> = [
		['has not allowed the app', (tenant) => tenant.removeServicePrincipal(CLIENT_ID)],
		['lacks the permission', (tenant) => tenant.revokeConsent(CLIENT_ID)],
		['switched the app off', (tenant) => tenant.disableApp(CLIENT_ID)],
		['answers 400', (tenant) => void tenant.addFault({ api: 'graph', respond: { status: 400 } })],
		['is down', (tenant) => void tenant.addFault({ api: 'graph', respond: DOWN })],
		['gets no token', (tenant) => void tenant.addFault({ api: 'token', respond: DOWN })],
		['is unknown to Entra', (tenant) => void tenant.addFault({ api: 'token', entraError: 90002 })],
	];

	it.each(TROUBLES)('and %s never makes a poll throw, and the others arrive', async (_, breakTenant) => {
		const polling = await published();
		passTime(2 * HOUR_MS);
		breakTenant(mssp.fabrikam);
		const all: Outputs[] = [];
		for (const activation of ['activate', 'init'] as const) {
			const restarted = polling.restart();
			all.push(...(await restarted.pollAll({ activation })));
			for (let minutes = 0; minutes < 10; minutes += 2) {
				passTime(MINUTE_MS);
				all.push(...(await ticks(restarted, 1)));
			}
		}
		add(mssp.contoso, 'A');
		add(mssp.northwind, 'B');
		expect(titlesOf(await tick(polling.restart()))).toEqual(['A', 'B']);
		expect(toldOf(all)).toContain('degraded');
	});

	it('for good does not make a poll throw in which the others fail for a moment', async () => {
		mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
		const polling = trigger();
		expect(toldOf(await polling.pollAll())).toEqual(['degraded']);
		await ticks(polling, 1);
		passTime(20 * MINUTE_MS);
		const { mend } = breakAll({ api: 'graph', respond: DOWN }, [mssp.contoso, mssp.northwind]);
		// n8n's durable scheduler would leave all customers alone for half an hour for a failure that is to last.
		expect(await errorOf(tick(polling))).toBeUndefined();
		mend();
		add(mssp.contoso, 'A');
		expect(titlesOf(await tick(polling))).toEqual(['A']);
	});
});

describe('triggers in one process', () => {
	it.each([
		['a copy of the workflow', {}],
		['a copy of the node in another workflow', { node: { id: 'node-2' } }],
	])('share nothing in memory: %s delivers for itself', async (_, changed) => {
		const process = createProcessMemory();
		const [one, other] = [setup(), { ...setup(), ...changed }].map((each) =>
			createTrigger(each, {}, { process }),
		) as [PollingTrigger, PollingTrigger];
		await one.pollAll();
		await other.pollAll();
		add(mssp.contoso, 'A');
		passTime(MINUTE_MS);
		const [first, second] = await Promise.all([one.pollAll(), other.pollAll()]);
		expect([titlesOf(first), titlesOf(second)]).toEqual([['A'], ['A']]);
		add(mssp.contoso, 'B');
		expect(await tick(one, { emitFails: true })).toEqual([]);
		expect([titlesOf(await tick(other)), titlesOf(await tick(one))]).toEqual([['B'], ['B']]);
	});

	it("in one workflow do not touch each other's state", async () => {
		const graph = trigger();
		const source = { source: 'defenderAlerts', filters: { minimumSeverity: 'high' } };
		const second = { ...setup(source), node: { id: 'node-2', name: 'Second' } };
		const defender = createTrigger(second, {}, { beside: graph });
		await graph.pollAll();
		await defender.pollAll();
		const stateOf = (name: string) => JSON.stringify((graph.staticData() as IDataObject)[`node:${name}`]);
		const before = stateOf('Second');
		add(mssp.contoso, 'A', { severity: 'high' });
		expect(titlesOf(await tick(graph))).toEqual(['A']);
		expect(stateOf('Second')).toBe(before);
		const own = stateOf('Trigger');
		expect(titlesOf(await tick(defender))).toEqual(['A']);
		expect(stateOf('Trigger')).toBe(own);
		add(mssp.contoso, 'B', { severity: 'high' });
		passTime(MINUTE_MS);
		const both = await Promise.all([graph.pollAll(), defender.pollAll()]);
		expect(both.map(titlesOf)).toEqual([['B'], ['B']]);
		// The row has both, and each repeats only its own last hand-over.
		expect(Object.keys(graph.stored())).toEqual(expect.arrayContaining([KEY, 'node:Second']));
		const again = graph.restart();
		expect(titlesOf(await tick(again))).toEqual(['B']);
		expect(titlesOf(await ticks(again, 2))).toEqual([]);
	});

	it('a renamed one goes on in the same process', async () => {
		const polling = await published();
		add(mssp.contoso, 'A');
		await ticks(polling, 2);
		passTime(HOUR_MS);
		add(mssp.contoso, 'B');
		const renamed = polling.republish({ node: { name: 'Renamed' } });
		expect(titlesOf(await ticks(renamed, 2))).toEqual(['B']);
		expect(Object.keys(renamed.stored())).toContain('node:Renamed');
	});

	it('one that was unpublished for a day delivers the alerts of that day, once', async () => {
		const polling = await published();
		add(mssp.contoso, 'Before');
		await ticks(polling, 2);
		for (let hour = 1; hour <= 24; hour += 6) {
			passTime(6 * HOUR_MS);
			add(mssp.contoso, `Hour ${hour}`);
		}
		const again = polling.republish();
		expect(titlesOf(await ticks(again, 3))).toEqual(['Hour 1', 'Hour 7', 'Hour 13', 'Hour 19']);
	});
});

describe('a saved state that cannot be read', () => {
	const whole = async () => {
		const polling = await published();
		add(mssp.contoso, 'A');
		await tick(polling);
		return structuredClone(polling.stored()[KEY]) as { state: IDataObject };
	};
	const damages: Array<[string, (state: IDataObject) => unknown]> = [
		['of a newer version', (state) => ({ ...state, version: 4 })],
		['of an older version', (state) => ({ ...state, version: 1 })],
		['that is text', () => 'broken'],
		['that is null', () => null],
		['that is a list', () => []],
		['without checkpoints', (state) => ({ ...state, checkpoints: undefined })],
		['with a checkpoint of text', (state) => ({ ...state, checkpoints: { a: 'x' } })],
		[
			'cut off in the middle',
			(state) => {
				const text = JSON.stringify(state).replace(/"seen":\["[^"]*"\]/, '"seen":["2026-01-01"]');
				return JSON.parse(text) as unknown;
			},
		],
		['with a damaged hand-over', (state) => ({ ...state, pending: [{ process: 5 }] })],
	];

	it.each(damages)('%s: is told clearly, left as it is, and nothing is asked', async (_, damage) => {
		const state = damage((await whole()).state);
		for (const options of [{}, { durable: true }]) {
			const staticData = { [KEY]: { state } } as IDataObject;
			const before = JSON.stringify(staticData);
			const polling = trigger({}, staticData);
			mssp.emulator.clearRequests();
			const thrown = await errorOf(polling.pollAll({ ...options, activation: 'activate' }));
			expect(thrown).toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringContaining('saved state is damaged'),
				description: expect.stringContaining('Nothing was changed'),
				failure: { cause: 'configuration-invalid' },
			});
			await expect(tick(polling, options)).rejects.toThrow('saved state is damaged');
			expect(JSON.stringify(polling.staticData())).toBe(before);
			expect(JSON.stringify(polling.stored())).toBe(before);
			expect(mssp.emulator.requests()).toEqual([]);
			// At n8n's own start it is only logged, or n8n would give the trigger up.
			expect(await polling.restart().pollAll(options)).toEqual([]);
			expect(JSON.stringify(polling.stored())).toBe(before);
		}
	});
});

it('the state of many customers with 20 alerts each is as small as docs/delivery.md says', async () => {
	// It grows with their number, so that what holds for these holds for 200.
	const tenants = addTenants(mssp, 40);
	const options = { maxItems: 10_000, concurrency: 50, firstRun: 'lookBack', lookBackHours: 2 };
	for (const tenant of tenants) {
		for (let index = 0; index < 20; index += 1) {
			const createdDateTime = new Date(Date.now() - HOUR_MS + index * 1000).toISOString();
			add(tenant, `A${index}`, { createdDateTime });
		}
	}
	const polling = trigger({ ...listOf(tenants), options });
	expect(titlesOf(await polling.pollAll())).toHaveLength(40 * 20);
	const size = () => JSON.stringify(polling.stored()).length;
	const bound = 40 * (200 + 20 * 100);
	expect(size() / bound).toBeLessThan(1.2);
	for (const tenant of tenants) add(tenant, 'B');
	expect(titlesOf(await tick(polling))).toHaveLength(40);
	// Until a hand-over is known to have arrived, how things stood before it is kept too.
	expect(size() / bound).toBeLessThan(2.4);
});

describe('the time that n8n gives a poll', () => {
	const SPENT: Array<[number | 'absent', number, boolean]> = [
		[36_000, 24, true],
		[36_000, 26, false],
		[300_000, 34, true],
		[300_000, 36, false],
		['absent', 34, true],
		['absent', 36, false],
	];

	it.each(SPENT)(
		'%p: after %d seconds another customer is begun: %p; nothing is lost',
		async (budgetMs, seconds, isBegun) => {
			const polling = await published({ options: { concurrency: 1 } });
			for (const tenant of mssp.customers) add(tenant, tenant.displayName);
			passTime(MINUTE_MS);
			let asked = 0;
			mssp.contoso.addFault({
				api: 'graph',
				times: 1,
				delayMs: 0,
				when: () => {
					asked += 1;
					passTime(seconds * 1000);
					return false;
				},
			});
			const first = titlesOf(await polling.pollAll({ budgetMs }));
			expect(asked).toBe(1);
			mssp.contoso.clearFaults();
			expect(first.includes('Northwind')).toBe(isBegun);
			const rest = titlesOf(await ticks(polling, 2, { budgetMs }));
			expect([...first, ...rest].sort()).toEqual(['Contoso', 'Fabrikam', 'Northwind']);
		},
	);
});

it('no token and no secret gets into the static data by any of this', async () => {
	const seen: string[] = [];
	const note = (polling: PollingTrigger) =>
		seen.push(JSON.stringify([polling.stored(), polling.staticData()]));
	let polling = await published({ options: { executionPer: 'tenant' } });
	note(polling);
	for (const tenant of mssp.customers) add(tenant, tenant.displayName);
	await tick(polling);
	note(polling);
	mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
	passTime(2 * HOUR_MS);
	await tick(polling, { killed: 'between' });
	note(polling);
	polling = polling.restart();
	await tick(polling, { emitFails: true });
	note(polling);
	mssp.appFields.clientSecret = 'canary-of-a-wrong-secret';
	await errorOf(ticks(polling, 2));
	note(polling);
	polling = polling.restart();
	mssp.appFields.clientSecret = mssp.secret;
	await errorOf(ticks(polling, 2, { durable: true }));
	await polling.pollAll({ mode: 'manual' });
	note(polling);
	const text = seen.join('\n');
	expect(text).toContain(TENANT_IDS.contoso);
	expect(text).not.toContain(mssp.secret);
	expect(text).not.toContain('canary');
	expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{5}/);
	expect(text).not.toContain('Bearer');
});
