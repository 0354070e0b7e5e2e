import type { IDataObject } from 'n8n-workflow';

import { connectDelegated, DELEGATED_TYPE } from '../support/delegatedCredential';
import { resolveFields } from '../support/credentialStore';
import { fakeDate } from '../support/fakeDate';
import type { Mssp } from '../support/mssp';
import { ANALYST, CLIENT_ID, cloudFields, listOf, startMssp, TENANT_IDS } from '../support/mssp';
import { CREDENTIAL_IDS, createTrigger, execute } from '../support/n8nContexts';

describe('a signed-in user, with the OAuth2 code of n8n-core and the real MSAL', () => {
	let mssp: Mssp;
	let seconds: number;
	const clock = () => Date.now() + seconds * 1000;
	const getMany = (parameters: IDataObject = {}) =>
		execute({
			parameters: {
				authentication: 'oAuth2',
				operation: 'getAll',
				customerTenants: 'credential',
				...parameters,
			},
			store: mssp.store,
		});
	const stored = () => mssp.store.saved[CREDENTIAL_IDS.oAuth2]?.oauthTokenData as Record<string, string>;
	const tokenRequests = () => mssp.emulator.requests({ host: 'login', path: /token$/ });

	beforeEach(async () => {
		seconds = 0;
		mssp = await startMssp({ now: clock });
		for (const tenant of mssp.customers) tenant.addAlert({ title: tenant.displayName });
	});
	afterEach(async () => {
		await mssp.close();
	});

	it("uses n8n's stored token for the tenant and API it was issued for, without asking for another", async () => {
		await connectDelegated(mssp);
		const items = await getMany();
		expect(items.map(({ json }) => (json.alert as IDataObject).title)).toEqual(['Contoso']);
		expect(tokenRequests()).toEqual([]);
		expect(mssp.emulator.requests({ host: 'graph' })[0]?.token).toMatchObject({
			kind: 'delegated',
			upn: ANALYST,
		});
	});

	it('signs in with prompt=select_account at the customer tenant and asks for offline_access', async () => {
		const fields = resolveFields(DELEGATED_TYPE, {
			...cloudFields(mssp.emulator),
			tenantId: 'contoso.example',
			access: 'both',
		});
		expect(fields).toMatchObject({
			authUrl: `${mssp.emulator.loginUrl}/contoso.example/oauth2/v2.0/authorize`,
			accessTokenUrl: `${mssp.emulator.loginUrl}/contoso.example/oauth2/v2.0/token`,
			authQueryParameters: 'response_mode=query&prompt=select_account',
			scope: expect.stringMatching(
				/^openid profile offline_access https:\/\/graph\.microsoft\.com\/SecurityAlert\.Read\.All .* https:\/\/api\.securitycenter\.microsoft\.com\/Alert\.Read /,
			) as unknown,
		});
		await Promise.resolve();
	});

	it.each([
		[
			'the Defender API too',
			'both',
			{ source: 'defenderAlerts' },
			TENANT_IDS.contoso,
			'https://api.securitycenter.microsoft.com',
		],
		[
			'the Defender API alone',
			'defender',
			{ source: 'defenderAlerts' },
			TENANT_IDS.contoso,
			'https://api.securitycenter.microsoft.com',
		],
	])('reads %s with a token for it', async (_, access, parameters, tenantId, aud) => {
		await connectDelegated(mssp, { access });
		expect(await getMany(parameters)).toHaveLength(1);
		expect(mssp.emulator.requests({ host: 'defender' })[0]?.token).toMatchObject({ tid: tenantId, aud });
	});

	it('redeems the refresh token at each customer tenant where the user is a guest, once', async () => {
		await connectDelegated(mssp);
		const before = stored().refresh_token;
		for (let run = 0; run < 2; run += 1) {
			const items = await getMany(listOf(mssp.customers));
			expect(items.map(({ json }) => (json.alert as IDataObject).title)).toEqual([
				'Contoso',
				'Fabrikam',
				'Northwind',
			]);
		}
		expect(
			tokenRequests()
				.map(({ tenantId }) => tenantId)
				.sort(),
		).toEqual([TENANT_IDS.fabrikam, TENANT_IDS.northwind]);
		expect(stored().refresh_token).toBe(before);
	});

	it('lets n8n renew an expired token and store the rotated refresh token', async () => {
		await connectDelegated(mssp);
		const before = stored();
		mssp.emulator.tenant(TENANT_IDS.contoso).addFault({
			api: 'graph',
			times: 1,
			respond: { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'expired' } } },
		});
		expect(await getMany()).toHaveLength(1);
		expect(stored().access_token).not.toBe(before.access_token);
		expect(stored().refresh_token).not.toBe(before.refresh_token);
		expect(tokenRequests()).toHaveLength(1);
	});

	it('renews in a poll too, before the token ends', async () => {
		await connectDelegated(mssp);
		const polling = createTrigger({
			parameters: { authentication: 'oAuth2', customerTenants: 'credential' },
			store: mssp.store,
		});
		await polling.poll();
		const before = stored().access_token;
		const expired = Date.now() + 3_500_000;
		fakeDate(expired);
		try {
			mssp.contoso.addAlert({ title: 'Later' });
			const outputs = await polling.poll();
			expect(outputs?.[0]).toHaveLength(1);
			expect(stored().access_token).not.toBe(before);
			expect(mssp.emulator.requests({ host: 'graph', status: 401 })).toEqual([]);
		} finally {
			jest.useRealTimers();
		}
	});

	it.each([
		[
			'was never connected',
			(m: Mssp) => delete m.store.saved[CREDENTIAL_IDS.oAuth2]?.oauthTokenData,
			/Nobody has signed in/,
			/press 'Connect'/,
		],
		[
			'has a revoked refresh token',
			(m: Mssp) => {
				m.home.revokeRefreshTokens(ANALYST);
				expire(m);
			},
			/refused to renew/,
			/sign in again/,
		],
	])('tells what to do when the credential %s', async (_, spoil, message, remedy) => {
		await connectDelegated(mssp);
		spoil(mssp);
		const thrown = await getMany().then(
			() => undefined,
			(error: unknown) => error as IDataObject,
		);
		expect(thrown?.message).toMatch(message);
		expect(thrown?.description).toMatch(remedy);
	});

	it.each([
		[
			'does not know the user',
			(m: Mssp) => {
				m.fabrikam.removeUser(ANALYST);
			},
			/not known in this customer tenant/,
		],
		[
			'demands multi-factor authentication',
			(m: Mssp) => {
				m.fabrikam.requireMfa(true, { trustHomeTenant: false });
			},
			/sign-in rules/,
		],
		[
			'has not allowed the app',
			(m: Mssp) => {
				m.fabrikam.removeServicePrincipal(CLIENT_ID);
			},
			/has not allowed the app/,
		],
	])('goes on with the others when a tenant %s', async (_, spoil, message) => {
		await connectDelegated(mssp);
		spoil(mssp);
		const items = await getMany(listOf(mssp.customers));
		expect(items.map(({ json }) => (json.tenant as IDataObject).name)).toEqual([
			'Contoso',
			'Fabrikam',
			'Northwind',
		]);
		expect(items[1]?.json.error).toMatch(message);
	});

	it('names the role that a user without one needs', async () => {
		await connectDelegated(mssp);
		mssp.contoso.removeUser(ANALYST);
		mssp.contoso.addUser({
			upn: ANALYST,
			displayName: 'Kim',
			guestOf: TENANT_IDS.home,
			canViewSecurityData: false,
		});
		await expect(getMany()).rejects.toMatchObject({
			message: expect.stringMatching(/needs the permission SecurityAlert\.Read\.All/) as unknown,
			description: expect.stringMatching(/give the signed-in user a security role/) as unknown,
		});
	});
});

/** The stored access token is refused from now on, so that it must be renewed. */
function expire(mssp: Mssp): void {
	mssp.contoso.addFault({
		api: 'graph',
		respond: { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'expired' } } },
	});
}
