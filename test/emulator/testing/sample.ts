import { randomBytes } from 'node:crypto';

import { startEmulator, type App, type Emulator, type EmulatorOptions, type Tenant } from '../index';
import { httpsRequest, postForm, type HttpsAnswer } from './httpsRequest';
import { signIn } from './signIn';

export const ids = {
	home: '10000000-0000-4000-8000-000000000001',
	contoso: '2c000000-0000-4000-8000-000000000002',
	fabrikam: '30000000-0000-4000-8000-000000000003',
	unknown: '90000000-0000-4000-8000-000000000009',
	app: 'a0000000-0000-4000-8000-00000000000a',
} as const;

export const graphScope = 'https://graph.microsoft.com/.default';
export const defenderScope = 'https://api.securitycenter.microsoft.com/.default';
export const redirectUri = 'https://n8n.example/rest/oauth2-credential/callback';
export const analyst = 'kim@mssp.example';

/** An MSSP with two customers, one multi-tenant app consented in both, and an analyst who is a guest of both. */
export interface Sample {
	emulator: Emulator;
	app: App;
	home: Tenant;
	contoso: Tenant;
	fabrikam: Tenant;
	secret: string;
	/** The emulator's clock, in milliseconds. */
	clock: { now: number };
	ask(tenant: string, fields: Record<string, string>, path?: string): Promise<HttpsAnswer>;
	appToken(tenant: string, scope: string): Promise<string>;
	/** Signs a user in, the analyst by default, as a browser does; gives what the redirect carries. */
	walk(tenant: string, parameters?: AuthorizeParameters, upn?: string): ReturnType<typeof signIn>;
	/** The code that signing the analyst in gives. */
	codeFor(tenant: string, parameters?: AuthorizeParameters): Promise<string>;
	redeem(tenant: string, code: string, fields?: Record<string, string>): Promise<HttpsAnswer>;
	/** Signs the analyst in and redeems the code; gives the token answer. */
	delegatedTokens(tenant: string, scope: string): Promise<Record<string, string>>;
	graph(path: string, token: string, headers?: Record<string, string>): Promise<HttpsAnswer>;
	defender(path: string, token: string): Promise<HttpsAnswer>;
}

/** What differs from {@link authorizeUrl}'s usual parameters; null takes one away. */
type AuthorizeParameters = Record<string, string | null>;

export async function startSample(options: EmulatorOptions = {}): Promise<Sample> {
	const clock = { now: Date.now() };
	const emulator = await startEmulator({ now: () => clock.now, ...options });
	const secret = randomBytes(24).toString('base64url');
	const home = emulator.addTenant({ id: ids.home, displayName: 'Example MSSP', domains: ['mssp.example'] });
	const contoso = emulator.addTenant({
		id: ids.contoso,
		displayName: 'Contoso',
		domains: ['contoso.example'],
	});
	const fabrikam = emulator.addTenant({
		id: ids.fabrikam,
		displayName: 'Fabrikam',
		domains: ['fabrikam.example'],
	});
	const app = emulator.addApp({
		clientId: ids.app,
		displayName: 'Alert Forwarder',
		secrets: [{ value: secret }],
		redirectUris: [redirectUri],
		homeTenantId: ids.home,
	});
	home.addUser({ upn: analyst, displayName: 'Kim Analyst' });
	for (const tenant of [contoso, fabrikam]) {
		tenant.addUser({ upn: analyst, displayName: 'Kim Analyst', guestOf: ids.home });
		tenant.consent(ids.app, {
			application: ['SecurityAlert.Read.All', 'Alert.Read.All'],
			delegated: ['SecurityAlert.Read.All', 'Alert.Read'],
		});
	}
	return { emulator, app, home, contoso, fabrikam, secret, clock, ...clients(emulator, secret) };
}

function clients(emulator: Emulator, secret: string) {
	const { caPem: ca, loginUrl } = emulator;
	const ask = (tenant: string, fields: Record<string, string>, path = 'oauth2/v2.0/token') =>
		postForm(`${loginUrl}/${tenant}/${path}`, ca, { client_id: ids.app, client_secret: secret, ...fields });
	const get = (url: string, token: string, headers: Record<string, string> = {}) =>
		httpsRequest(url, { ca, headers: { authorization: `Bearer ${token}`, ...headers } });
	const walk: Sample['walk'] = (tenant, parameters, upn = analyst) =>
		signIn(authorizeUrl(loginUrl, tenant, parameters), ca, { upn });
	const codeFor: Sample['codeFor'] = async (tenant, parameters) =>
		textOf((await walk(tenant, parameters)).fields, 'code');
	const redeem: Sample['redeem'] = (tenant, code, fields = {}) =>
		ask(tenant, { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...fields });
	return {
		ask,
		walk,
		codeFor,
		redeem,
		async appToken(tenant: string, scope: string) {
			const { json } = await ask(tenant, { grant_type: 'client_credentials', scope });
			return textOf(json, 'access_token');
		},
		async delegatedTokens(tenant: string, scope: string) {
			const answer = await redeem(tenant, await codeFor(tenant, { scope }));
			// SAFETY: tests look at single fields and fail on those that are missing.
			return answer.json as Record<string, string>;
		},
		graph: (path: string, token: string, headers?: Record<string, string>) =>
			get(`${emulator.graphUrl}${path}`, token, headers),
		defender: (path: string, token: string) => get(`${emulator.defenderUrl}${path}`, token),
	};
}

/** An authorize URL as n8n builds it, with some parameters changed (null takes one away). */
export function authorizeUrl(
	loginUrl: string,
	tenant: string,
	parameters: AuthorizeParameters = {},
	path = 'oauth2/v2.0/authorize',
): string {
	const all: Record<string, string | null> = {
		client_id: ids.app,
		response_type: 'code',
		redirect_uri: redirectUri,
		response_mode: 'query',
		scope: `openid offline_access ${graphScope}`,
		state: 'state-1',
		...parameters,
	};
	const given = Object.entries(all).flatMap(([name, value]) =>
		value === null ? [] : [[name, value] as [string, string]],
	);
	return `${loginUrl}/${tenant}/${path}?${new URLSearchParams(given).toString()}`;
}

/** A text property of a JSON answer; throws when it is not there. */
export function textOf(json: unknown, property: string): string {
	const value: unknown = Object.entries(Object(json) as Record<string, unknown>).find(
		([name]) => name === property,
	)?.[1];
	if (typeof value !== 'string') throw new Error(`no '${property}' in ${JSON.stringify(json)}`);
	return value;
}

/** Claims of a JWT, not verified. */
export function claimsOf(token: string): Record<string, unknown> {
	// SAFETY: tests compare single claims and fail on those that are missing.
	return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
		string,
		unknown
	>;
}

/** The alert ids of a list answer, in order. */
export function alertIds(answer: HttpsAnswer): string[] {
	// SAFETY: a list answer; anything else makes the test fail with a TypeError.
	return (answer.json as { value: Array<{ id: string }> }).value.map(({ id }) => id);
}

/** The rows of a list answer. */
export function rowsOf(answer: HttpsAnswer): unknown[] {
	// SAFETY: as for alertIds.
	return (answer.json as { value: unknown[] }).value;
}

/** The link to the next page, if the answer has one. */
export function nextLinkOf(answer: HttpsAnswer): string | undefined {
	// SAFETY: a list answer; undefined when the property is missing.
	return (answer.json as { '@odata.nextLink'?: string })['@odata.nextLink'];
}
