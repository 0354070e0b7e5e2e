import { withFaults } from '../faults';
import type { Call } from '../http/listen';
import type { Outcome, Reply } from '../http/reply';
import type { FaultApi, RecordedRequest } from '../types';
import type { World } from '../world';
import { handleAdminConsent } from './adminConsent';
import { handleAuthorize, refuseAuthorize } from './authorize';
import { resolveAuthority, type Authority } from './directory';
import { EntraError } from './errors';
import { instanceDiscovery, openIdConfiguration, signingKeys } from './metadata';
import { entraErrorPage, entraReply } from './reply';
import { handleSignInStep } from './signIn';
import { handleToken } from './token';

type EndpointKind = 'token' | 'authorize' | 'adminConsent' | 'signInStep' | 'metadata' | 'keys' | 'instance';

/** Paths behind the tenant segment, lower case. */
const endpoints: ReadonlyMap<string, EndpointKind> = new Map([
	['oauth2/v2.0/token', 'token'],
	['oauth2/token', 'token'],
	['oauth2/v2.0/authorize', 'authorize'],
	['oauth2/authorize', 'authorize'],
	['v2.0/adminconsent', 'adminConsent'],
	['adminconsent', 'adminConsent'],
	['login', 'signInStep'],
	['consent/set', 'signInStep'],
	['v2.0/.well-known/openid-configuration', 'metadata'],
	['.well-known/openid-configuration', 'metadata'],
	['discovery/v2.0/keys', 'keys'],
	['discovery/keys', 'keys'],
	['discovery/instance', 'instance'],
]);

interface Route {
	api?: FaultApi;
	answer: () => Reply;
	refuse: (error: EntraError) => Reply;
}

/** Answers a request to the login host. */
export async function handleLogin(world: World, call: Call, recorded: RecordedRequest): Promise<Outcome> {
	const [, segment = '', rest = ''] = /^\/([^/]*)\/(.*)$/.exec(call.url.pathname) ?? [];
	const asJson = (error: EntraError) => entraReply(world, recorded, error);
	const isPage = /(authorize|adminconsent|login|Consent\/Set)$/i.test(rest);
	const asPage = (error: EntraError) => entraErrorPage(world, recorded, error);
	try {
		const authority = resolveAuthority(world, segment);
		const tenant = authority.kind === 'tenant' ? authority.tenant : undefined;
		if (tenant) recorded.tenantId = tenant.id;
		const route = findRoute(world, call, recorded, { authority, segment, rest });
		if (!route) return asJson(new EntraError(90023, { status: 404, text: `No endpoint '/${rest}'.` }));
		const answer = () => settle(route);
		if (!tenant || !route.api) return answer();
		return await withFaults(world, { tenant, api: route.api, request: recorded }, answer, route.refuse);
	} catch (error) {
		if (error instanceof EntraError) return isPage ? asPage(error) : asJson(error);
		throw error;
	}
}

function settle({ answer, refuse }: Route): Reply {
	try {
		return answer();
	} catch (error) {
		if (error instanceof EntraError) return refuse(error);
		throw error;
	}
}

function findRoute(
	world: World,
	call: Call,
	recorded: RecordedRequest,
	target: { authority: Authority; segment: string; rest: string },
): Route | undefined {
	const { authority, segment } = target;
	const rest = target.rest.toLowerCase();
	const version = rest.includes('v2.0') ? 'v2' : 'v1';
	const asJson = (error: EntraError) => entraReply(world, recorded, error);
	const asPage = (error: EntraError) => entraErrorPage(world, recorded, error);
	const endpoint = { version, segment, authority } as const;
	switch (endpoints.get(rest)) {
		case 'token':
			return { api: 'token', answer: () => handleToken(world, call, recorded, endpoint), refuse: asJson };
		case 'authorize':
			return {
				api: 'authorize',
				answer: () => handleAuthorize(world, call, recorded, endpoint),
				refuse: (error) => refuseAuthorize(world, call, recorded, error),
			};
		case 'adminConsent':
			return { api: 'authorize', answer: () => handleAdminConsent(world, call, endpoint), refuse: asPage };
		case 'signInStep':
			return { answer: () => handleSignInStep(world, call, recorded), refuse: asPage };
		case 'metadata':
			return {
				api: 'metadata',
				answer: () => openIdConfiguration(world, authority, version),
				refuse: asJson,
			};
		case 'keys':
			return { api: 'metadata', answer: () => signingKeys(world), refuse: asJson };
		case 'instance':
			return { answer: () => instanceDiscovery(world), refuse: asJson };
		case undefined:
			return undefined;
	}
}
