import { httpsRequest } from './testing/httpsRequest';
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
} from './testing/sample';
import { signIn } from './testing/signIn';

eachTestHasItsSample();

const graphAlertScope = 'https://graph.microsoft.com/SecurityAlert.Read.All';

const open = (segment: string, parameters?: Record<string, string | null>, path?: string) =>
	httpsRequest(authorizeUrl(sample.emulator.loginUrl, segment, parameters, path), {
		ca: sample.emulator.caPem,
	});

describe('authorize', () => {
	test('lists the accounts of the tenant and sends code and state back', async () => {
		const end = await sample.walk(ids.contoso);
		expect(end.titles).toEqual(['Pick an account']);
		expect(end.location?.href.startsWith(`${redirectUri}?`)).toBe(true);
		expect(end.fields).toEqual({
			code: expect.any(String),
			state: 'state-1',
			session_state: expect.any(String),
		});
	});

	test('a login hint skips the picker, unless prompt=select_account wants it', async () => {
		expect((await sample.walk(ids.contoso, { login_hint: analyst })).titles).toEqual([]);
		const end = await sample.walk(ids.contoso, { login_hint: analyst, prompt: 'select_account' });
		expect(end.titles).toEqual(['Pick an account']);
	});

	test('asks for what was not consented yet, names app and permission, and remembers the answer', async () => {
		sample.contoso.revokeConsent(ids.app);
		const first = await sample.walk(ids.contoso, { scope: graphAlertScope });
		expect(first.titles).toEqual(['Pick an account', 'Permissions requested']);
		expect((await sample.walk(ids.contoso, { scope: graphAlertScope })).titles).toEqual(['Pick an account']);
		const page = await open(ids.contoso, { prompt: 'consent', login_hint: analyst });
		expect(page.body).toContain('Alert Forwarder');
		expect(page.body).toContain('SecurityAlert.Read.All');
	});

	test('a declined consent comes back as access_denied with AADSTS65004', async () => {
		sample.contoso.revokeConsent(ids.app);
		const url = authorizeUrl(sample.emulator.loginUrl, ids.contoso);
		const end = await signIn(url, sample.emulator.caPem, { upn: analyst, decision: 'cancel' });
		expect(end.fields).toMatchObject({ error: 'access_denied', state: 'state-1' });
		expect(end.fields.error_description).toContain('AADSTS65004');
	});

	test('a user who may not consent is told to ask an admin', async () => {
		sample.contoso.revokeConsent(ids.app);
		sample.contoso.addUser({ upn: 'lee@contoso.example', displayName: 'Lee', canConsent: false });
		const end = await sample.walk(ids.contoso, {}, 'lee@contoso.example');
		expect(end.titles.at(-1)).toBe('Need admin approval');
		expect(end.location).toBeUndefined();
	});

	test('fragment and form_post carry the answer their way', async () => {
		const fragment = await sample.walk(ids.contoso, { response_mode: 'fragment', login_hint: analyst });
		expect(fragment.location?.hash).toMatch(/^#code=/);
		const form = await open(ids.contoso, { response_mode: 'form_post', login_hint: analyst });
		expect(form.body).toContain(`action="${redirectUri}"`);
	});

	test.each<[string, string, Record<string, string | null>, number, string]>([
		['an unregistered redirect URI', ids.contoso, { redirect_uri: `${redirectUri}/` }, 400, 'AADSTS50011'],
		['an unknown app', ids.contoso, { client_id: ids.unknown }, 400, 'AADSTS700016'],
		['an unknown tenant', ids.unknown, {}, 400, 'AADSTS90002'],
		['no client id', ids.contoso, { client_id: null }, 400, 'AADSTS900144'],
		['the consumers endpoint', 'consumers', {}, 400, 'AADSTS9002332'],
	])('%s is answered with a page, never a redirect', async (_name, segment, parameters, status, text) => {
		const answer = await open(segment, parameters);
		expect(answer.status).toBe(status);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(answer.body).toContain(text);
	});

	test.each<[string, Record<string, string | null>, string, string]>([
		['no scope', { scope: null }, 'invalid_request', 'AADSTS900144'],
		['resource on v2', { resource: 'https://graph.microsoft.com' }, 'invalid_request', 'AADSTS901002'],
		['another response type', { response_type: 'token' }, 'unsupported_response_type', 'AADSTS700051'],
		[
			'a scope nobody offers',
			{ scope: 'https://graph.microsoft.com/No.Such' },
			'invalid_client',
			'AADSTS650053',
		],
		['an unknown resource', { scope: 'https://x.example/.default' }, 'invalid_resource', 'AADSTS500011'],
		[
			'.default beside a named scope',
			{ scope: `${graphScope} ${graphAlertScope}` },
			'invalid_scope',
			'AADSTS70011',
		],
		['prompt=none without session', { prompt: 'none' }, 'login_required', 'AADSTS50058'],
		['an unknown prompt', { prompt: 'always' }, 'invalid_request', 'AADSTS90023'],
	])('%s is redirected as an error, with the state', async (_name, parameters, error, text) => {
		const answer = await open(ids.contoso, parameters);
		expect(answer.status).toBe(302);
		const fields = new URL(answer.headers.location ?? '').searchParams;
		expect(fields.get('error')).toBe(error);
		expect(fields.get('error_description')).toContain(text);
		expect(fields.get('state')).toBe('state-1');
	});

	test('a Defender scope in an unlicensed tenant is AADSTS650052', async () => {
		sample.contoso.licensedForDefender = false;
		const end = await sample.walk(ids.contoso, { scope: defenderScope });
		expect(end.fields.error_description).toContain('AADSTS650052');
	});

	test('/common lists members, signs in at home, and its code is redeemed at /common', async () => {
		sample.home.consent(ids.app, { delegated: ['SecurityAlert.Read.All'] });
		const code = await sample.codeFor('common');
		expect((await sample.redeem(ids.contoso, code)).json).toMatchObject({ error_codes: [700005] });
		const { json } = await sample.redeem('common', code);
		expect(claimsOf(textOf(json, 'access_token')).tid).toBe(ids.home);
	});
});
