import type { IDataObject } from 'n8n-workflow';

import { createProcessMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import type { AlertInput, Fault, Tenant } from '../emulator';
import type { Outputs } from '../support/executions';
import { createdId, healthOf, idsOf, tick, ticks, titlesOf, toldOf } from '../support/executions';
import { fakeDate, passTime } from '../support/fakeDate';
import { addTenants } from '../support/manyTenants';
import type { Mssp } from '../support/mssp';
import { CLIENT_ID, listOf, startMssp, TENANT_IDS } from '../support/mssp';
import type { PollingTrigger, PollOptions } from '../support/n8nContexts';
import { createTrigger } from '../support/n8nContexts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const KEY = 'node:Trigger';

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
const setup = (parameters: IDataObject = {}) => ({
	parameters: { authentication: 'appOnly', ...listOf(mssp.customers), ...parameters },
	store: mssp.store,
});
/** A trigger in a process of its own, whose first poll is still to come. */
const trigger = (parameters: IDataObject = {}, staticData?: IDataObject) =>
	createTrigger(setup(parameters), staticData, { process: createProcessMemory() });
const published = async (parameters: IDataObject = {}, options: PollOptions = {}) => {
	const polling = trigger(parameters);
	expect(await polling.pollAll(options)).toEqual([]);
	return polling;
};
const breakAll = (fault: Fault, tenants = mssp.customers) => {
	const broken = tenants.map((tenant) => tenant.addFault(fault));
	return { mend: () => broken.forEach((each) => each.remove()) };
};
const errorOf = async (run: Promise<unknown>): Promise<unknown> =>
	await run.then(
		() => undefined,
		(error: unknown) => error,
	);

/** Failures that pass, without a wait in the poll itself. */
const DOWN = { status: 503, headers: { 'retry-after': '30' } };
const PASSING: Array<[string, Fault]> = [
	['Graph breaks the connection', { api: 'graph', resetConnection: true }],
	['Graph answers 429', { api: 'graph', throttle: { retryAfterSeconds: 600 } }],
	['Graph answers 503', { api: 'graph', respond: DOWN }],
	['the token endpoint answers 503', { api: 'token', respond: DOWN }],
	['the token endpoint breaks the connection', { api: 'token', resetConnection: true }],
];

describe('a poll while the one before it still runs', () => {
	it.each([
		['', {}],
		[' (durable cursors)', { durable: true }],
	])('works on nothing, asks nothing and changes nothing%s', async (_, options) => {
		const polling = await published({}, options);
		await tick(polling, options);
		add(mssp.contoso, 'Once');
		passTime(MINUTE_MS);
		let waiting = 0;
		mssp.contoso.addFault({ api: 'graph', times: 1, delayMs: 150, when: () => (waiting += 1) > 0 });
		const first = polling.pollAll(options);
		while (waiting === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		await new Promise((resolve) => setTimeout(resolve, 50));
		const requests = mssp.emulator.requests().length;
		const live = JSON.stringify(polling.staticData());
		const writes = polling.writes();
		expect(await polling.pollAll(options)).toEqual([]);
		expect(await polling.pollAll(options)).toEqual([]);
		expect(mssp.emulator.requests()).toHaveLength(requests);
		expect([JSON.stringify(polling.staticData()), polling.writes()]).toEqual([live, writes]);
		expect(titlesOf(await first)).toEqual(['Once']);
		expect(await ticks(polling, 2, options)).toEqual([]);
	});

	it('is no obstacle to those after a poll that threw', async () => {
		const polling = await published();
		mssp.appFields.clientSecret = 'not this one';
		await expect(tick(polling)).rejects.toThrow('client secret');
		mssp.appFields.clientSecret = mssp.secret;
		add(mssp.contoso, 'A');
		expect(titlesOf(await tick(polling))).toEqual(['A']);
	});
});

describe('a poll that finds nothing to hand over', () => {
	it('leaves what n8n stored as it is, and goes on in memory', async () => {
		const polling = await published({ filters: { minimumSeverity: 'high' } });
		const stored = polling.stored();
		const live = JSON.stringify(polling.staticData());
		add(mssp.contoso, 'Low', { severity: 'low' });
		expect(await tick(polling)).toEqual([]);
		expect(polling.stored()).toEqual(stored);
		expect(JSON.stringify(polling.staticData())).not.toBe(live);
	});

	it('changes nothing at all with durable cursors, for which n8n would write its database each minute', async () => {
		mssp.northwind.removeServicePrincipal(CLIENT_ID);
		const durable = { durable: true };
		const polling = trigger();
		expect(toldOf(await ticks(polling, 2, durable))).toEqual(['degraded']);
		add(mssp.contoso, 'A');
		add(mssp.fabrikam, 'B');
		expect(titlesOf(await tick(polling, durable))).toEqual(['A', 'B']);
		const [before, writes] = [polling.stored(), polling.writes()];
		// Through sweeps, tokens that are renewed and a night.
		expect(await ticks(polling, 3, durable)).toEqual([]);
		for (const minutes of [30, 60, 12 * 60]) {
			passTime(minutes * MINUTE_MS);
			expect(await ticks(polling, 2, durable)).toEqual([]);
		}
		expect(polling.stored()).toEqual(before);
		expect(polling.writes()).toBe(writes);
	});
});

describe('the first poll after a start', () => {
	describe.each(['init', 'activate'] as const)('(%s)', (activation) => {
		it.each(PASSING)('throws nothing when %s', async (_, fault) => {
			const { mend } = breakAll(fault);
			const polling = trigger();
			expect(await polling.pollAll({ activation })).toEqual([]);
			mend();
			add(mssp.contoso, 'Later');
			passTime(10 * MINUTE_MS);
			expect(titlesOf(await tick(polling, { activation }))).toEqual(['Later']);
		});

		it.each([
			['answers 503', { respond: DOWN }],
			['breaks the connection', { resetConnection: true as const }],
			['answers 429', { throttle: { retryAfterSeconds: 60 } }],
		])('throws nothing when Graph %s to the question which customers there are', async (_, fault) => {
			const discover = { customerTenants: 'discover' };
			mssp.appFields.tenantId = TENANT_IDS.home;
			mssp.home.addFault({ api: 'graph', ...fault });
			mssp.home.addFault({ api: 'token', ...fault });
			expect(await trigger(discover).pollAll({ activation })).toEqual([]);
		});
	});

	const MISTAKES: Array<[string, () => IDataObject, string | RegExp]> = [
		[
			'a wrong client secret',
			() => {
				mssp.app.removeSecrets();
				return {};
			},
			'client secret',
		],
		['a parameter that cannot be', () => ({ options: { overlapMinutes: 0 } }), 'Overlap'],
		['no event', () => ({ triggerOn: [] }), 'Trigger On'],
		[
			'a customer that is none',
			() => ({ customerTenants: 'json', tenantsJson: '[{"id":"20000000-0000-4000-8000-000000000002"},"?"]' }),
			/is no tenant ID/,
		],
		[
			'a replay of a customer that is not listed',
			() => ({ options: { replayFrom: '2026-01-01T00:00:00Z', replayTenant: 'tailspin.example' } }),
			/'Replay Tenant ID or Domain' names no customer that is listed/,
		],
		[
			'consent missing everywhere',
			() => {
				for (const tenant of mssp.customers) tenant.removeServicePrincipal(CLIENT_ID);
				return {};
			},
			'has not allowed the app',
		],
	];

	it.each(MISTAKES)('throws %s only when a person published', async (_, parameters, message) => {
		const given = parameters();
		for (const activation of ['activate', 'update'] as const) {
			await expect(trigger(given).pollAll({ activation })).rejects.toThrow(message);
		}
		for (const activation of ['init', 'leadershipChange'] as const) {
			expect(titlesOf(await trigger(given).pollAll({ activation }))).toEqual([]);
		}
	});

	it('throws nothing when n8n cannot hand out the credential because its own database is busy at the start', async () => {
		const polling = trigger();
		const spy = jest
			.spyOn(mssp.store.helper as { getDecrypted: () => Promise<unknown> }, 'getDecrypted')
			.mockRejectedValueOnce(new Error('SQLITE_BUSY: database is locked'));
		expect(await polling.pollAll({ activation: 'init' })).toEqual([]);
		spy.mockRestore();
		expect(await tick(polling)).toEqual([]);
	});

	it('loses nothing of a customer that only the process before knew, although the credential cannot be had at first', async () => {
		const before = await published(listOf([mssp.contoso]));
		add(mssp.contoso, 'Stored');
		expect(titlesOf(await tick(before))).toEqual(['Stored']);
		const stored = before.stored();
		// Where the list is an expression or discovered, nothing is stored when it grows.
		const grown = before.republish(setup(listOf([mssp.contoso, mssp.fabrikam])));
		expect(await tick(grown)).toEqual([]);
		grown.putBack(stored);
		add(mssp.fabrikam, 'While n8n was down');
		passTime(2 * HOUR_MS);
		const after = grown.restart();
		const spy = jest
			.spyOn(mssp.store.helper as { getDecrypted: () => Promise<unknown> }, 'getDecrypted')
			.mockRejectedValueOnce(new Error('SQLITE_BUSY: database is locked'));
		expect(await after.pollAll()).toEqual([]);
		spy.mockRestore();
		expect(titlesOf(await ticks(after, 2))).toEqual(['Stored', 'While n8n was down']);
	});
});

describe('a later poll when nothing works', () => {
	const CASES: Array<[string, string, string | RegExp, () => IDataObject]> = [
		[
			'credential-invalid',
			'a wrong secret',
			'client secret',
			() => {
				mssp.appFields.clientSecret = 'not this one';
				return {};
			},
		],
		[
			'credential-invalid',
			'consent missing everywhere',
			/Contoso.*has not allowed the app/,
			() => {
				for (const tenant of mssp.customers) tenant.removeServicePrincipal(CLIENT_ID);
				return {};
			},
		],
		[
			'configuration-invalid',
			'tenants that are no list',
			'JSON array',
			() => ({ customerTenants: 'json', tenantsJson: '{}' }),
		],
		['configuration-invalid', 'a parameter', 'Max Items', () => ({ options: { maxItems: 0 } })],
	];

	it.each(CASES)('throws %s at once for %s', async (cause, _, message, breakIt) => {
		const polling = await published();
		const parameters = breakIt();
		// A token that was issued before stays good for an hour.
		passTime(2 * HOUR_MS);
		const again = polling.restart(setup(parameters));
		expect(await again.pollAll()).toEqual([]);
		const stored = again.stored();
		for (let poll = 0; poll < 2; poll += 1) {
			const thrown = await errorOf(tick(again));
			expect(thrown).toMatchObject({ failure: { cause }, message: expect.stringMatching(message) });
			expect((thrown as Error).name).toMatch(/^Node(Operation|Api)Error$/);
		}
		expect(again.stored()).toEqual(stored);
	});

	it.each<[string, string, Fault]>([
		['rate-limited', 'Graph', { api: 'graph', throttle: { retryAfterSeconds: 20 } }],
		['temporarily-unavailable', 'Graph', { api: 'graph', respond: DOWN }],
		['temporarily-unavailable', 'the token endpoint', { api: 'token', respond: DOWN }],
	])('is silent for five minutes, then throws %s, and nothing is lost (%s)', async (cause, _, fault) => {
		const polling = await published();
		// Tokens are at hand for an hour only.
		passTime(2 * HOUR_MS);
		const { mend } = breakAll(fault);
		const all: Outputs[] = [];
		const titles: string[] = [];
		const thrown: unknown[] = [];
		for (let minute = 1; minute <= 20; minute += 1) {
			titles.push(`A${minute}`);
			passTime(MINUTE_MS);
			add(mssp.contoso, `A${minute}`);
			const error = await errorOf(polling.pollAll().then((executions) => all.push(...executions)));
			if (minute <= 5) expect(error).toBeUndefined();
			if (error !== undefined) thrown.push(error);
		}
		expect(thrown.length).toBeGreaterThan(0);
		for (const error of thrown) {
			expect(error).toMatchObject({ name: 'NodeOperationError', failure: { cause } });
		}
		mend();
		passTime(10 * MINUTE_MS);
		const back = await ticks(polling, 2);
		expect(titlesOf(back)).toEqual(titles);
		// Whoever was told of the outage is told of its end.
		expect(toldOf(back)).toEqual(toldOf(all).map(() => 'recovered'));
	});

	it('that began before the first poll ever: what comes meanwhile is delivered once it works', async () => {
		const { mend } = breakAll({ api: 'token', respond: DOWN });
		const polling = trigger();
		expect(await polling.pollAll()).toEqual([]);
		add(mssp.contoso, 'Early');
		for (let minute = 0; minute < 60; minute += 3) {
			passTime(3 * MINUTE_MS);
			await errorOf(polling.pollAll());
		}
		const restarted = polling.restart();
		expect(await restarted.pollAll()).toEqual([]);
		passTime(2 * MINUTE_MS);
		await errorOf(restarted.pollAll());
		mend();
		passTime(10 * MINUTE_MS);
		expect(titlesOf(await ticks(restarted, 2))).toEqual(['Early']);
	});

	it('with durable cursors that began before the first poll ever: likewise', async () => {
		const durable = { durable: true };
		const { mend } = breakAll({ api: 'token', respond: DOWN });
		const polling = trigger();
		expect(await polling.pollAll(durable)).toEqual([]);
		passTime(MINUTE_MS);
		expect(await polling.pollAll(durable)).toEqual([]);
		add(mssp.contoso, 'Early');
		for (let minute = 0; minute < 60; minute += 3) {
			passTime(3 * MINUTE_MS);
			await errorOf(polling.pollAll(durable));
		}
		mend();
		passTime(10 * MINUTE_MS);
		expect(titlesOf(await ticks(polling, 2, durable))).toEqual(['Early']);
	});
});

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
		['of a newer version', (state) => ({ ...state, version: 3 })],
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
		['with a damaged hand-over', (state) => ({ ...state, handOver: { process: 5 } })],
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
		polling = change(polling, listOf([mssp.contoso, mssp.fabrikam]));
		expect(await tick(polling)).toEqual([]);
		add(mssp.fabrikam, 'F1');
		expect(titlesOf(await tick(polling))).toEqual(['F1']);
		polling = change(polling, listOf([mssp.contoso]));
		add(mssp.contoso, 'C1');
		add(mssp.fabrikam, 'F2');
		expect(titlesOf(await ticks(polling, 2))).toEqual(['C1']);
		passTime(20 * DAY_MS);
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
