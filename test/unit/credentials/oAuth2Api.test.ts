import { MicrosoftDefenderMsspOAuth2Api } from '../../../credentials/MicrosoftDefenderMsspOAuth2Api.credentials';
import { readCredentialSettings } from '../../../nodes/MicrosoftDefenderMssp/auth/credentialSettings';
import type { AccessLevel } from '../../../nodes/MicrosoftDefenderMssp/auth/scopes';
import { DELEGATED_PERMISSIONS } from '../../../nodes/MicrosoftDefenderMssp/auth/scopes';
import type { Cloud } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { randomSecret } from '../auth/builders';
import { CLIENT_ID, CONTOSO } from '../core/builders';
import { PINNED, resolveCredential, resolveForTest } from './resolve';

const type = new MicrosoftDefenderMsspOAuth2Api();
const clouds = Object.values(CLOUDS);
const LEVELS = ['read', 'update', 'respond'] as const;
const ACCESS = ['graph', 'defender', 'both'] as const;
type Access = (typeof ACCESS)[number];

const resolve = (stored: JsonObject) =>
	resolveCredential(type.properties, { tenantId: CONTOSO.id, ...stored });

const cases = clouds.flatMap((cloud) => ACCESS.map((access) => [cloud.name, access, cloud] as const));

/** The APIs' scopes by name of the cloud's own audiences; what a cloud does not offer is not asked for. */
function expectedScopes(
	{ graph, defender }: Pick<Cloud, 'graph' | 'defender'>,
	access: Access,
	level: AccessLevel = 'read',
): string[] {
	const names = DELEGATED_PERMISSIONS[level];
	const forGraph = names.graph.map((name) => `${graph.audience}/${name}`);
	const forDefender = defender && names.defender.map((name) => `${defender.audience}/${name}`);
	const wanted = {
		graph: forGraph,
		defender: forDefender ?? forGraph,
		both: [...forGraph, ...(forDefender ?? [])],
	};
	return ['openid', 'profile', 'offline_access', ...wanted[access]];
}

describe('the connect flow of the OAuth2 credential', () => {
	it.each(cases)(
		'in cloud %s with access to %s goes to the addresses of the table of clouds',
		(name, access, cloud) => {
			const resolved = resolve({ cloud: name, access });
			expect(resolved).toMatchObject({
				authUrl: `${cloud.loginUrl}/${CONTOSO.id}/oauth2/v2.0/authorize`,
				accessTokenUrl: `${cloud.loginUrl}/${CONTOSO.id}/oauth2/v2.0/token`,
				grantType: 'authorizationCode',
				authentication: 'body',
				usePkce: true,
				authQueryParameters: 'response_mode=query&prompt=select_account',
			});
		},
	);

	it.each(cases)(
		'in cloud %s asks for access to %s, each scope once, and for a refresh token',
		(name, access, cloud) => {
			const { scope } = resolve({ cloud: name, access });
			expect(String(scope).split(' ')).toEqual(expectedScopes(cloud, access));
		},
	);

	it.each(ACCESS)(
		'with own hosts goes to the own login host and asks for access to %s of Microsoft’s APIs',
		(access) => {
			const resolved = resolve({ cloud: 'custom', access, loginUrl: 'https://login.proxy.example/' });
			expect(resolved.authUrl).toBe(`https://login.proxy.example/${CONTOSO.id}/oauth2/v2.0/authorize`);
			expect(resolved.accessTokenUrl).toBe(`https://login.proxy.example/${CONTOSO.id}/oauth2/v2.0/token`);
			expect(String(resolved.scope).split(' ')).toEqual(expectedScopes(CLOUDS.global, access));
		},
	);

	it.each(
		cases.flatMap(([name, access, cloud]) => LEVELS.map((level) => [name, access, level, cloud] as const)),
	)('in cloud %s asks for access to %s at level %s', (name, access, accessLevel, cloud) => {
		const { scope } = resolve({ cloud: name, access, accessLevel });
		expect(String(scope).split(' ')).toEqual(expectedScopes(cloud, access, accessLevel));
	});

	it('asks for custom scopes as typed, and for what a sign-in needs', () => {
		const { scope } = resolve({
			accessLevel: 'custom',
			customScopes: '  https://a.example/X \n https://a.example/Y ',
		});
		expect(scope).toBe('openid profile offline_access https://a.example/X https://a.example/Y');
	});

	it('goes to the global cloud for Graph where nothing was chosen', () => {
		const { authUrl, scope } = resolve({});
		expect(authUrl).toBe(`https://login.microsoftonline.com/${CONTOSO.id}/oauth2/v2.0/authorize`);
		expect(String(scope).split(' ')).toEqual(expectedScopes(CLOUDS.global, 'graph'));
	});

	it('goes to Microsoft in a Microsoft cloud although own hosts are left over from an earlier choice', () => {
		const { accessTokenUrl } = resolve({ cloud: 'global', loginUrl: 'https://evil.example' });
		expect(accessTokenUrl).toBe(`https://login.microsoftonline.com/${CONTOSO.id}/oauth2/v2.0/token`);
	});

	it('lets no stored value redirect it', () => {
		const stored = Object.fromEntries(PINNED.map((name) => [name, 'https://evil.example']));
		expect(JSON.stringify(resolve({ ...stored, cloud: 'global' }))).not.toContain('evil.example');
	});

	it.each([...PINNED, 'scope', 'authQueryParameters'])(
		'hides field %s, so that nobody can change it by mistake',
		(name) => {
			expect(type.properties.find((property) => property.name === name)?.type).toBe('hidden');
		},
	);

	it('takes blanks around the tenant away', () => {
		expect(resolve({ tenantId: ` ${CONTOSO.id}\n` }).accessTokenUrl).toBe(
			`https://login.microsoftonline.com/${CONTOSO.id}/oauth2/v2.0/token`,
		);
	});

	it.each([
		'https://login.proxy.example',
		'https://login.proxy.example/',
		'https://login.proxy.example:8443',
		'http://127.0.0.1:7001/',
		' https://login.proxy.example ',
	])('goes to the same login host as the nodes when %j was typed', (loginUrl) => {
		const hosts = { graphUrl: 'https://g.example', defenderUrl: 'https://d.example' };
		const resolved = resolve({ cloud: 'custom', loginUrl, ...hosts });
		const settings = readCredentialSettings({
			...resolved,
			clientId: CLIENT_ID,
			clientSecret: randomSecret(),
		});
		const login = settings.ok ? settings.value.cloud.loginUrl : settings.failure.cause;
		expect(resolved.accessTokenUrl).toBe(`${login}/${CONTOSO.id}/oauth2/v2.0/token`);
	});
});

describe('the test of the OAuth2 credential', () => {
	const request = (stored: JsonObject) => {
		const data = resolve(stored);
		const { baseURL = '', url = '' } = type.test.request;
		return resolveForTest(baseURL, data) + resolveForTest(url, data);
	};
	const graphTest = ({ graph }: Pick<Cloud, 'graph'>) => `${graph.url}/v1.0/security/alerts_v2?$top=1`;

	it.each(cases)(
		'in cloud %s with access to %s reads one alert from an API that the sign-in is for',
		(name, access, cloud) => {
			const expected =
				access === 'defender' && cloud.defender !== undefined
					? `${cloud.defender.url}/api/alerts?$top=1`
					: graphTest(cloud);
			expect(request({ cloud: name, access })).toBe(expected);
		},
	);

	it('with own hosts reads from them', () => {
		const own = { cloud: 'custom', graphUrl: 'https://g.example/', defenderUrl: 'https://d.example:8443' };
		expect(request({ ...own, access: 'graph' })).toBe('https://g.example/v1.0/security/alerts_v2?$top=1');
		expect(request({ ...own, access: 'both' })).toBe('https://g.example/v1.0/security/alerts_v2?$top=1');
		expect(request({ ...own, access: 'defender' })).toBe('https://d.example:8443/api/alerts?$top=1');
	});
});
