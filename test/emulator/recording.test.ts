import { postForm } from './testing/httpsRequest';
import { claimsOf, defenderScope, graphScope, ids, startSample, textOf, type Sample } from './testing/sample';

const list = '/v1.0/security/alerts_v2';
let sample: Sample;
beforeEach(async () => {
	sample = await startSample();
});
afterEach(() => sample.emulator.close());

test("tells which tenant's token went to which path", async () => {
	const contoso = await sample.appToken(ids.contoso, graphScope);
	const fabrikam = await sample.appToken(ids.fabrikam, graphScope);
	await sample.graph(list, contoso);
	await sample.graph(`${list}?$top=1`, fabrikam);
	const { emulator } = sample;
	expect(emulator.requests({ host: 'graph', tokenTenantId: ids.fabrikam })).toMatchObject([
		{
			path: list,
			query: { $top: '1' },
			status: 200,
			tenantId: ids.fabrikam,
			token: {
				tid: ids.fabrikam,
				aud: 'https://graph.microsoft.com',
				kind: 'app',
				clientId: ids.app,
				roles: ['SecurityAlert.Read.All'],
			},
		},
	]);
	expect(emulator.requests((request) => request.path === list)).toHaveLength(2);
	expect(emulator.requests({ path: /alerts/, status: 200, method: 'GET' })).toHaveLength(2);
	emulator.clearRequests();
	expect(emulator.requests()).toEqual([]);
});

test('a token at the wrong host is refused there, with what it was for', async () => {
	const token = await sample.appToken(ids.contoso, defenderScope);
	await sample.graph(list, token);
	const [request] = sample.emulator.requests({ host: 'graph' });
	expect(request).toMatchObject({ status: 401, token: { aud: 'https://api.securitycenter.microsoft.com' } });
	expect(request?.tenantId).toBeUndefined();
});

test('the answer that issued a token is found by the id of the token', async () => {
	const token = await sample.appToken(ids.contoso, graphScope);
	await sample.graph(list, token);
	const [call] = sample.emulator.requests({ host: 'graph' });
	const [issue] = sample.emulator.requests({ host: 'login' });
	expect(call?.token?.tokenId).toBe(claimsOf(token).uti);
	expect(issue?.issued?.tokenId).toBe(call?.token?.tokenId);
	expect(issue).toMatchObject({ form: { grant_type: 'client_credentials', scope: graphScope } });
});

test('a refresh says which refresh token was redeemed and which was issued', async () => {
	const tokens = await sample.delegatedTokens(ids.contoso, `offline_access ${graphScope}`);
	await sample.ask(ids.fabrikam, {
		grant_type: 'refresh_token',
		refresh_token: textOf(tokens, 'refresh_token'),
	});
	const [redeemed, refreshed] = sample.emulator.requests({ method: 'POST', path: /token$/ });
	expect(refreshed?.redeemedRefreshTokenId).toBe(redeemed?.issued?.refreshTokenId);
	expect(refreshed?.issued).toMatchObject({ kind: 'delegated', tid: ids.fabrikam, upn: 'kim@mssp.example' });
});

test('a refusal is recorded with its AADSTS code', async () => {
	await sample.ask(ids.unknown, { grant_type: 'client_credentials', scope: graphScope });
	expect(sample.emulator.requests({ status: 400 })).toMatchObject([{ host: 'login', entraCode: 90002 }]);
});

test('nothing recorded, on the page or in the state could be replayed', async () => {
	const { emulator, secret } = sample;
	const tokens = await sample.delegatedTokens(ids.contoso, `offline_access ${graphScope}`);
	await sample.ask(ids.contoso, {
		grant_type: 'refresh_token',
		refresh_token: textOf(tokens, 'refresh_token'),
	});
	await sample.graph(list, textOf(tokens, 'access_token'));
	await sample.graph(`${list}?access_token=${textOf(tokens, 'access_token')}`, 'not-a-jwt-but-secret');
	const basic = Buffer.from(`${ids.app}:${secret}`).toString('base64');
	const url = `${emulator.loginUrl}/${ids.contoso}/oauth2/v2.0/token`;
	const fields = {
		grant_type: 'client_credentials',
		client_assertion: 'assertion-secret',
		code_verifier: 'verifier-secret',
	};
	await postForm(url, emulator.caPem, fields, { authorization: `Basic ${basic}`, cookie: 'session-secret' });
	const pages = await Promise.all(
		['', 'state', 'requests'].map(async (path) => await (await fetch(`${emulator.adminUrl}/${path}`)).text()),
	);
	const everything = JSON.stringify(emulator.requests()) + pages.join('');
	const hidden = [secret, basic, textOf(tokens, 'refresh_token'), textOf(tokens, 'access_token')];
	const leaked = [
		...hidden,
		'assertion-secret',
		'verifier-secret',
		'session-secret',
		'not-a-jwt-but-secret',
	].filter((text) => everything.includes(text));
	expect(leaked).toEqual([]);
});

test('only so many requests are kept', async () => {
	await sample.emulator.close();
	sample = await startSample({ maxRecordedRequests: 2 });
	for (const tenant of [ids.home, ids.contoso, ids.fabrikam]) await sample.ask(tenant, {});
	expect(sample.emulator.requests().map(({ tenantId }) => tenantId)).toEqual([ids.contoso, ids.fabrikam]);
	for (const tenant of [ids.home, ids.contoso, ids.fabrikam]) {
		await sample.ask(tenant, {});
		expect(sample.emulator.requests().map(({ tenantId }) => tenantId)).toContain(tenant);
		expect(sample.emulator.requests()).toHaveLength(2);
	}
});
