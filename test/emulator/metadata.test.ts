import { httpsRequest } from './testing/httpsRequest';
import { graphScope, ids, startSample, textOf, type Sample } from './testing/sample';

let sample: Sample;
beforeAll(async () => {
	sample = await startSample();
});
afterAll(() => sample.emulator.close());

describe('metadata', () => {
	const read = (path: string) =>
		httpsRequest(`${sample.emulator.loginUrl}/${path}`, { ca: sample.emulator.caPem });

	test('reveals the GUID behind a domain', async () => {
		const { json } = await read('contoso.example/v2.0/.well-known/openid-configuration');
		const { loginUrl } = sample.emulator;
		expect(json).toMatchObject({
			issuer: `${loginUrl}/${ids.contoso}/v2.0`,
			token_endpoint: `${loginUrl}/${ids.contoso}/oauth2/v2.0/token`,
		});
	});

	test.each(['common', 'organizations'])('of /%s has a placeholder for the tenant', async (segment) => {
		const { json } = await read(`${segment}/v2.0/.well-known/openid-configuration`);
		expect(textOf(json, 'issuer')).toContain('{tenantid}');
	});

	test('of an unknown tenant is AADSTS90002', async () => {
		const answer = await read(`${ids.unknown}/v2.0/.well-known/openid-configuration`);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
	});

	test('publishes the key that tokens are signed with', async () => {
		const { json } = await read(`${ids.contoso}/discovery/v2.0/keys`);
		const token = await sample.appToken(ids.contoso, graphScope);
		const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
		expect(json).toMatchObject({ keys: [{ kty: 'RSA', use: 'sig', kid: textOf(header, 'kid') }] });
	});

	test('an unknown endpoint is 404 in the shape of Entra', async () => {
		const answer = await read(`${ids.contoso}/nothing`);
		expect(answer.status).toBe(404);
		expect(answer.json).toMatchObject({ error: 'invalid_request', trace_id: expect.any(String) });
	});
});
