import { handleDefender } from './defender/handler';
import { defenderResource, graphResource, type ApiResource } from './entra/resources';
import { handleGraph } from './graph/handler';
import { bearerOf, type Identify } from './http/bearer';
import { jsonCopy } from './http/jsonCopy';
import type { Call } from './http/listen';
import { httpDate, type Reply } from './http/reply';
import { answerRecorded } from './recording';
import { steering } from './steering';
import type { EmulatorControls, EmulatorOptions, TokenDetails } from './types';
import { createWorld, type World } from './world';

export interface DirectOptions extends Pick<EmulatorOptions, 'now' | 'maxRecordedRequests'> {
	/** Origins that requests may go to. Default: those of the global cloud. */
	urls?: { graph: string; defender: string };
}

export interface DirectRequest {
	/** Default: GET. */
	method?: string;
	url: string;
	headers?: Record<string, string>;
	body?: string;
}

/** An answer; header names are in lower case, and the body is parsed where it is JSON. */
export interface DirectAnswer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

/** Graph and Defender without sockets, certificates and signatures. */
export interface DirectEmulator extends EmulatorControls {
	/** Rejects for hosts that are not the emulator's. Of a call that would hang or be reset it tells so at once. */
	request(request: DirectRequest): Promise<DirectAnswer | 'hang' | 'reset'>;
}

const apis = {
	graph: { resource: graphResource, handler: handleGraph },
	defender: { resource: defenderResource, handler: handleDefender },
} as const;

/**
 * An emulator for tests of many thousand requests. `Authorization: Bearer direct:<tenant id>` is an app-only token of
 * the tenant with all application permissions; Entra ID is not there. The limits of calls hold here as well: raise
 * `requestsPerMinute` and `requestsPerHour` of the tenant. The latest 1,000 requests are recorded (0 records none).
 */
export function createDirectEmulator(options: DirectOptions = {}): DirectEmulator {
	const {
		urls = { graph: 'https://graph.microsoft.com', defender: 'https://api.securitycenter.microsoft.com' },
	} = options;
	const world = createWorld(
		{ now: options.now, maxRecordedRequests: options.maxRecordedRequests ?? 1000 },
		{
			urls: { login: '', ...urls },
			signingKey: () => {
				throw new Error('the emulator without sockets issues no tokens');
			},
			identify,
			readToken: (bearer, host) => (host === 'login' ? undefined : directToken(bearer, apis[host].resource)),
		},
	);
	return {
		graphUrl: urls.graph,
		defenderUrl: urls.defender,
		...steering(world),
		async request(request) {
			const call = callOf(request);
			const api = apiOf(world, call.url);
			const outcome = await answerRecorded(world, api, call, apis[api].handler);
			if (typeof outcome === 'string') return outcome;
			const headers = { date: httpDate(world.now()), ...lowerCaseNames(outcome.headers) };
			return { status: outcome.status, headers, body: readBody(outcome, call.method) };
		},
	};
}

const identify: Identify = (world, authorization, resource) => {
	const bearer = bearerOf(authorization);
	if (bearer === undefined) return 'missing';
	const token = directToken(bearer, resource);
	if (!token) return 'malformed';
	const tenant = world.tenants.get(token.tid);
	return tenant ? { tenant, token, challenged: false } : 'tenant';
};

function directToken(bearer: string, { uris, application }: ApiResource): TokenDetails | undefined {
	const tid = /^direct:(.+)$/.exec(bearer)?.[1]?.toLowerCase();
	if (tid === undefined) return undefined;
	return {
		tid,
		aud: uris[0] ?? '',
		kind: 'app',
		clientId: 'direct',
		tokenId: bearer,
		roles: [...application],
		scopes: [],
	};
}

function callOf({ method = 'GET', url, headers = {}, body = '' }: DirectRequest): Call {
	return { method, url: new URL(url), headers: lowerCaseNames(headers), body };
}

/** `https://localhost` is the other host of a nextLink (`nextLinkOrigin: 'alias'`); both APIs share it here. */
function apiOf({ urls }: World, { origin, pathname }: URL): keyof typeof apis {
	if (origin === urls.graph) return 'graph';
	if (origin === urls.defender) return 'defender';
	if (origin === 'https://localhost') return pathname.startsWith('/v1.0/') ? 'graph' : 'defender';
	throw new Error(`the emulator has no host ${origin}`);
}

function readBody({ body }: Reply, method: string): unknown {
	if (method === 'HEAD') return '';
	return typeof body === 'string' ? parsedJson(body) : jsonCopy(body.json);
}

function lowerCaseNames(headers: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not JSON: the client gets the text.
		return text;
	}
}
