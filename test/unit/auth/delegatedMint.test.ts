import type { DelegatedPorts } from '../../../nodes/MicrosoftDefenderMssp/auth/delegatedMint';
import { delegatedMint } from '../../../nodes/MicrosoftDefenderMssp/auth/delegatedMint';
import { EXPIRY_SKEW_MS } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenCache';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { CONTOSO, FABRIKAM, lasting, NOW, passing } from '../core/builders';
import { accessToken, DEFENDER_AUDIENCE, GRAPH_AUDIENCE, graphOf, randomSecret } from './builders';

const DAY_MS = 24 * 3_600_000;
const refreshToken = randomSecret();
const rotated = randomSecret();
const fresh = accessToken();
const stale = accessToken({ expiresAt: NOW + EXPIRY_SKEW_MS });
const renewed = accessToken({ userId: 'renewed' });

/** A mint over fake ports: `renewStored` gives `renewed`, `redeem` gives `redeemed`. */
function mintOf(part: Partial<DelegatedPorts> = {}) {
	const renewStored = jest.fn<ReturnType<DelegatedPorts['renewStored']>, []>(
		async () => await Promise.resolve(succeed({ accessToken: renewed, refreshToken: rotated })),
	);
	const redeem = jest.fn<ReturnType<DelegatedPorts['redeem']>, Parameters<DelegatedPorts['redeem']>>(
		async () => await Promise.resolve(succeed('redeemed')),
	);
	const ports = { cloud: CLOUDS.global, stored: { accessToken: fresh, refreshToken }, serviceNow: () => NOW };
	const mint = delegatedMint({ ...ports, renewStored, redeem, ...part });
	return { mint, renewStored, redeem };
}

const forGraph = (tenantId = CONTOSO.id) => graphOf(tenantId);

describe('delegatedMint', () => {
	it('uses the stored token for the tenant and API that it was issued for, and asks nobody', async () => {
		const { mint, renewStored, redeem } = mintOf();
		expect(await mint(forGraph(), GRAPH_AUDIENCE)).toEqual(succeed(fresh));
		expect([renewStored.mock.calls, redeem.mock.calls]).toEqual([[], []]);
	});

	it.each([
		['with a slash at its end', `${GRAPH_AUDIENCE}/`],
		['as the application id', '00000003-0000-0000-c000-000000000000'],
	])('knows the API also when the token names it %s', async (_how, audience) => {
		const stored = { accessToken: accessToken({ audience }), refreshToken };
		expect(await mintOf({ stored }).mint(forGraph(), GRAPH_AUDIENCE)).toEqual(succeed(stored.accessToken));
	});

	it('redeems the refresh token for another tenant, in that tenant', async () => {
		const { mint, redeem } = mintOf();
		expect(await mint(forGraph(FABRIKAM.id), GRAPH_AUDIENCE)).toEqual(succeed('redeemed'));
		expect(redeem).toHaveBeenCalledWith(graphOf(FABRIKAM.id), GRAPH_AUDIENCE, refreshToken);
	});

	it('redeems the refresh token for another API of the same tenant', async () => {
		const { mint, redeem } = mintOf();
		const request = { tenantId: CONTOSO.id, service: 'defender' } as const;
		await mint(request, DEFENDER_AUDIENCE);
		expect(redeem).toHaveBeenCalledWith(request, DEFENDER_AUDIENCE, refreshToken);
	});

	it('lets n8n renew a stored token that is about to end, so that n8n keeps the rotated refresh token', async () => {
		const { mint, renewStored, redeem } = mintOf({ stored: { accessToken: stale, refreshToken } });
		expect(await mint(forGraph(), GRAPH_AUDIENCE)).toEqual(succeed(renewed));
		expect([renewStored.mock.calls.length, redeem.mock.calls.length]).toEqual([1, 0]);
	});

	it('redeems the rotated refresh token from then on', async () => {
		const { mint, redeem } = mintOf({ stored: { accessToken: stale, refreshToken } });
		await mint(forGraph(), GRAPH_AUDIENCE);
		await mint(forGraph(FABRIKAM.id), GRAPH_AUDIENCE);
		expect(redeem.mock.calls.map(([, , token]) => token)).toEqual([rotated]);
	});

	it.each([
		['a week and a second ago', 7 * DAY_MS + 1000, 1, rotated],
		['a week ago', 7 * DAY_MS, 0, refreshToken],
	])(
		'lets n8n renew what only other tenants use once the stored token ended %s, before Entra forgets it',
		async (_when, agoMs, renewals, redeemed) => {
			const stored = { accessToken: accessToken({ expiresAt: NOW - agoMs }), refreshToken };
			const { mint, renewStored, redeem } = mintOf({ stored });
			const ask = async () => await mint(forGraph(FABRIKAM.id), GRAPH_AUDIENCE);
			await Promise.all([ask(), ask()]);
			expect(renewStored).toHaveBeenCalledTimes(renewals);
			expect(redeem.mock.calls.map(([, , token]) => token)).toEqual([redeemed, redeemed]);
		},
	);

	it('goes on with the old refresh token when renewal brings no new one', async () => {
		const renewStored = async () => await Promise.resolve(succeed({ accessToken: renewed }));
		const { mint, redeem } = mintOf({ stored: { accessToken: stale, refreshToken }, renewStored });
		await mint(forGraph(), GRAPH_AUDIENCE);
		await mint(forGraph(FABRIKAM.id), GRAPH_AUDIENCE);
		expect(redeem.mock.calls.map(([, , token]) => token)).toEqual([refreshToken]);
	});

	it('lets n8n renew a stored token that the API refused', async () => {
		const { mint, renewStored } = mintOf();
		const request = graphOf(CONTOSO.id, { token: fresh });
		expect(await mint(request, GRAPH_AUDIENCE)).toEqual(succeed(renewed));
		expect(renewStored).toHaveBeenCalledTimes(1);
	});

	it('keeps the stored token when another one was refused', async () => {
		const request = graphOf(CONTOSO.id, { token: 'another' });
		expect(await mintOf().mint(request, GRAPH_AUDIENCE)).toEqual(succeed(fresh));
	});

	it("redeems the refresh token for a claims challenge, which n8n's renewal cannot carry", async () => {
		const { mint, renewStored, redeem } = mintOf();
		const request = graphOf(CONTOSO.id, { token: fresh, claims: '{}' });
		expect(await mint(request, GRAPH_AUDIENCE)).toEqual(succeed('redeemed'));
		expect(renewStored).not.toHaveBeenCalled();
		expect(redeem).toHaveBeenCalledWith(request, GRAPH_AUDIENCE, refreshToken);
	});

	it('redeems the refresh token when renewal brings a token of another tenant or API', async () => {
		const other = accessToken({ tenantId: FABRIKAM.id });
		const renewStored = async () => await Promise.resolve(succeed({ accessToken: other, refreshToken }));
		const { mint } = mintOf({ stored: { accessToken: stale, refreshToken }, renewStored });
		expect(await mint(forGraph(), GRAPH_AUDIENCE)).toEqual(succeed('redeemed'));
	});

	it('hands on why the renewal did not work', async () => {
		const renewStored = async () => await Promise.resolve(fail(passing({ kind: 'network' })));
		const { mint } = mintOf({ stored: { accessToken: stale, refreshToken }, renewStored });
		expect(await mint(forGraph(), GRAPH_AUDIENCE)).toMatchObject({ failure: { kind: 'network' } });
	});

	it('hands on why the refresh token was not redeemed', async () => {
		const redeem = async () => await Promise.resolve(fail(lasting()));
		expect(await mintOf({ redeem }).mint(forGraph(FABRIKAM.id), GRAPH_AUDIENCE)).toEqual(fail(lasting()));
	});

	it('tells a user who never signed in to press Connect, and asks nobody', async () => {
		const { mint, renewStored, redeem } = mintOf({ stored: {} });
		const minted = await mint(forGraph(), GRAPH_AUDIENCE);
		expect(minted).toMatchObject({ failure: { kind: 'signInNeeded', appliesTo: 'all', transient: false } });
		expect(minted.ok ? '' : minted.failure.remedy).toContain("'Connect'");
		expect([renewStored.mock.calls, redeem.mock.calls]).toEqual([[], []]);
	});

	it('serves the signed-in tenant without a refresh token, and says what the others lack', async () => {
		const { mint } = mintOf({ stored: { accessToken: fresh } });
		expect(await mint(forGraph(), GRAPH_AUDIENCE)).toEqual(succeed(fresh));
		expect(await mint(forGraph(FABRIKAM.id), GRAPH_AUDIENCE)).toMatchObject({
			failure: { kind: 'signInNeeded', appliesTo: 'tenant' },
		});
	});

	it('redeems the refresh token when the stored access token cannot be read', async () => {
		const { mint } = mintOf({ stored: { accessToken: 'opaque', refreshToken } });
		expect(await mint(forGraph(), GRAPH_AUDIENCE)).toEqual(succeed('redeemed'));
	});
});
