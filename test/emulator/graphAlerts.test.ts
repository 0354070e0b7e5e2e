import { signJwt } from './entra/jwt';
import { sharedSigningKey } from './entra/signingKey';
import { httpsRequest } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { claimsOf, defenderScope, graphScope, ids, textOf } from './testing/sample';

const list = '/v1.0/security/alerts_v2';
let token: string;
eachTestHasItsSample(async () => {
	token = await sample.appToken(ids.contoso, graphScope);
});

describe('tokens', () => {
	test('each tenant sees its own alerts, marked with its id', async () => {
		const mine = sample.contoso.addAlert({ title: 'Contoso' });
		sample.fabrikam.addAlert({ title: 'Fabrikam' });
		const { json, headers } = await sample.graph(list, token);
		expect(json).toMatchObject({ value: [{ id: mine.id, providerAlertId: mine.id, tenantId: ids.contoso }] });
		expect(headers['request-id']).toBeDefined();
	});

	test.each<[string, () => Promise<string> | string, string]>([
		["Defender's audience", () => sample.appToken(ids.contoso, defenderScope), 'Invalid audience'],
		['no JWT', () => 'opaque', 'not well formed'],
		['a changed payload', () => tampered(token), 'signature'],
		['a foreign tenant', () => forged({ tid: ids.unknown }), 'Invalid tenant'],
		['a token from the future', () => forged({ nbf: Math.floor(sample.clock.now / 1000) + 60 }), 'Lifetime'],
	])('%s is 401 InvalidAuthenticationToken', async (_name, make, message) => {
		const answer = await sample.graph(list, await make());
		expect(answer.status).toBe(401);
		expect(answer.json).toMatchObject({
			error: {
				code: 'InvalidAuthenticationToken',
				message: expect.stringContaining(message),
				innerError: { date: expect.any(String), 'request-id': expect.any(String) },
			},
		});
		expect(answer.headers['www-authenticate']).toContain('authorization_uri');
	});

	test('none at all is 401, too', async () => {
		const { graphUrl, caPem } = sample.emulator;
		const answer = await httpsRequest(`${graphUrl}${list}`, { ca: caPem });
		expect(answer.status).toBe(401);
		expect(answer.body).toContain('Access token is empty.');
	});

	test('the token ends with its last second', async () => {
		sample.clock.now += 3598_000;
		expect((await sample.graph(list, token)).status).toBe(200);
		sample.clock.now += 1000;
		expect((await sample.graph(list, token)).body).toContain('the token is expired');
	});

	test('without role: 403 that names the roles wanted and held', async () => {
		sample.contoso.revokeConsent(ids.app);
		sample.contoso.consent(ids.app, { application: ['SecurityIncident.Read.All'] });
		const answer = await sample.graph(list, await sample.appToken(ids.contoso, graphScope));
		expect(answer.status).toBe(403);
		expect(answer.json).toMatchObject({
			error: {
				code: 'Forbidden',
				message: expect.stringMatching(
					/^Missing application roles\. API required roles: .*SecurityAlert\.Read\.All.*, application roles: SecurityIncident\.Read\.All\.$/,
				),
			},
		});
	});

	test('a delegated token needs its scope and a user with a security role', async () => {
		const { access_token: delegated = '' } = await sample.delegatedTokens(ids.contoso, graphScope);
		expect((await sample.graph(list, delegated)).status).toBe(200);
		sample.contoso.addUser({
			upn: 'kim@mssp.example',
			displayName: 'Kim',
			guestOf: ids.home,
			canViewSecurityData: false,
		});
		expect((await sample.graph(list, delegated)).status).toBe(403);
	});

	test('a claims challenge answers revoked tokens of clients that declared cp1, and only those', async () => {
		const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}';
		const ask = () =>
			sample.ask(ids.contoso, { grant_type: 'client_credentials', scope: graphScope, claims });
		const continuous = textOf((await ask()).json, 'access_token');
		sample.contoso.revokeAccessTokens();
		const answer = await sample.graph(list, continuous);
		expect(answer.status).toBe(401);
		expect(answer.headers['www-authenticate']).toMatch(
			/error="insufficient_claims", claims="[A-Za-z0-9+/=]+"/,
		);
		expect((await sample.graph(list, token)).status).toBe(200);
		expect((await sample.graph(list, textOf((await ask()).json, 'access_token'))).status).toBe(200);
	});
});

async function forged(changes: Record<string, unknown>): Promise<string> {
	const { privateKey } = await sharedSigningKey();
	return signJwt({ alg: 'RS256', typ: 'JWT' }, { ...claimsOf(token), ...changes }, privateKey);
}

function tampered(jwt: string): string {
	const [header, , signature] = jwt.split('.');
	const claims = { ...claimsOf(jwt), tid: ids.fabrikam };
	return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

describe('one alert', () => {
	test('by id, with typed evidence and links to the portal', async () => {
		const alert = sample.contoso.addAlert({ incidentId: 4711 });
		const { json } = await sample.graph(`${list}/${alert.id}`, token);
		const types = ['device', 'user', 'file', 'process', 'ip', 'url'];
		expect(json).toMatchObject({
			id: alert.id,
			incidentId: '4711',
			alertWebUrl: `https://security.microsoft.com/alerts/${alert.id}?tid=${ids.contoso}`,
			evidence: types.map((type) => ({ '@odata.type': `#microsoft.graph.security.${type}Evidence` })),
		});
		expect(alert.id).toMatch(/^da\d{18}_-?\d+$/);
	});

	test('an id that is not there is 404', async () => {
		const answer = await sample.graph(`${list}/da000000000000000000_1`, token);
		expect(answer.status).toBe(404);
		expect(answer.json).toMatchObject({ error: { code: 'ResourceNotFound' } });
	});

	test('new enum members hide behind unknownFutureValue until the client prefers to see them', async () => {
		sample.contoso.addAlert({ serviceSource: 'microsoftSentinel', detectionSource: 'scheduledAlerts' });
		const hidden = await sample.graph(list, token);
		expect(hidden.json).toMatchObject({
			value: [
				{ serviceSource: 'unknownFutureValue', detectionSource: 'unknownFutureValue', severity: 'medium' },
			],
		});
		const shown = await sample.graph(list, token, {
			prefer: 'odata.maxpagesize=5, include-unknown-enum-members',
		});
		expect(shown.json).toMatchObject({
			value: [{ serviceSource: 'microsoftSentinel', detectionSource: 'scheduledAlerts' }],
		});
		expect(shown.headers['preference-applied']).toBe('include-unknown-enum-members');
	});

	test('a raw patch shows what Microsoft should never send', async () => {
		sample.contoso.addAlert({
			extra: { graph: { set: { createdDateTime: 17, tenantId: ids.fabrikam }, omit: ['title'] } },
		});
		const { json } = await sample.graph(list, token);
		expect(json).toMatchObject({ value: [{ createdDateTime: 17, tenantId: ids.fabrikam }] });
		expect(json).not.toMatchObject({ value: [{ title: expect.anything() }] });
	});
});

test.each(['/v1.0/security/nothing', '/beta/security/alerts_v2', '/api/alerts', '/'])(
	'%s is 404 in the shape of Graph',
	async (path) => {
		const answer = await sample.graph(path, token);
		expect(answer.status).toBe(404);
		expect(answer.json).toMatchObject({ error: { innerError: { 'request-id': expect.any(String) } } });
	},
);
