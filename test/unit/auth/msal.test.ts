import { constants, verify, X509Certificate } from 'node:crypto';

import type { ClientProof } from '../../../nodes/MicrosoftDefenderMssp/auth/clientProof';
import type { MsalRequest } from '../../../nodes/MicrosoftDefenderMssp/auth/msal';
import { acquireToken } from '../../../nodes/MicrosoftDefenderMssp/auth/msal';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { CLIENT_ID, CONTOSO, FABRIKAM, NOW, passing } from '../core/builders';
import type { Wire } from '../transport/builders';
import { answer, ownCloud, wire } from '../transport/builders';
import { accessToken, GRAPH_AUDIENCE, jwt, randomSecret } from './builders';
import type { CertificateProof } from './certificate';
import { encrypt, fingerprintOf, makeCertificate } from './certificate';

const clientSecret = randomSecret();
const secret: ClientProof = { kind: 'secret', clientSecret };
const token = accessToken();
const granted = answer(200, {
	token_type: 'Bearer',
	expires_in: 3599,
	ext_expires_in: 3599,
	access_token: token,
});

let certificate: CertificateProof;
beforeAll(async () => {
	certificate = await makeCertificate();
});

const acquire = async (network: Wire, part: Partial<MsalRequest> = {}) =>
	await acquireToken(
		{
			cloud: CLOUDS.global,
			clientId: CLIENT_ID,
			proof: secret,
			tenantId: CONTOSO.id,
			audience: GRAPH_AUDIENCE,
			...part,
		},
		{ send: network.send, serviceNow: () => NOW },
	);

/** The one request that was sent: its address without query, and its form fields. */
function onlyRequest({ sent }: Wire) {
	expect(sent.map(({ method }) => method)).toEqual(['POST']);
	const { origin, pathname } = new URL(sent[0]?.url ?? '');
	return { url: `${origin}${pathname}`, form: Object.fromEntries(new URLSearchParams(sent[0]?.body)) };
}

const decode = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

describe('acquireToken asks Entra ID', () => {
	it('with a secret, in the customer tenant, for the whole API, in one request', async () => {
		const network = wire(granted);
		expect(await acquire(network)).toEqual({ ok: true, value: token });
		const { url, form } = onlyRequest(network);
		expect(url).toBe(`https://login.microsoftonline.com/${CONTOSO.id}/oauth2/v2.0/token`);
		expect(form).toMatchObject({
			grant_type: 'client_credentials',
			client_id: CLIENT_ID,
			client_secret: clientSecret,
		});
		expect(form.scope?.split(' ')).toContain(`${GRAPH_AUDIENCE}/.default`);
	});

	it.each(Object.values(CLOUDS))('at the login host of cloud $name', async (cloud) => {
		const network = wire(granted);
		expect((await acquire(network, { cloud, audience: cloud.graph.audience })).ok).toBe(true);
		expect(onlyRequest(network).url).toBe(`${cloud.loginUrl}/${CONTOSO.id}/oauth2/v2.0/token`);
	});

	it('at the own login host of cloud custom, without asking any discovery service about it', async () => {
		const network = wire(granted);
		expect((await acquire(network, { cloud: ownCloud() })).ok).toBe(true);
		expect(onlyRequest(network).url).toBe(`https://127.0.0.1:7001/${CONTOSO.id}/oauth2/v2.0/token`);
	});

	it('in the tenant of each request, never in the one before', async () => {
		const network = wire(granted);
		for (const { id } of [CONTOSO, FABRIKAM, CONTOSO]) await acquire(network, { tenantId: id });
		expect(network.sent.map(({ url }) => url.split('/')[3])).toEqual([CONTOSO.id, FABRIKAM.id, CONTOSO.id]);
	});

	it('with the claims of a challenge', async () => {
		const claims = '{"access_token":{"nbf":{"essential":true,"value":"1767600000"}}}';
		const network = wire(granted);
		await acquire(network, { claims });
		expect(JSON.parse(onlyRequest(network).form.claims ?? '')).toMatchObject(JSON.parse(claims));
	});

	it('with a refresh token for another tenant and API', async () => {
		const refreshToken = randomSecret();
		const network = wire(
			answer(200, {
				token_type: 'Bearer',
				scope: `${GRAPH_AUDIENCE}/.default`,
				expires_in: 3599,
				access_token: token,
				refresh_token: randomSecret(),
				id_token: jwt({ tid: CONTOSO.id, oid: 'user', sub: 'user', iss: 'x', aud: CLIENT_ID }),
				client_info: Buffer.from('{"uid":"u","utid":"t"}').toString('base64url'),
			}),
		);
		expect(await acquire(network, { refreshToken })).toEqual({ ok: true, value: token });
		const { url, form } = onlyRequest(network);
		expect(url).toBe(`https://login.microsoftonline.com/${CONTOSO.id}/oauth2/v2.0/token`);
		expect(form).toMatchObject({
			grant_type: 'refresh_token',
			refresh_token: refreshToken,
			client_id: CLIENT_ID,
			client_secret: clientSecret,
		});
		expect(form.scope?.split(' ')).toContain(`${GRAPH_AUDIENCE}/.default`);
	});

	it('with a refresh token also where Entra sends neither id_token nor client_info', async () => {
		const network = wire(answer(200, { token_type: 'Bearer', expires_in: 3599, access_token: token }));
		expect(await acquire(network, { refreshToken: randomSecret() })).toEqual({ ok: true, value: token });
	});

	it.each(['as it is', 'encrypted'])('with a signature of the certificate, its key %s', async (how) => {
		const network = wire(granted);
		const proof = how === 'encrypted' ? encrypt(certificate) : certificate;
		expect(await acquire(network, { proof })).toEqual({ ok: true, value: token });
		const { url, form } = onlyRequest(network);
		expect(form.client_assertion_type).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
		expect(form).not.toHaveProperty('client_secret');
		const [header = '', payload = '', signature = ''] = form.client_assertion?.split('.') ?? [];
		expect(decode(header)).toMatchObject({
			alg: 'PS256',
			'x5t#S256': Buffer.from(fingerprintOf(certificate), 'hex').toString('base64url'),
		});
		expect(decode(payload)).toMatchObject({ aud: url, iss: CLIENT_ID, sub: CLIENT_ID });
		const key = new X509Certificate(certificate.certificate).publicKey;
		const padding = constants.RSA_PKCS1_PSS_PADDING;
		const signed = Buffer.from(`${header}.${payload}`);
		expect(verify('sha256', signed, { key, padding }, Buffer.from(signature, 'base64url'))).toBe(true);
	});
});

describe('acquireToken says why there is no token', () => {
	const refused = (error: string, code: number) =>
		answer(error === 'invalid_client' ? 401 : 400, {
			error,
			error_description: `AADSTS${code}: kim@contoso.example`,
			error_codes: [code],
		});

	it.each([
		['consent is missing', refused('invalid_grant', 65001), { kind: 'consentMissing', code: 'AADSTS65001' }],
		['the secret is wrong', refused('invalid_client', 7000215), { kind: 'secretWrong', appliesTo: 'all' }],
		['there is no such tenant', refused('invalid_request', 90002), { kind: 'tenantUnknown' }],
		[
			'Entra throttles',
			answer(429, { error: 'temporarily_unavailable' }, { 'retry-after': '17' }),
			{ kind: 'throttled', transient: true, retryAfterMs: 17_000 },
		],
		['a gateway answers in HTML', answer(503, '<html>Down</html>'), { kind: 'outage', code: 'HTTP 503' }],
		['an empty page comes with success', answer(200, ''), { kind: 'unexpectedAnswer' }],
		['the network is down', passing({ kind: 'network' }), { kind: 'network', transient: true }],
	])('when %s, after one request', async (_what, given, expected) => {
		const network = wire(given);
		const acquired = await acquire(network);
		expect(acquired).toMatchObject({ ok: false, failure: expected });
		expect(JSON.stringify(acquired)).not.toMatch(/kim@|<html>/);
		expect(network.sent).toHaveLength(1);
	});

	it('to a signed-in user in other words than to an app', async () => {
		const network = wire(refused('invalid_grant', 65001));
		const [user, app] = [await acquire(network, { refreshToken: randomSecret() }), await acquire(network)];
		expect(user.ok ? '' : user.failure.remedy).toMatch(/connect the credential again/);
		expect(app.ok ? '' : app.failure.remedy).not.toMatch(/connect/i);
	});

	it('and asks again next time: one throttled answer is not kept for later requests', async () => {
		const network = wire(answer(429, {}, { 'retry-after': '3600' }), granted);
		expect((await acquire(network)).ok).toBe(false);
		expect((await acquire(network)).ok).toBe(true);
		expect(network.sent).toHaveLength(2);
	});

	it('without sending anything when the certificate cannot be used', async () => {
		const network = wire(granted);
		const proof = { ...certificate, privateKey: 'no key' };
		expect(await acquire(network, { proof })).toMatchObject({ failure: { kind: 'certificate' } });
		expect(network.sent).toEqual([]);
	});

	it('without sending the secret when the login address is plain http', async () => {
		const network = wire(granted);
		const acquired = await acquire(network, { cloud: ownCloud({ loginUrl: 'http://127.0.0.1:7001' }) });
		expect(acquired).toMatchObject({ ok: false, failure: { kind: 'configuration', transient: false } });
		expect(network.sent).toEqual([]);
	});

	it('without a word of the secret, the key or the refresh token', async () => {
		const refreshToken = randomSecret();
		const told = await Promise.all([
			acquire(wire(refused('invalid_client', 7000215)), { refreshToken }),
			acquire(wire(passing()), { refreshToken }),
			acquire(wire(granted), { cloud: ownCloud({ loginUrl: 'http://127.0.0.1' }), refreshToken }),
			acquire(wire(granted), { claims: 'no json', refreshToken }),
		]);
		for (const hidden of [clientSecret, refreshToken]) expect(JSON.stringify(told)).not.toContain(hidden);
	});

	it('gives no token when Entra sends none', async () => {
		const network = wire(answer(200, { token_type: 'Bearer', expires_in: 3599 }));
		expect(await acquire(network)).toMatchObject({ ok: false });
	});
});
