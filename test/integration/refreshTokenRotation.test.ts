import type { IDataObject } from 'n8n-workflow';

import { connectDelegated, storedTokens } from '../support/delegatedCredential';
import { fakeDate, passTime } from '../support/fakeDate';
import type { Mssp } from '../support/mssp';
import { listOf, startMssp } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';

const MINUTE_MS = 60_000;

const tokenRequests = ({ emulator }: Mssp) => emulator.requests({ host: 'login', path: /token$/ });
const getMany = (mssp: Mssp, authentication: string, parameters: IDataObject = listOf(mssp.customers)) =>
	execute({ parameters: { authentication, operation: 'getAll', ...parameters }, store: mssp.store });
const names = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json }) => (json.alert as IDataObject | undefined)?.title ?? json.error);

describe('rotation of the stored refresh token', () => {
	let mssp: Mssp;
	beforeEach(async () => {
		fakeDate(Date.now());
		mssp = await startMssp({ now: () => Date.now() });
		await connectDelegated(mssp);
		for (const tenant of mssp.customers) tenant.addAlert({ title: tenant.displayName });
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	it.each([
		['the token expires', () => passTime(61 * MINUTE_MS)],
		[
			'the token is refused',
			(m: Mssp) => m.contoso.addFault({ api: 'graph', times: 1, respond: { status: 401 } }),
		],
	])('n8n always stores the newest, over several renewals, when %s', async (_, spend) => {
		const seen = new Set([storedTokens(mssp).refresh_token]);
		for (let renewal = 1; renewal <= 4; renewal += 1) {
			spend(mssp);
			expect(names(await getMany(mssp, 'oAuth2'))).toEqual(['Contoso', 'Fabrikam', 'Northwind']);
			seen.add(storedTokens(mssp).refresh_token);
			expect(seen.size).toBe(renewal + 1);
		}
		const renewals = tokenRequests(mssp).filter(({ tenantId }) => tenantId === mssp.contoso.id);
		expect(renewals).toHaveLength(4);
		const redeemed = renewals.map(({ redeemedRefreshTokenId }) => redeemedRefreshTokenId);
		const issued = renewals.map(({ issued: token }) => token?.refreshTokenId);
		expect(redeemed.slice(1)).toEqual(issued.slice(0, -1));
	});

	it('the renewals of both kinds in turn, in action and trigger, leave the newest too', async () => {
		const polling = createTrigger({
			parameters: { authentication: 'oAuth2', customerTenants: 'credential' },
			store: mssp.store,
		});
		await polling.poll();
		for (let renewal = 0; renewal < 2; renewal += 1) {
			passTime(61 * MINUTE_MS);
			await polling.poll();
			mssp.contoso.addFault({ api: 'graph', times: 1, respond: { status: 401 } });
			await getMany(mssp, 'oAuth2', { customerTenants: 'credential' });
		}
		const renewals = tokenRequests(mssp);
		expect(renewals).toHaveLength(4);
		expect(renewals.slice(1).map(({ redeemedRefreshTokenId }) => redeemedRefreshTokenId)).toEqual(
			renewals.slice(0, -1).map(({ issued }) => issued?.refreshTokenId),
		);
	});

	it('the stored refresh token outlives its 90 days although only other tenants are read', async () => {
		for (let day = 0; day <= 200; day += 20) {
			expect(names(await getMany(mssp, 'oAuth2', listOf([mssp.fabrikam])))).toEqual(['Fabrikam']);
			passTime(20 * 24 * 60 * MINUTE_MS);
		}
	});
});
