import type { IDataObject } from 'n8n-workflow';

import type { Tenant } from '../emulator';
import { connectDelegated } from '../support/delegatedCredential';
import { fakeDate, passTime } from '../support/fakeDate';
import { addTenants } from '../support/manyTenants';
import type { Mssp } from '../support/mssp';
import { listOf, startMssp } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';

const MINUTE_MS = 60_000;

describe('one token request for all who need it at the same time', () => {
	let mssp: Mssp;
	beforeEach(async () => {
		fakeDate(Date.now());
		mssp = await startMssp({ now: () => Date.now() });
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	const tokenRequests = () => mssp.emulator.requests({ host: 'login', path: /token$/ });
	const trigger = (authentication: string, source: string, tenants: Tenant[]) =>
		createTrigger({
			parameters: { authentication, source, ...listOf(tenants), options: { concurrency: 50 } },
			store: mssp.store,
		});

	it('two APIs of 40 tenants in turn, by two triggers and an action: one request for each tenant and API', async () => {
		const tenants = addTenants(mssp, 40);
		const triggers = ['graphAlerts', 'defenderAlerts'].map((source) => trigger('appOnly', source, tenants));
		for (let round = 0; round < 3; round += 1) {
			await Promise.all(triggers.map((polling) => polling.poll()));
			await execute({
				parameters: { authentication: 'appOnly', operation: 'getAll', ...listOf(tenants) },
				store: mssp.store,
			});
			passTime(10 * MINUTE_MS);
		}
		const pairs = tokenRequests().map(({ issued }) => `${issued?.tid} ${issued?.aud}`);
		expect(pairs).toHaveLength(80);
		expect(new Set(pairs).size).toBe(80);
	});

	it.each<[string, string, number, IDataObject | undefined]>([
		['the app', 'appOnly', 0, undefined],
		['a signed-in user, at another tenant', 'oAuth2', 0, undefined],
		[
			"a signed-in user whose stored token ended, through n8n's renewal",
			'oAuth2',
			61,
			{ customerTenants: 'credential' },
		],
	])('50 first uses of one tenant at the same time: one request (%s)', async (_, way, minutes, chosen) => {
		await connectDelegated(mssp);
		passTime(minutes * MINUTE_MS);
		const tenant = chosen === undefined ? mssp.fabrikam : mssp.contoso;
		tenant.addAlert({ title: 'Seen by all' });
		tenant.addFault({ api: 'token', delayMs: 300 });
		const parameters = { authentication: way, operation: 'getAll', ...(chosen ?? listOf([tenant])) };
		const runs = Array.from({ length: 50 }, () => execute({ parameters, store: mssp.store }));
		const results = await Promise.all(runs);
		expect(results.map((items) => (items[0]?.json.alert as IDataObject | undefined)?.title)).toEqual(
			Array.from({ length: 50 }, () => 'Seen by all'),
		);
		expect(tokenRequests()).toHaveLength(1);
	});

	it('50 first uses that Entra refuses share one request, and the next use asks again', async () => {
		mssp.fabrikam.addFault({ api: 'token', delayMs: 300 });
		mssp.fabrikam.addFault({ api: 'token', times: 1, entraError: 7000229 });
		mssp.fabrikam.addAlert({ title: 'Later' });
		const parameters = { authentication: 'appOnly', operation: 'getAll', ...listOf([mssp.fabrikam]) };
		const run = () => execute({ parameters, store: mssp.store });
		const results = await Promise.allSettled(Array.from({ length: 50 }, run));
		expect(results.every(({ status }) => status === 'rejected')).toBe(true);
		expect(tokenRequests()).toHaveLength(1);
		expect(await run()).toHaveLength(1);
	});
});
