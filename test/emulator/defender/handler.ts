import { defenderResource } from '../entra/resources';
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

/** A call whose token is verified. */
export interface DefenderCall {
	world: World;
	caller: Caller;
	call: Call;
}

type Operation = (call: DefenderCall) => Reply;

const alertPermissions = {
	application: ['Alert.Read.All', 'Alert.ReadWrite.All'],
	delegated: ['Alert.Read', 'Alert.ReadWrite'],
};

const tokenReasons: Record<TokenProblem, string> = {
	missing: 'Missing or empty authorization header',
	malformed: 'Token is malformed',
	signature: 'Token signature is invalid',
	audience: 'Invalid audience',
	expired: 'Token is expired',
	tenant: 'Account is not provisioned',
};

/** Answers a request to the Defender host. */
export async function handleDefender(world: World, call: Call, recorded: RecordedRequest): Promise<Outcome> {
	const caller = world.identify(world, call.headers.authorization, defenderResource);
	if (typeof caller === 'string') return apiError(world, 'defender', unauthorized(tokenReasons[caller]));
	recorded.tenantId = caller.tenant.id;
	return await withFaults(world, { tenant: caller.tenant, api: 'defender', request: recorded }, () =>
		answer({ world, caller, call }),
	);
}

function answer(defenderCall: DefenderCall): Reply {
	const { world, caller, call } = defenderCall;
	const fail = (failure: ApiFailure) => apiError(world, 'defender', failure);
	if (!caller.tenant.licensedForDefender) return fail(unauthorized('Account mode is inactive'));
	const operation = findOperation(call);
	if (typeof operation !== 'function') return fail(operation);
	if (!isAllowed(caller, alertPermissions)) return fail(forbidden(caller));
	const throttled = overLimit(world, caller);
	if (throttled) return fail(throttled);
	try {
		return operation(defenderCall);
	} catch (error) {
		if (error instanceof ODataError) return fail({ status: 400, code: 'ODataError', message: error.message });
		throw error;
	}
}

/** The operation of a path, or why there is none. Later Defender APIs get their line here and a file of their own. */
function findOperation({ method, url }: Call): Operation | ApiFailure {
	const alerts = /^\/api\/alerts(?:\/([^/]+))?$/i.exec(url.pathname);
	if (!alerts) {
		return {
			status: 404,
			code: 'NotFound',
			message: `No HTTP resource was found that matches '${url.pathname}'.`,
		};
	}
	if (method !== 'GET') {
		return {
			status: 405,
			code: 'MethodNotAllowed',
			message: `The resource does not support http method '${method}'.`,
		};
	}
	const id = alerts[1];
	return id === undefined ? listAlerts : (call) => getAlert(call, decodeURIComponent(id));
}

function overLimit(world: World, { tenant, token }: Caller): ApiFailure | undefined {
	const { requestsPerMinute, requestsPerHour } = tenant.defender;
	const wait = secondsUntilAllowed(
		tenant,
		{ key: `defender:alerts:${token.clientId}`, now: world.now(), countsRefused: false },
		[
			{ calls: requestsPerMinute, windowSeconds: 60 },
			{ calls: requestsPerHour, windowSeconds: 3600 },
		],
	);
	if (wait === 0) return undefined;
	const message = `Request was throttled: more than ${requestsPerMinute} calls per minute or ${requestsPerHour} per hour.`;
	return { status: 429, code: 'TooManyRequests', message, headers: { 'retry-after': String(wait) } };
}

function unauthorized(reason: string): ApiFailure {
	return {
		status: 401,
		code: 'Unauthorized',
		message: `Unauthorized request - reason of failure: ${reason}`,
	};
}

function forbidden({ token }: Caller): ApiFailure {
	const isApp = token.kind === 'app';
	const kind = isApp ? 'roles' : 'scopes';
	const required = alertPermissions[isApp ? 'application' : 'delegated'].join(',');
	const held = (isApp ? token.roles : token.scopes).join(',');
	const message = `Missing application ${kind}. API required ${kind}: ${required}, application ${kind}: ${held}.`;
	return { status: 403, code: 'Forbidden', message };
}
