import { httpsRequest } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { authorizeUrl, claimsOf, defenderScope, graphScope, ids, redirectUri } from './testing/sample';
import { signIn } from './testing/signIn';

const admin = 'ada@northwind.example';
const northwind = '40000000-0000-4000-8000-000000000004';

eachTestHasItsSample(() => {
	const tenant = sample.emulator.addTenant({
		id: northwind,
		displayName: 'Northwind',
		domains: ['northwind.example'],
	});
	tenant.addUser({ upn: admin, displayName: 'Ada Admin' });
	tenant.addUser({ upn: 'uma@northwind.example', displayName: 'Uma User', canConsent: false });
});

const consentUrl = (path: string, segment: string = northwind, scope: string | null = graphScope) =>
	authorizeUrl(sample.emulator.loginUrl, segment, { scope, response_type: null, response_mode: null }, path);

const answer = (url: string, decision?: 'accept' | 'cancel', upn: string = admin) =>
	signIn(url, sample.emulator.caPem, { upn, decision });

const rolesOf = async (scope: string) => claimsOf(await sample.appToken(northwind, scope)).roles;

test('v2 grants the registered permissions of the resource and comes back with tenant, scope and state', async () => {
	const end = await answer(consentUrl('v2.0/adminconsent'));
	expect(end.titles).toEqual(['Pick an account', 'Permissions requested']);
	expect(end.fields).toEqual({
		admin_consent: 'True',
		tenant: northwind,
		scope: graphScope,
		state: 'state-1',
	});
	expect(await rolesOf(graphScope)).toEqual(['SecurityAlert.Read.All']);
	expect(await rolesOf(defenderScope)).toBeUndefined();
});

test('the endpoint without v2.0 grants everything that is registered', async () => {
	const end = await answer(consentUrl('adminconsent', northwind, null));
	expect(end.fields).toMatchObject({ admin_consent: 'True', tenant: northwind });
	expect(await rolesOf(graphScope)).toEqual(['SecurityAlert.Read.All']);
	expect(await rolesOf(defenderScope)).toEqual(['Alert.Read.All']);
});

test('/organizations takes the tenant of the account that is picked', async () => {
	const end = await answer(consentUrl('v2.0/adminconsent', 'organizations'));
	expect(end.fields.tenant).toBe(northwind);
});

test('a named scope is a delegated permission: app-only tokens stay without roles', async () => {
	await answer(
		consentUrl('v2.0/adminconsent', northwind, 'https://graph.microsoft.com/SecurityAlert.Read.All'),
	);
	expect(await rolesOf(graphScope)).toBeUndefined();
});

test.each<[string, 'accept' | 'cancel', string, string, string]>([
	['cancelled', 'cancel', admin, 'consent_required', 'AADSTS65004'],
	['not an admin', 'accept', 'uma@northwind.example', 'permission_denied', 'AADSTS90094'],
])('%s: admin_consent=True stays, with an error', async (_name, decision, upn, error, text) => {
	const end = await answer(consentUrl('v2.0/adminconsent'), decision, upn);
	expect(end.fields).toMatchObject({ admin_consent: 'True', error, state: 'state-1' });
	expect(end.fields.error_description).toContain(text);
	const refused = await sample.ask(northwind, { grant_type: 'client_credentials', scope: graphScope });
	expect(refused.json).toMatchObject({ error_codes: [7000229] });
});

test('the Defender API cannot be consented in a tenant without licence', async () => {
	sample.emulator.tenant(northwind).licensedForDefender = false;
	const end = await answer(consentUrl('v2.0/adminconsent', northwind, defenderScope));
	expect(end.fields.error_description).toContain('AADSTS650052');
});

test.each<[string, string, string]>([
	['/common on v2', 'common', 'AADSTS90023'],
	['an unknown tenant', ids.unknown, 'AADSTS90002'],
])('%s is a page', async (_name, segment, text) => {
	const page = await httpsRequest(consentUrl('v2.0/adminconsent', segment), { ca: sample.emulator.caPem });
	expect(page.status).toBe(400);
	expect(page.body).toContain(text);
});

test('a redirect URI that is not registered is never redirected to', async () => {
	const url = consentUrl('v2.0/adminconsent').replace(
		encodeURIComponent(redirectUri),
		'https%3A%2F%2Fother.example',
	);
	const page = await httpsRequest(url, { ca: sample.emulator.caPem });
	expect(page.body).toContain('AADSTS50011');
});
