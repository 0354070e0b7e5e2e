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
import { updateAlert, updateAlerts } from './alertWrites';
import { createAlertByReference } from './createAlert';
import { alertDevice, alertDomains, alertFiles, alertIps, alertUser } from './relatedEntities';
import { cancelMachineAction, getMachineAction, getPackageUri, listMachineActions } from './machineActions';
import { getMachine, listMachines, tagMachine } from './machines';
import { respond, responses } from './responses';
import { deleteIndicator, importIndicators, listIndicators, submitIndicator } from './indicators';

/** A call whose token is verified. */
export interface DefenderCall {
	world: World;
	caller: Caller;
	call: Call;
}

/** Each suffices. */
interface Access {
	application: readonly string[];
	delegated: readonly string[];
}

/** Calls of one app that a tenant is answered; the tenant's own settings by default. */
interface Limits {
	perMinute: number;
	perHour?: number;
}

/** What a call needs, and how it is counted. */
interface Terms {
	/** Calls under one name are counted together. */
	counted: string;
	access: Access;
	limits?: Limits;
}

interface Route {
	method: string;
	pattern: RegExp;
	terms: Terms;
	run: (call: DefenderCall, id: string) => Reply;
}

interface Operation {
	terms: Terms;
	run: (call: DefenderCall) => Reply;
}

/** The permissions with these names, as applications and as users have them. */
const access = (...names: string[]): Access => ({
	application: names.map((name) => `${name}.All`),
	delegated: names,
});

const alerts: Terms = { counted: 'alerts', access: access('Alert.Read', 'Alert.ReadWrite') };

/** Changing alerts; the calls are counted each by itself. */
const alertWrite = (counted: string, limits?: Limits): Terms => ({
	counted,
	access: access('Alert.ReadWrite'),
	limits,
});

/** An entity of an alert; these permissions have one name for apps and users. */
const related = (counted: string, permission: string): Terms => ({
	counted,
	access: sameForBoth(permission),
});

/** A permission that has one name for applications and users. */
const sameForBoth = (...names: string[]): Access => ({ application: names, delegated: names });

const readMachines = access('Machine.Read', 'Machine.ReadWrite');

/** The permission that each response needs. */
const responsePermissions: Readonly<Record<string, string>> = {
	isolate: 'Machine.Isolate',
	unisolate: 'Machine.Isolate',
	runAntiVirusScan: 'Machine.Scan',
	restrictCodeExecution: 'Machine.RestrictExecution',
	unrestrictCodeExecution: 'Machine.RestrictExecution',
	collectInvestigationPackage: 'Machine.CollectForensics',
	StopAndQuarantineFile: 'Machine.StopAndQuarantine',
};

const collectPackage: Access = {
	application: readMachines.application,
	delegated: ['Machine.CollectForensics'],
};

const indicators = (counted: string, limits?: Limits): Terms => ({
	counted,
	access: { application: ['Ti.ReadWrite', 'Ti.ReadWrite.All'], delegated: ['Ti.ReadWrite'] },
	limits,
});

/** A call below `/api/`; `{id}` in its path is what `run` gets. */
function route(method: string, path: string, terms: Terms, run: Route['run']): Route {
	const pattern = new RegExp(`^/api/${path.replace('{id}', '([^/]+)')}$`, 'i');
	return { method, pattern, terms, run };
}

/** Later APIs get their line here and a file of their own. */
const routes: readonly Route[] = [
	route('GET', 'alerts', alerts, listAlerts),
	route('GET', 'alerts/{id}', alerts, getAlert),
	route('PATCH', 'alerts/{id}', alertWrite('updateAlert'), updateAlert),
	route(
		'POST',
		'alerts/batchUpdate',
		alertWrite('batchUpdate', { perMinute: 10, perHour: 500 }),
		updateAlerts,
	),
	route(
		'POST',
		'alerts/CreateAlertByReference',
		alertWrite('createAlert', { perMinute: 15 }),
		createAlertByReference,
	),
	route('GET', 'alerts/{id}/files', related('alertFiles', 'File.Read.All'), alertFiles),
	route('GET', 'alerts/{id}/ips', related('alertIps', 'Ip.Read.All'), alertIps),
	route('GET', 'alerts/{id}/domains', related('alertDomains', 'URL.Read.All'), alertDomains),
	route('GET', 'alerts/{id}/user', related('alertUser', 'User.Read.All'), alertUser),
	route('GET', 'alerts/{id}/machine', { counted: 'alertDevice', access: readMachines }, alertDevice),
	route('GET', 'machines', { counted: 'machines', access: readMachines }, listMachines),
	route('GET', 'machines/{id}', { counted: 'machine', access: readMachines }, getMachine),
	route('POST', 'machines/{id}/tags', { counted: 'tags', access: access('Machine.ReadWrite') }, tagMachine),
	...responses.map((response) => {
		const needed = sameForBoth(responsePermissions[response.path] ?? '');
		const terms = { counted: response.path, access: needed };
		return route('POST', `machines/{id}/${response.path}`, terms, respond(response));
	}),
	route('GET', 'machineactions', { counted: 'actions', access: readMachines }, listMachineActions),
	route('GET', 'machineactions/{id}', { counted: 'action', access: readMachines }, getMachineAction),
	route(
		'GET',
		'machineactions/{id}/GetPackageUri',
		{ counted: 'package', access: collectPackage, limits: { perMinute: 2, perHour: 120 } },
		getPackageUri,
	),
	route(
		'POST',
		'machineactions/{id}/cancel',
		{ counted: 'cancel', access: sameForBoth(...new Set(Object.values(responsePermissions))) },
		cancelMachineAction,
	),
	route('GET', 'indicators', indicators('listIndicators'), listIndicators),
	route('POST', 'indicators', indicators('submitIndicator'), submitIndicator),
	route('POST', 'indicators/import', indicators('importIndicators', { perMinute: 30 }), importIndicators),
	route('DELETE', 'indicators/{id}', indicators('deleteIndicator'), deleteIndicator),
];

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
	if (!('run' in operation)) return fail(operation);
	if (!isAllowed(caller, operation.terms.access)) return fail(forbidden(caller, operation.terms.access));
	const throttled = overLimit(world, caller, operation.terms);
	if (throttled) return fail(throttled);
	try {
		return operation.run(defenderCall);
	} catch (error) {
		if (error instanceof ODataError) return fail({ status: 400, code: 'ODataError', message: error.message });
		throw error;
	}
}

/** The operation of a path, or why there is none. */
function findOperation({ method, url }: Call): Operation | ApiFailure {
	const known = routes.filter(({ pattern }) => pattern.test(url.pathname));
	if (known.length === 0) {
		return {
			status: 404,
			code: 'NotFound',
			message: `No HTTP resource was found that matches '${url.pathname}'.`,
		};
	}
	const found = known.find((candidate) => candidate.method === method);
	if (!found) {
		return {
			status: 405,
			code: 'MethodNotAllowed',
			message: `The resource does not support http method '${method}'.`,
		};
	}
	const id = decodeURIComponent(found.pattern.exec(url.pathname)?.[1] ?? '');
	return { terms: found.terms, run: (call) => found.run(call, id) };
}

function overLimit(
	world: World,
	{ tenant, token }: Caller,
	{ counted, limits }: Terms,
): ApiFailure | undefined {
	const requestsPerMinute = limits?.perMinute ?? tenant.defender.requestsPerMinute;
	const requestsPerHour = limits?.perHour ?? tenant.defender.requestsPerHour;
	const wait = secondsUntilAllowed(
		tenant,
		{ key: `defender:${counted}:${token.clientId}`, now: world.now(), countsRefused: false },
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

function forbidden({ token }: Caller, needed: Access): ApiFailure {
	const isApp = token.kind === 'app';
	const kind = isApp ? 'roles' : 'scopes';
	const required = needed[isApp ? 'application' : 'delegated'].join(',');
	const held = (isApp ? token.roles : token.scopes).join(',');
	const message = `Missing application ${kind}. API required ${kind}: ${required}, application ${kind}: ${held}.`;
	return { status: 403, code: 'Forbidden', message };
}
