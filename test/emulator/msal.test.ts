import {
	ConfidentialClientApplication,
	type INetworkModule,
	type NetworkRequestOptions,
	type NetworkResponse,
	type NodeAuthOptions,
} from '@azure/msal-node';
import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

import { httpsRequest } from './testing/httpsRequest';
import { claimsOf, defenderScope, graphScope, ids, startSample, textOf, type Sample } from './testing/sample';

let sample: Sample;
beforeAll(async () => {
	// MSAL reads the machine's clock, so the emulator does, too.
	sample = await startSample({ now: Date.now });
});
afterAll(() => sample.emulator.close());

/** MSAL's network over node:https: MSAL needs an object as body, whatever came. */
function network(): INetworkModule {
	const send = async (method: string, url: string, headers?: Record<string, string>, body?: string) => {
		const answer = await httpsRequest(url, { ca: sample.emulator.caPem, method, headers, body });
		return { status: answer.status, headers: answer.headers, body: answer.json ?? {} };
	};
	return {
		// SAFETY: MSAL's own type parameter says what it expects of the endpoint it called.
		sendGetRequestAsync: async <T>(url: string, options?: NetworkRequestOptions) =>
			(await send('GET', url, options?.headers)) as NetworkResponse<T>,
		sendPostRequestAsync: async <T>(url: string, options?: NetworkRequestOptions) =>
			(await send('POST', url, options?.headers, options?.body)) as NetworkResponse<T>,
	};
}

function client(tenant: string, proof: Partial<NodeAuthOptions>): ConfidentialClientApplication {
	const { host } = new URL(sample.emulator.loginUrl);
	const auth = {
		clientId: ids.app,
		authority: `${sample.emulator.loginUrl}/${tenant}`,
		knownAuthorities: [host],
		...proof,
	};
	return new ConfidentialClientApplication({ auth, system: { networkClient: network() } });
}

test('acquires an app-only token with a secret, after reading the metadata', async () => {
	const { secret, emulator } = sample;
	emulator.clearRequests();
	const result = await client(ids.contoso, { clientSecret: secret }).acquireTokenByClientCredential({
		scopes: [graphScope],
	});
	expect(claimsOf(result?.accessToken ?? '')).toMatchObject({
		tid: ids.contoso,
		roles: ['SecurityAlert.Read.All'],
	});
	const paths = emulator.requests({ host: 'login' }).map(({ path }) => path);
	expect(paths).toEqual([
		`/${ids.contoso}/v2.0/.well-known/openid-configuration`,
		`/${ids.contoso}/oauth2/v2.0/token`,
	]);
});

test('acquires an app-only token with a certificate, in two tenants', async () => {
	const pems = await generate([{ name: 'commonName', value: 'app' }], { keySize: 2048, algorithm: 'sha256' });
	sample.app.addCertificate(pems.cert);
	const thumbprintSha256 = createHash('sha256').update(new X509Certificate(pems.cert).raw).digest('hex');
	const clientCertificate = { thumbprintSha256, privateKey: pems.private, x5c: pems.cert };
	for (const tenant of [ids.contoso, ids.fabrikam]) {
		const result = await client(tenant, { clientCertificate }).acquireTokenByClientCredential({
			scopes: [defenderScope],
		});
		expect(claimsOf(result?.accessToken ?? '')).toMatchObject({ tid: tenant, appidacr: '2' });
	}
});

test('redeems a refresh token at a second tenant and for a second resource', async () => {
	const { secret } = sample;
	const tokens = await sample.delegatedTokens(ids.contoso, `openid offline_access ${graphScope}`);
	const result = await client(ids.fabrikam, { clientSecret: secret }).acquireTokenByRefreshToken({
		refreshToken: textOf(tokens, 'refresh_token'),
		scopes: [defenderScope],
		forceCache: true,
	});
	expect(claimsOf(result?.accessToken ?? '')).toMatchObject({
		tid: ids.fabrikam,
		aud: 'https://api.securitycenter.microsoft.com',
		scp: 'Alert.Read',
	});
});

test.each<[string, number, Record<string, unknown>]>([
	[
		'a missing consent',
		65001,
		{ name: 'InteractionRequiredAuthError', errorNo: 65001, subError: 'consent_required' },
	],
	['a wrong secret', 7000215, { name: 'ServerError', errorCode: 'invalid_client', errorNo: 7000215 }],
])('understands %s', async (_name, entraError, expected) => {
	sample.contoso.addFault({ api: 'token', times: 1, entraError });
	const asked = client(ids.contoso, { clientSecret: sample.secret }).acquireTokenByClientCredential({
		scopes: [graphScope],
	});
	await expect(asked).rejects.toMatchObject(expected);
});

test('sends the cp1 capability as claims', async () => {
	const { secret } = sample;
	const continuous = client(ids.contoso, { clientSecret: secret, clientCapabilities: ['CP1'] });
	const result = await continuous.acquireTokenByClientCredential({ scopes: [graphScope] });
	expect(claimsOf(result?.accessToken ?? '').xms_cc).toEqual(['cp1']);
});
