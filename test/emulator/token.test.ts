import { httpsRequest, postForm } from './testing/httpsRequest';
import { claimsOf, defenderScope, graphScope, ids, startSample, textOf, type Sample } from './testing/sample';

let sample: Sample;
beforeAll(async () => {
	sample = await startSample();
});
afterAll(() => sample.emulator.close());

const credentials = { grant_type: 'client_credentials', scope: graphScope };

describe('app-only token', () => {
	test.each([
		['the tenant id', ids.contoso],
		['an upper-case tenant id', ids.contoso.toUpperCase()],
		['a verified domain', 'contoso.example'],
	])('is issued for %s in the path, always for the GUID', async (_name, segment) => {
		const answer = await sample.ask(segment, credentials);
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({
			token_type: 'Bearer',
			expires_in: 3599,
			ext_expires_in: 3599,
			access_token: expect.any(String),
		});
		expect(claimsOf(textOf(answer.json, 'access_token'))).toMatchObject({
			tid: ids.contoso,
			aud: 'https://graph.microsoft.com',
			appid: ids.app,
			roles: ['SecurityAlert.Read.All'],
			iss: `https://sts.windows.net/${ids.contoso}/`,
		});
	});

	test('carries only the roles of its own resource', async () => {
		const token = await sample.appToken(ids.contoso, defenderScope);
		expect(claimsOf(token)).toMatchObject({
			aud: 'https://api.securitycenter.microsoft.com',
			roles: ['Alert.Read.All'],
		});
	});

	test('comes without any roles claim when nothing was consented', async () => {
		sample.fabrikam.revokeConsent(ids.app);
		const token = await sample.appToken(ids.fabrikam, graphScope);
		expect(claimsOf(token)).not.toHaveProperty('roles');
		sample.fabrikam.consent(ids.app, { application: ['SecurityAlert.Read.All', 'Alert.Read.All'] });
	});

	test('is issued by the v1 endpoint with numbers as strings', async () => {
		const { json } = await sample.ask(
			ids.contoso,
			{ grant_type: 'client_credentials', resource: 'https://graph.microsoft.com/' },
			'oauth2/token',
		);
		expect(json).toMatchObject({
			expires_in: '3599',
			ext_expires_in: '3599',
			expires_on: expect.stringMatching(/^\d{10}$/),
			resource: 'https://graph.microsoft.com/',
		});
		expect(claimsOf(textOf(json, 'access_token')).aud).toBe('https://graph.microsoft.com/');
	});

	test('is issued for a form-encoded secret in a Basic header', async () => {
		const { emulator, secret } = sample;
		const basic = Buffer.from(`${ids.app}:${encodeURIComponent(secret)}`).toString('base64');
		const url = `${emulator.loginUrl}/${ids.contoso}/oauth2/v2.0/token`;
		const answer = await postForm(url, emulator.caPem, credentials, { authorization: `Basic ${basic}` });
		expect(answer.status).toBe(200);
	});
});

describe('refused token requests', () => {
	const cases: Array<[string, string, Record<string, string>, number, string, number]> = [
		['an unknown tenant', ids.unknown, credentials, 400, 'invalid_request', 90002],
		['a tenant that is neither GUID nor domain', 'contoso', credentials, 400, 'invalid_request', 900023],
		['/common', 'common', credentials, 400, 'invalid_request', 9001023],
		['/organizations', 'organizations', credentials, 400, 'invalid_request', 9001023],
		['no grant type', ids.contoso, { scope: graphScope }, 400, 'invalid_request', 900144],
		['an unknown grant type', ids.contoso, { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
		[
			'a grant type named like a method',
			ids.contoso,
			{ grant_type: 'toString' },
			400,
			'unsupported_grant_type',
			70003,
		],
		[
			'an unknown app',
			ids.contoso,
			{ ...credentials, client_id: ids.unknown },
			400,
			'unauthorized_client',
			700016,
		],
		['a wrong secret', ids.contoso, { ...credentials, client_secret: 'x' }, 401, 'invalid_client', 7000215],
		['an empty secret', ids.contoso, { ...credentials, client_secret: '' }, 401, 'invalid_client', 7000218],
		['no scope', ids.contoso, { grant_type: 'client_credentials' }, 400, 'invalid_request', 90014],
		['resource on v2', ids.contoso, { ...credentials, resource: 'x' }, 400, 'invalid_request', 901002],
		[
			'a scope that is no /.default',
			ids.contoso,
			{ ...credentials, scope: 'https://graph.microsoft.com/SecurityAlert.Read.All' },
			400,
			'invalid_scope',
			1002012,
		],
		[
			'several resources',
			ids.contoso,
			{ ...credentials, scope: `${graphScope} ${defenderScope}` },
			400,
			'invalid_request',
			28000,
		],
		[
			'an unknown resource',
			ids.contoso,
			{ ...credentials, scope: 'https://api.nowhere.example/.default' },
			400,
			'invalid_resource',
			500011,
		],
		[
			'a sign-in scope',
			ids.contoso,
			{ ...credentials, scope: `openid ${graphScope}` },
			400,
			'invalid_scope',
			70011,
		],
		[
			'a secret and an assertion',
			ids.contoso,
			{ ...credentials, client_assertion: 'x' },
			400,
			'invalid_request',
			90023,
		],
		['claims that are no JSON', ids.contoso, { ...credentials, claims: '{' }, 400, 'invalid_request', 90023],
	];
	test.each(cases)('%s', async (...[, segment, fields, status, error, code]) => {
		const answer = await sample.ask(segment, fields);
		expect(answer.status).toBe(status);
		expect(answer.json).toMatchObject({
			error,
			error_codes: [code],
			error_description: expect.stringMatching(
				new RegExp(`^AADSTS${code}: .+\\r\\nTrace ID: .+\\r\\nCorrelation ID: .+\\r\\nTimestamp: .+Z$`),
			),
			timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
			trace_id: expect.stringMatching(/00$/),
			correlation_id: expect.any(String),
		});
		expect(answer.headers['cache-control']).toContain('no-store');
	});

	test('a JSON body is not read, so its first parameter is missing', async () => {
		const { emulator, secret } = sample;
		const answer = await httpsRequest(`${emulator.loginUrl}/${ids.contoso}/oauth2/v2.0/token`, {
			ca: emulator.caPem,
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...credentials, client_id: ids.app, client_secret: secret }),
		});
		expect(answer.json).toMatchObject({ error_codes: [900144] });
	});

	test('an Origin header marks a browser, which must not redeem for a web app', async () => {
		const { emulator, secret } = sample;
		const fields = { ...credentials, client_id: ids.app, client_secret: secret };
		const url = `${emulator.loginUrl}/${ids.contoso}/oauth2/v2.0/token`;
		const answer = await postForm(url, emulator.caPem, fields, { origin: 'https://n8n.example' });
		expect(answer.json).toMatchObject({ error_codes: [9002326] });
	});

	test('GET', async () => {
		const { emulator } = sample;
		const url = `${emulator.loginUrl}/${ids.contoso}/oauth2/v2.0/token`;
		const answer = await httpsRequest(url, { ca: emulator.caPem });
		expect(answer.status).toBe(405);
		expect(answer.json).toMatchObject({ error_codes: [900561] });
	});

	test('v1 without resource', async () => {
		const answer = await sample.ask(ids.contoso, { grant_type: 'client_credentials' }, 'oauth2/token');
		expect(answer.json).toMatchObject({ error: 'invalid_request', error_codes: [900144] });
	});
});

describe('state of app and tenant', () => {
	test('an expired secret is told apart from a wrong one, from its last millisecond on', async () => {
		const { app, clock } = sample;
		app.addSecret({ value: 'soon-over', expiresAt: clock.now + 1 });
		const fields = { ...credentials, client_secret: 'soon-over' };
		expect((await sample.ask(ids.contoso, fields)).status).toBe(200);
		clock.now += 1;
		const late = await sample.ask(ids.contoso, fields);
		expect(late.status).toBe(401);
		expect(late.json).toMatchObject({ error: 'invalid_client', error_codes: [7000222] });
	});

	test('an app without service principal in the tenant', async () => {
		sample.fabrikam.removeServicePrincipal(ids.app);
		const answer = await sample.ask(ids.fabrikam, credentials);
		expect(answer.status).toBe(401);
		expect(answer.json).toMatchObject({ error: 'invalid_client', error_codes: [7000229] });
		sample.fabrikam.consent(ids.app, { application: ['SecurityAlert.Read.All', 'Alert.Read.All'] });
	});

	test('an app disabled by the customer', async () => {
		sample.fabrikam.disableApp(ids.app);
		const answer = await sample.ask(ids.fabrikam, credentials);
		expect(answer.json).toMatchObject({ error: 'unauthorized_client', error_codes: [7000112] });
		sample.fabrikam.enableApp(ids.app);
	});

	test('a tenant without Defender licence has no Defender resource, but Graph', async () => {
		sample.fabrikam.licensedForDefender = false;
		const defender = await sample.ask(ids.fabrikam, { ...credentials, scope: defenderScope });
		expect(defender.json).toMatchObject({ error: 'invalid_resource', error_codes: [500011] });
		expect((await sample.ask(ids.fabrikam, credentials)).status).toBe(200);
		sample.fabrikam.licensedForDefender = true;
	});

	test('a single-tenant app is unknown elsewhere and not allowed on shared endpoints', async () => {
		const { emulator, secret } = sample;
		const clientId = 'a0000000-0000-4000-8000-00000000000b';
		emulator.addApp({
			clientId,
			displayName: 'Only here',
			secrets: [{ value: secret }],
			redirectUris: [],
			homeTenantId: ids.home,
			multiTenant: false,
		});
		const fields = { ...credentials, client_id: clientId };
		expect((await sample.ask(ids.home, fields)).status).toBe(200);
		expect((await sample.ask(ids.contoso, fields)).json).toMatchObject({ error_codes: [700016] });
		const refresh = { client_id: clientId, grant_type: 'refresh_token', refresh_token: 'x' };
		expect((await sample.ask('common', refresh)).json).toMatchObject({ error_codes: [50194] });
	});

	test('a public client must not send a secret', async () => {
		const clientId = 'a0000000-0000-4000-8000-00000000000c';
		sample.emulator.addApp({
			clientId,
			displayName: 'Public',
			redirectUris: [],
			homeTenantId: ids.home,
			publicClient: true,
		});
		const answer = await sample.ask(ids.home, { ...credentials, client_id: clientId });
		expect(answer.json).toMatchObject({ error: 'invalid_client', error_codes: [700025] });
	});
});
