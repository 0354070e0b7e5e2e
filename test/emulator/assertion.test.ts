import { createHash, createPrivateKey, randomUUID, X509Certificate, type KeyObject } from 'node:crypto';
import { generate } from 'selfsigned';

import { signJwt, type JwtAlgorithm } from './entra/jwt';
import { defenderScope, graphScope, ids, startSample, type Sample } from './testing/sample';

interface TestCertificate {
	pem: string;
	key: KeyObject;
}

let sample: Sample;
let registered: TestCertificate;
let stranger: TestCertificate;
beforeAll(async () => {
	[sample, registered, stranger] = await Promise.all([startSample(), makeCertificate(), makeCertificate()]);
	sample.app.addCertificate(registered.pem);
});
afterAll(() => sample.emulator.close());

async function makeCertificate(): Promise<TestCertificate> {
	const pems = await generate([{ name: 'commonName', value: 'app' }], { keySize: 2048, algorithm: 'sha256' });
	return { pem: pems.cert, key: createPrivateKey(pems.private) };
}

interface Changes {
	alg?: JwtAlgorithm;
	/** Which thumbprint header: SHA-256 or the older SHA-1. */
	thumbprint?: 'x5t#S256' | 'x5t';
	certificate?: TestCertificate;
	/** The key that really signs, where it is not the certificate's. */
	signer?: KeyObject;
	header?: Record<string, string | undefined>;
	claims?: Record<string, unknown>;
}

function assertion(segment: string, changes: Changes = {}): string {
	const { alg = 'PS256', thumbprint = 'x5t#S256', certificate = registered } = changes;
	const der = new X509Certificate(certificate.pem).raw;
	const algorithm = thumbprint === 'x5t' ? 'sha1' : 'sha256';
	const digest = createHash(algorithm).update(der).digest('base64url');
	const now = Math.floor(sample.clock.now / 1000);
	const claims = {
		aud: `${sample.emulator.loginUrl}/${segment}/oauth2/v2.0/token`,
		iss: ids.app,
		sub: ids.app,
		jti: randomUUID(),
		nbf: now,
		iat: now,
		exp: now + 300,
		...changes.claims,
	};
	const header = { alg, typ: 'JWT', [thumbprint]: digest, ...changes.header };
	return signJwt(header, claims, changes.signer ?? certificate.key);
}

function redeem(segment: string, clientAssertion: string, fields: Record<string, string> = {}) {
	return sample.ask(segment, {
		// Empty fields count as absent: the assertion is the only proof.
		client_secret: '',
		grant_type: 'client_credentials',
		scope: graphScope,
		client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
		client_assertion: clientAssertion,
		...fields,
	});
}

describe('certificate assertion', () => {
	test.each<[string, JwtAlgorithm, 'x5t#S256' | 'x5t']>([
		['PS256 with x5t#S256, as MSAL sends', 'PS256', 'x5t#S256'],
		['RS256 with x5t, as n8n core sends', 'RS256', 'x5t'],
	])('%s is accepted', async (_name, alg, thumbprint) => {
		const answer = await redeem(ids.contoso, assertion(ids.contoso, { alg, thumbprint }));
		expect(answer.status).toBe(200);
	});

	test('one certificate serves every tenant that consented', async () => {
		for (const tenant of [ids.contoso, ids.fabrikam]) {
			const answer = await redeem(tenant, assertion(tenant), { scope: defenderScope });
			expect(answer.status).toBe(200);
		}
	});

	test.each([
		['the tenant by its domain', (login: string) => `${login}/contoso.example/oauth2/v2.0/token`],
		['the v1 token endpoint', (login: string) => `${login}/${ids.contoso}/oauth2/token`],
		['the v2 issuer', (login: string) => `${login}/${ids.contoso}/v2.0`],
		['an upper-case tenant', (login: string) => `${login}/${ids.contoso.toUpperCase()}/oauth2/v2.0/token`],
	])('may name %s as audience', async (_name, audience) => {
		const claims = { aud: audience(sample.emulator.loginUrl) };
		const answer = await redeem(ids.contoso, assertion(ids.contoso, { claims }));
		expect(answer.status).toBe(200);
	});

	const now = () => Math.floor(sample.clock.now / 1000);
	const refusals: Array<[string, () => Changes, number]> = [
		[
			"another tenant's audience",
			() => ({ claims: { aud: `${sample.emulator.loginUrl}/${ids.fabrikam}/oauth2/v2.0/token` } }),
			700023,
		],
		[
			'an audience of several',
			() => ({ claims: { aud: [`${sample.emulator.loginUrl}/${ids.contoso}/v2.0`] } }),
			700023,
		],
		[
			'the public cloud as audience',
			() => ({ claims: { aud: `https://login.microsoftonline.com/${ids.contoso}/oauth2/v2.0/token` } }),
			700023,
		],
		['another issuer', () => ({ claims: { iss: ids.unknown } }), 700021],
		['another subject', () => ({ claims: { sub: ids.unknown } }), 700021],
		['an assertion that is over', () => ({ claims: { exp: now() } }), 700024],
		['an assertion from the future', () => ({ claims: { nbf: now() + 301 } }), 700024],
		['no end of validity', () => ({ claims: { exp: undefined } }), 50027],
		['no jti', () => ({ claims: { jti: undefined } }), 50027],
		['a certificate nobody registered', () => ({ certificate: stranger }), 700027],
		['a signature by another key', () => ({ signer: stranger.key }), 700027],
		['PS256 announced, RS256 signed', () => ({ alg: 'RS256', header: { alg: 'PS256' } }), 700027],
		['no algorithm', () => ({ header: { alg: 'none' } }), 50027],
		['another type', () => ({ header: { typ: 'at+jwt' } }), 50027],
		['no thumbprint', () => ({ header: { 'x5t#S256': undefined } }), 700027],
		[
			'the SHA-1 thumbprint as x5t#S256',
			() => ({ thumbprint: 'x5t', header: { 'x5t#S256': 'AAAA' } }),
			700027,
		],
	];
	test.each(refusals)('%s is refused', async (_name, changes, code) => {
		// A changed header must not change how the JWT is signed.
		const { header, alg = 'PS256' } = changes();
		const forged = header?.alg;
		const made = assertion(ids.contoso, { ...changes(), header: { ...header, alg } });
		const sent = forged === undefined ? made : withAlgorithm(made, forged);
		const answer = await redeem(ids.contoso, sent);
		expect(answer.json).toMatchObject({ error_codes: [code] });
	});

	test('a replayed assertion is refused', async () => {
		const once = assertion(ids.contoso);
		expect((await redeem(ids.contoso, once)).status).toBe(200);
		const again = await redeem(ids.contoso, once);
		expect(again.status).toBe(401);
		expect(again.json).toMatchObject({ error: 'invalid_client', error_codes: [50012] });
	});

	test.each([
		['text that is no JWT', 'abc', {}, 50027],
		['a missing assertion type', undefined, { client_assertion_type: '' }, 900144],
	])('%s is refused', async (_name, sent, fields, code) => {
		const answer = await redeem(ids.contoso, sent ?? assertion(ids.contoso), fields);
		expect(answer.json).toMatchObject({ error_codes: [code] });
	});
});

/** The JWT with another algorithm in its header, signature untouched. */
function withAlgorithm(jwt: string, alg: string): string {
	const [header = '', ...rest] = jwt.split('.');
	const decoded = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as object;
	return [Buffer.from(JSON.stringify({ ...decoded, alg })).toString('base64url'), ...rest].join('.');
}
