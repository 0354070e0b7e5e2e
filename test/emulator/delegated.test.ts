import { createHash, randomBytes } from 'node:crypto';

import { eachTestHasItsSample, sample } from './testing/ownSample';
import {
	analyst,
	authorizeUrl,
	claimsOf,
	defenderScope,
	graphScope,
	ids,
	redirectUri,
	textOf,
	type Sample,
} from './testing/sample';
import { signIn } from './testing/signIn';

eachTestHasItsSample();

const graphAlertScope = 'https://graph.microsoft.com/SecurityAlert.Read.All';
const dayMs = 86_400_000;

const refresh = (segment: string, refreshToken: string, fields: Record<string, string> = {}) =>
	sample.ask(segment, { grant_type: 'refresh_token', refresh_token: refreshToken, ...fields });

async function refreshTokenFor(segment: string): Promise<string> {
	const tokens = await sample.delegatedTokens(segment, `openid offline_access ${graphScope}`);
	return textOf(tokens, 'refresh_token');
}

describe('authorization code', () => {
	test('without scope in the redemption the token is for the first resource of the sign-in', async () => {
		const code = await sample.codeFor(ids.contoso, {
			scope: `openid offline_access ${defenderScope} ${graphAlertScope}`,
		});
		const { json } = await sample.redeem(ids.contoso, code);
		expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3599, refresh_token: expect.any(String) });
		expect(claimsOf(textOf(json, 'access_token'))).toMatchObject({
			aud: 'https://api.securitycenter.microsoft.com',
			tid: ids.contoso,
			scp: 'Alert.Read',
			upn: analyst,
		});
		expect(claimsOf(textOf(json, 'id_token'))).toMatchObject({ aud: ids.app, preferred_username: analyst });
	});

	test('no refresh token without offline_access, no id_token without openid', async () => {
		const { json } = await sample.redeem(
			ids.contoso,
			await sample.codeFor(ids.contoso, { scope: graphScope }),
		);
		expect(json).not.toHaveProperty('refresh_token');
		expect(json).not.toHaveProperty('id_token');
	});

	test('works once', async () => {
		const code = await sample.codeFor(ids.contoso);
		expect((await sample.redeem(ids.contoso, code)).status).toBe(200);
		const again = await sample.redeem(ids.contoso, code);
		expect(again.status).toBe(400);
		expect(again.json).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
	});

	test('lives ten minutes', async () => {
		const code = await sample.codeFor(ids.contoso);
		sample.clock.now += 10 * 60_000;
		expect((await sample.redeem(ids.contoso, code)).json).toMatchObject({ error_codes: [70008] });
	});

	test.each<[string, string, Record<string, string>, number]>([
		['at another tenant', ids.fabrikam, {}, 700005],
		['at /common', 'common', {}, 700005],
		['with another redirect URI', ids.contoso, { redirect_uri: 'https://other.example/' }, 500112],
		['without redirect URI', ids.contoso, { redirect_uri: '' }, 900144],
		['that was never issued', ids.contoso, { code: 'made-up' }, 70000],
	])('is refused %s', async (_name, segment, fields, code) => {
		const answer = await sample.redeem(segment, await sample.codeFor(ids.contoso), fields);
		expect(answer.json).toMatchObject({ error_codes: [code] });
	});

	test('with PKCE needs the verifier, S256 or plain', async () => {
		const verifier = randomBytes(32).toString('base64url');
		const s256 = createHash('sha256').update(verifier).digest('base64url');
		const hashed = { code_challenge: s256, code_challenge_method: 'S256' };
		for (const parameters of [hashed, { code_challenge: verifier }]) {
			const code = await sample.codeFor(ids.contoso, parameters);
			expect((await sample.redeem(ids.contoso, code)).json).toMatchObject({ error_codes: [50148] });
			expect((await sample.redeem(ids.contoso, code, { code_verifier: s256 })).status).toBe(400);
			expect((await sample.redeem(ids.contoso, code, { code_verifier: verifier })).status).toBe(200);
		}
	});

	test('v1: resource on either leg, numbers as strings, refresh token unasked', async () => {
		const v1 = authorizeUrl(sample.emulator.loginUrl, ids.contoso, { scope: null }, 'oauth2/authorize');
		const end = await signIn(v1, sample.emulator.caPem, { upn: analyst });
		const fields = {
			grant_type: 'authorization_code',
			code: textOf(end.fields, 'code'),
			redirect_uri: redirectUri,
			resource: 'https://graph.microsoft.com',
		};
		const { json } = await sample.ask(ids.contoso, fields, 'oauth2/token');
		expect(json).toMatchObject({
			expires_in: '3599',
			scope: 'SecurityAlert.Read.All',
			resource: 'https://graph.microsoft.com',
			refresh_token: expect.any(String),
		});
	});
});

describe('refresh token', () => {
	test('is rotated and the old one stays valid', async () => {
		const first = await refreshTokenFor(ids.contoso);
		const second = textOf((await refresh(ids.contoso, first)).json, 'refresh_token');
		expect(second).not.toBe(first);
		expect((await refresh(ids.contoso, first)).status).toBe(200);
		expect((await refresh(ids.contoso, second)).status).toBe(200);
	});

	test("is redeemed at any tenant where the user is a guest, for that tenant's token", async () => {
		const { json } = await refresh(ids.fabrikam, await refreshTokenFor(ids.contoso));
		expect(claimsOf(textOf(json, 'access_token'))).toMatchObject({ tid: ids.fabrikam, upn: analyst });
	});

	test('serves another resource, the first one named', async () => {
		const token = await refreshTokenFor(ids.contoso);
		const scope = `${defenderScope} ${graphAlertScope}`;
		const { json } = await refresh(ids.contoso, token, { scope });
		expect(json).toMatchObject({
			scope: expect.stringContaining('https://api.securitycenter.microsoft.com/Alert.Read'),
		});
		expect(claimsOf(textOf(json, 'access_token')).aud).toBe('https://api.securitycenter.microsoft.com');
	});

	test('dies after 90 days without use, its replacement 90 days after that', async () => {
		const first = await refreshTokenFor(ids.contoso);
		sample.clock.now += 60 * dayMs;
		const second = textOf((await refresh(ids.contoso, first)).json, 'refresh_token');
		sample.clock.now += 30 * dayMs;
		expect((await refresh(ids.contoso, first)).json).toMatchObject({
			error: 'invalid_grant',
			error_codes: [700082],
		});
		expect((await refresh(ids.contoso, second)).status).toBe(200);
	});

	test('v1 names two codes when it is expired', async () => {
		const token = await refreshTokenFor(ids.contoso);
		sample.clock.now += 90 * dayMs;
		const fields = { grant_type: 'refresh_token', refresh_token: token };
		const answer = await sample.ask(ids.contoso, fields, 'oauth2/token');
		expect(answer.json).toMatchObject({ error_codes: [70002, 700082] });
	});

	test('is revoked everywhere by the home tenant, and a new sign-in heals it', async () => {
		const token = await refreshTokenFor(ids.contoso);
		expect(() => {
			sample.contoso.revokeRefreshTokens(analyst);
		}).toThrow('home tenant');
		sample.home.revokeRefreshTokens(analyst);
		for (const tenant of [ids.contoso, ids.fabrikam]) {
			expect((await refresh(tenant, token)).json).toMatchObject({
				error: 'invalid_grant',
				error_codes: [50173],
			});
		}
		expect((await refresh(ids.contoso, await refreshTokenFor(ids.contoso))).status).toBe(200);
	});

	test('without consent in the tenant: 65001 with suberror, also when the app was never there', async () => {
		const token = await refreshTokenFor(ids.contoso);
		sample.fabrikam.revokeConsent(ids.app);
		const missing = { error: 'invalid_grant', error_codes: [65001], suberror: 'consent_required' };
		expect((await refresh(ids.fabrikam, token)).json).toMatchObject(missing);
		sample.fabrikam.removeServicePrincipal(ids.app);
		expect((await refresh(ids.fabrikam, token)).json).toMatchObject(missing);
	});

	test.each<[string, (s: Sample) => void, Record<string, string>, Record<string, unknown>]>([
		[
			'the guest was removed',
			(s) => {
				s.contoso.removeUser(analyst);
			},
			{},
			{ error_codes: [50020] },
		],
		[
			'the app was disabled',
			(s) => {
				s.contoso.disableApp(ids.app);
			},
			{},
			{ error_codes: [7000112] },
		],
		[
			'the tenant has no Defender licence',
			(s) => (s.contoso.licensedForDefender = false),
			{ scope: defenderScope },
			{ error_codes: [650052] },
		],
		[
			'the scope was not consented',
			() => undefined,
			{ scope: 'SecurityAlert.ReadWrite.All' },
			{ error_codes: [65001] },
		],
		['the scope does not exist', () => undefined, { scope: 'No.Such' }, { error: 'invalid_scope' }],
		['resource is sent to v2', () => undefined, { resource: 'x' }, { error_codes: [901002] }],
		[
			'the token is made up',
			() => undefined,
			{ refresh_token: 'x' },
			{ error_codes: [70000], suberror: 'bad_token' },
		],
	])('is refused when %s', async (_name, arrange, fields, expected) => {
		const token = await refreshTokenFor(ids.contoso);
		arrange(sample);
		expect((await refresh(ids.contoso, token, fields)).json).toMatchObject(expected);
	});

	test('belongs to its client', async () => {
		const token = await refreshTokenFor(ids.contoso);
		const clientId = 'a0000000-0000-4000-8000-00000000000d';
		sample.emulator.addApp({
			clientId,
			displayName: 'Other',
			secrets: [{ value: sample.secret }],
			redirectUris: [],
			homeTenantId: ids.home,
		});
		expect((await refresh(ids.contoso, token, { client_id: clientId })).json).toMatchObject({
			error_codes: [70000],
		});
	});

	test('a removed member is AADSTS50034 at home', async () => {
		sample.home.consent(ids.app, { delegated: ['SecurityAlert.Read.All'] });
		const token = await refreshTokenFor(ids.home);
		sample.home.removeUser(analyst);
		expect((await refresh(ids.home, token)).json).toMatchObject({ error_codes: [50034] });
	});

	test('MFA: an old sign-in fails with a claims challenge, a new one passes in its own tenant only', async () => {
		const old = await refreshTokenFor(ids.contoso);
		sample.contoso.requireMfa(true);
		sample.fabrikam.requireMfa(true);
		expect((await refresh(ids.contoso, old)).json).toMatchObject({
			error: 'invalid_grant',
			error_codes: [50076],
			suberror: 'basic_action',
			claims: expect.stringContaining('capolids'),
		});
		const fresh = await refreshTokenFor(ids.contoso);
		expect((await refresh(ids.contoso, fresh)).status).toBe(200);
		expect((await refresh(ids.fabrikam, fresh)).json).toMatchObject({ error_codes: [50076] });
	});

	test('MFA done at home counts where the customer trusts it', async () => {
		sample.home.consent(ids.app, { delegated: ['SecurityAlert.Read.All'] });
		sample.home.requireMfa(true);
		sample.contoso.requireMfa(true, { trustHomeTenant: true });
		expect((await refresh(ids.contoso, await refreshTokenFor(ids.home))).status).toBe(200);
	});

	test('client_info names the account at home', async () => {
		const { json } = await refresh(ids.contoso, await refreshTokenFor(ids.contoso), { client_info: '1' });
		const account: unknown = JSON.parse(Buffer.from(textOf(json, 'client_info'), 'base64url').toString());
		expect(account).toEqual({ uid: expect.any(String), utid: ids.home });
	});
});
