import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../emulator';
import type { Outputs } from '../support/executions';
import { tick, ticks, titlesOf, toldOf } from '../support/executions';
import { passTime } from '../support/fakeDate';
import { CLIENT_ID, listOf, TENANT_IDS } from '../support/mssp';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import {
	DOWN,
	HOUR_MS,
	MINUTE_MS,
	PASSING,
	add,
	breakAll,
	errorOf,
	published,
	setup,
	trigger,
} from '../support/platform';

eachTestHasItsMsspAndClock();

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
			() => ({ customerTenants: 'json', tenantsJson: '[{"id":"2c000000-0000-4000-8000-000000000002"},"?"]' }),
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

	it('ends a poll for which n8n never hands out the credential, and goes on polling', async () => {
		const polling = await published();
		add(mssp.contoso, 'A');
		const spy = jest
			.spyOn(mssp.store.helper as { getDecrypted: () => Promise<unknown> }, 'getDecrypted')
			.mockReturnValueOnce(new Promise(() => undefined));
		passTime(MINUTE_MS);
		expect(await errorOf(polling.pollAll({ budgetMs: 500 }))).toMatchObject({
			message: expect.stringContaining('n8n did not hand out the credential') as unknown,
		});
		spy.mockRestore();
		expect(titlesOf(await tick(polling))).toEqual(['A']);
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
