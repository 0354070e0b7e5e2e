import { randomUUID } from 'node:crypto';

import { graphResource } from '../entra/resources';
import { withFaults } from '../faults';
import { apiError, type ApiFailure } from '../http/apiError';
import { isAllowed, type Caller, type TokenProblem } from '../http/bearer';
import type { Call } from '../http/listen';
import { secondsUntilAllowed } from '../http/rateLimit';
import type { Outcome, Reply } from '../http/reply';
import { ODataError } from '../odata/errors';
import type { GraphOptions, RecordedRequest } from '../types';
import type { World } from '../world';
import { getAlert, listAlerts } from './alerts';
import { commentAlert, updateAlert } from './alertWrites';
import { listDelegatedAdminCustomers, listDelegatedAdminRelationships } from './delegatedAdmin';
import { runHuntingQuery } from './hunting';
import { getIncident, listIncidentAlerts, listIncidents } from './incidents';
import { commentIncident, updateIncident } from './incidentWrites';

/** A call whose token is verified. */
export interface GraphCall {
	world: World;
	caller: Caller;
	call: Call;
}

interface Operation extends Access {
	run: (call: GraphCall) => Reply;
}

interface Access {
	/** Each suffices, as application or delegated permission. */
	permissions: readonly string[];
	/** What the 403 says is required, where it names more than that. */
	namedAsRequired?: readonly string[];
	/** Where calls are counted by themselves: under which name, and how many a minute. */
	counted?: { alone: string; perMinute: (options: GraphOptions) => number };
}

const readAlerts = {
	permissions: ['SecurityAlert.Read.All', 'SecurityAlert.ReadWrite.All'],
	namedAsRequired: [
		'SecurityAlert.Read.All',
		'SecurityAlert.ReadWrite.All',
		'SecurityIncident.Read.All',
		'SecurityIncident.ReadWrite.All',
	],
};
const writeAlerts = { permissions: ['SecurityAlert.ReadWrite.All'] };
const readIncidents = { permissions: ['SecurityIncident.Read.All', 'SecurityIncident.ReadWrite.All'] };
const writeIncidents = { permissions: ['SecurityIncident.ReadWrite.All'] };
const hunt = {
	permissions: ['ThreatHunting.Read.All'],
	counted: { alone: 'hunting', perMinute: (options: GraphOptions) => options.huntingQueriesPerMinute },
};
const readPartner = {
	permissions: ['DelegatedAdminRelationship.Read.All', 'DelegatedAdminRelationship.ReadWrite.All'],
};

interface Route {
	method: string;
	pattern: RegExp;
	access: Access;
	run: (call: GraphCall, id: string) => Reply;
}

/** A call below `/v1.0/` with the access it needs; `{id}` in its path is what `run` gets. */
function route(method: string, path: string, access: Access, run: Route['run']): Route {
	const pattern = new RegExp(`^/v1\\.0/${path.replace('{id}', '([^/]+)')}$`, 'i');
	return { method, pattern, access, run };
}

/** Later APIs get their line here and a file of their own. */
const routes: readonly Route[] = [
	route('GET', 'security/alerts_v2', readAlerts, listAlerts),
	route('GET', 'security/alerts_v2/{id}', readAlerts, getAlert),
	route('PATCH', 'security/alerts_v2/{id}', writeAlerts, updateAlert),
	route('POST', 'security/alerts_v2/{id}/comments', writeAlerts, commentAlert),
	route('GET', 'security/incidents', readIncidents, listIncidents),
	route('GET', 'security/incidents/{id}', readIncidents, getIncident),
	route('PATCH', 'security/incidents/{id}', writeIncidents, updateIncident),
	route('POST', 'security/incidents/{id}/comments', writeIncidents, commentIncident),
	route('POST', 'security/runHuntingQuery', hunt, runHuntingQuery),
	route('GET', 'security/incidents/{id}/alerts', readIncidents, listIncidentAlerts),
	route('GET', 'tenantRelationships/delegatedAdminCustomers', readPartner, listDelegatedAdminCustomers),
	route(
		'GET',
		'tenantRelationships/delegatedAdminRelationships',
		readPartner,
		listDelegatedAdminRelationships,
	),
];

const tokenMessages: Record<TokenProblem, string> = {
	missing: 'Access token is empty.',
	malformed: 'IDX14100: JWT is not well formed, there are no dots (.).',
	signature: 'Access token validation failure. Invalid signature.',
	audience: 'Access token validation failure. Invalid audience.',
	expired: 'Lifetime validation failed, the token is expired.',
	tenant: 'Access token validation failure. Invalid tenant.',
};

/** Answers a request to Graph's host. */
export async function handleGraph(world: World, call: Call, recorded: RecordedRequest): Promise<Outcome> {
	const clientRequestId = call.headers['client-request-id'] ?? randomUUID();
	const fail = (failure: ApiFailure) => apiError(world, 'graph', { clientRequestId, ...failure });
	const caller = world.identify(world, call.headers.authorization, graphResource);
	if (typeof caller === 'string') return fail(unauthorized(world, tokenMessages[caller]));
	recorded.tenantId = caller.tenant.id;
	const outcome = await withFaults(world, { tenant: caller.tenant, api: 'graph', request: recorded }, () => {
		if (caller.challenged) return fail(claimsChallenge(world));
		return answer({ world, caller, call }, fail);
	});
	if (typeof outcome === 'string') return outcome;
	const ids = { 'request-id': randomUUID(), 'client-request-id': clientRequestId };
	return { ...outcome, headers: { ...ids, ...outcome.headers } };
}

function answer(graphCall: GraphCall, fail: (failure: ApiFailure) => Reply): Reply {
	const { caller, call } = graphCall;
	const operation = findOperation(call);
	const wait = secondsToWait(graphCall, 'run' in operation ? operation.counted : undefined);
	if (wait > 0) {
		const headers = { 'retry-after': String(wait) };
		return fail({ status: 429, code: 'TooManyRequests', message: 'Too many requests.', headers });
	}
	if (!('run' in operation)) return fail(operation);
	const { permissions } = operation;
	if (!isAllowed(caller, { application: permissions, delegated: permissions })) {
		return fail(forbidden(caller, operation));
	}
	try {
		return operation.run(graphCall);
	} catch (error) {
		if (error instanceof ODataError) return fail({ status: 400, code: 'BadRequest', message: error.message });
		throw error;
	}
}

function secondsToWait({ world, caller: { tenant, token } }: GraphCall, counted: Access['counted']): number {
	const { graph } = tenant;
	const key = ['graph', ...(counted ? [counted.alone] : []), token.clientId].join(':');
	const calls = counted?.perMinute(graph) ?? graph.requestsPerMinute;
	const call = { key, now: world.now(), countsRefused: true };
	return secondsUntilAllowed(tenant, call, [{ calls, windowSeconds: 60 }]);
}

/** The operation of a path, or why there is none. */
function findOperation({ method, url }: Call): Operation | ApiFailure {
	const known = routes.filter(({ pattern }) => pattern.test(url.pathname));
	if (known.length === 0) {
		const segment = url.pathname.split('/')[2] ?? url.pathname;
		return { status: 404, code: 'BadRequest', message: `Resource not found for the segment '${segment}'.` };
	}
	const route = known.find((candidate) => candidate.method === method);
	if (!route) {
		return { status: 405, code: 'MethodNotAllowed', message: 'The method is not allowed for this resource.' };
	}
	const id = decodeURIComponent(route.pattern.exec(url.pathname)?.[1] ?? '');
	return { ...route.access, run: (call) => route.run(call, id) };
}

function unauthorized(world: World, message: string): ApiFailure {
	const challenge = `Bearer realm="", authorization_uri="${world.urls.login}/common/oauth2/authorize", client_id="${graphResource.appId}"`;
	return {
		status: 401,
		code: 'InvalidAuthenticationToken',
		message,
		headers: { 'www-authenticate': challenge },
	};
}

/** Continuous access evaluation: the client has to send these claims to the token endpoint. */
function claimsChallenge(world: World): ApiFailure {
	const value = String(Math.floor(world.now() / 1000));
	const claims = Buffer.from(JSON.stringify({ access_token: { nbf: { essential: true, value } } })).toString(
		'base64',
	);
	const header = `Bearer realm="", authorization_uri="${world.urls.login}/common/oauth2/authorize", client_id="${graphResource.appId}", error="insufficient_claims", claims="${claims}"`;
	return {
		status: 401,
		code: 'InvalidAuthenticationToken',
		message:
			'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
		headers: { 'www-authenticate': header },
	};
}

function forbidden({ token }: Caller, { permissions, namedAsRequired = permissions }: Operation): ApiFailure {
	const kind = token.kind === 'app' ? 'roles' : 'scopes';
	const required = namedAsRequired.join(',');
	const held = (token.kind === 'app' ? token.roles : token.scopes).join(',');
	const message = `Missing application ${kind}. API required ${kind}: ${required}, application ${kind}: ${held}.`;
	return { status: 403, code: 'Forbidden', message };
}
