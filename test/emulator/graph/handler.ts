import { randomUUID } from 'node:crypto';

import { graphResource } from '../entra/resources';
import { withFaults } from '../faults';
import { apiError, type ApiFailure } from '../http/apiError';
import { isAllowed, type Caller, type TokenProblem } from '../http/bearer';
import type { Call } from '../http/listen';
import { secondsUntilAllowed } from '../http/rateLimit';
import type { Outcome, Reply } from '../http/reply';
import { ODataError } from '../odata/errors';
import type { RecordedRequest } from '../types';
import type { World } from '../world';
import { getAlert, listAlerts } from './alerts';
import { listDelegatedAdminCustomers, listDelegatedAdminRelationships } from './delegatedAdmin';
import { getIncident, listIncidentAlerts, listIncidents } from './incidents';

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
const readIncidents = { permissions: ['SecurityIncident.Read.All', 'SecurityIncident.ReadWrite.All'] };
const readPartner = {
	permissions: ['DelegatedAdminRelationship.Read.All', 'DelegatedAdminRelationship.ReadWrite.All'],
};

/** Paths with the access they need; `run` gets the id of the path. Later APIs get their line here and a file of their own. */
const routes: ReadonlyArray<{
	pattern: RegExp;
	access: Access;
	run: (call: GraphCall, id: string) => Reply;
}> = [
	{ pattern: /^\/v1\.0\/security\/alerts_v2$/i, access: readAlerts, run: listAlerts },
	{ pattern: /^\/v1\.0\/security\/alerts_v2\/([^/]+)$/i, access: readAlerts, run: getAlert },
	{ pattern: /^\/v1\.0\/security\/incidents$/i, access: readIncidents, run: listIncidents },
	{ pattern: /^\/v1\.0\/security\/incidents\/([^/]+)$/i, access: readIncidents, run: getIncident },
	{
		pattern: /^\/v1\.0\/security\/incidents\/([^/]+)\/alerts$/i,
		access: readIncidents,
		run: listIncidentAlerts,
	},
	{
		pattern: /^\/v1\.0\/tenantRelationships\/delegatedAdminCustomers$/i,
		access: readPartner,
		run: listDelegatedAdminCustomers,
	},
	{
		pattern: /^\/v1\.0\/tenantRelationships\/delegatedAdminRelationships$/i,
		access: readPartner,
		run: listDelegatedAdminRelationships,
	},
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
	const { world, caller, call } = graphCall;
	const wait = secondsUntilAllowed(
		caller.tenant,
		{ key: `graph:${caller.token.clientId}`, now: world.now(), countsRefused: true },
		[{ calls: caller.tenant.graph.requestsPerMinute, windowSeconds: 60 }],
	);
	if (wait > 0) {
		const headers = { 'retry-after': String(wait) };
		return fail({ status: 429, code: 'TooManyRequests', message: 'Too many requests.', headers });
	}
	const operation = findOperation(call);
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

/** The operation of a path, or why there is none. */
function findOperation({ method, url }: Call): Operation | ApiFailure {
	const operation = operationOf(url.pathname);
	if (!operation) {
		const segment = url.pathname.split('/')[2] ?? url.pathname;
		return { status: 404, code: 'BadRequest', message: `Resource not found for the segment '${segment}'.` };
	}
	if (method !== 'GET') {
		return { status: 405, code: 'MethodNotAllowed', message: 'The method is not allowed for this resource.' };
	}
	return operation;
}

function operationOf(path: string): Operation | undefined {
	for (const { pattern, access, run } of routes) {
		const match = pattern.exec(path);
		if (match) return { ...access, run: (call) => run(call, decodeURIComponent(match[1] ?? '')) };
	}
	return undefined;
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
