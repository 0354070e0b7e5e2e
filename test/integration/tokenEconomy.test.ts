import type { Tenant } from '../emulator';
import { connectDelegated } from '../support/delegatedCredential';
import { fakeDate, passTime } from '../support/fakeDate';
import { addTenants } from '../support/manyTenants';
import type { Mssp } from '../support/mssp';
import { listOf, startMssp, TENANT_IDS } from '../support/mssp';
import { createTrigger } from '../support/n8nContexts';

const MINUTE_MS = 60_000;

describe.each([
	{
		who: 'the app',
		authentication: 'appOnly',
		source: 'graphAlerts',
		count: 200,
		aud: 'https://graph.microsoft.com',
	},
	{
		who: 'a signed-in user',
		authentication: 'oAuth2',
		source: 'defenderAlerts',
		count: 100,
		aud: 'https://api.securitycenter.microsoft.com',
	},
])('$count tenants read by $who', ({ authentication, source, count, aud }) => {
	let mssp: Mssp;
	beforeEach(async () => {
		fakeDate(Date.now());
		mssp = await startMssp({ now: () => Date.now() });
		await connectDelegated(mssp, { access: 'both' });
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	it('asks Entra once for each in an hour with 10 polls', async () => {
		const tenants: Tenant[] = addTenants(mssp, count);
		const polling = createTrigger({
			parameters: {
				authentication,
				source,
				...listOf(tenants),
				options: { concurrency: 50 },
			},
			store: mssp.store,
		});
		for (let poll = 0; poll < 10; poll += 1) {
			tenants[poll * 9]?.addAlert({ title: String(poll) });
			const outputs = await polling.poll();
			expect(outputs?.[0]).toHaveLength(1);
			expect(outputs?.[1]).toEqual([]);
			passTime(5.5 * MINUTE_MS);
		}
		const asked = mssp.emulator
			.requests({ host: 'login', path: /token$/ })
			.filter(({ tenantId }) => tenantId !== TENANT_IDS.contoso);
		expect(asked).toHaveLength(count);
		expect(new Set(asked.map(({ tenantId }) => tenantId)).size).toBe(count);
		expect(new Set(asked.map(({ issued }) => issued?.aud))).toEqual(new Set([aud]));
	}, 60_000);
});
