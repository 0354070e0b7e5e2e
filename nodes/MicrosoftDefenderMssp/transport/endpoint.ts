import type { Service } from '../core/clouds';
import { apiHost } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { HttpMethod } from '../core/http';
import type { JsonObject } from '../core/json';
import { pathSegment, withQuery } from '../core/odata';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { CallContext, Permission } from './apiFailure';
import { apiCall } from './apiRequest';
import type { Connection } from './connection';
import type { RequestLimits } from './requestQuota';
import { quotaKey } from './requestQuota';

/** One call that an API offers, with what it needs. The node's messages and docs/operations.md are made from it. */
export interface Endpoint {
	service: Service;
	method: HttpMethod;
	/** Below the API's host, with the parts that vary in braces: `/api/alerts/{id}`. */
	path: string;
	permission: Permission;
	/** What one app may ask for in one tenant. */
	limits: RequestLimits;
	/** The limits are this call's own; else all calls to the service share them. */
	countsAlone?: true;
	/** A POST that only reads, so that it may be sent again. */
	onlyReads?: true;
	/** Milliseconds that the service takes at most; half a minute by default. */
	timeoutMs?: number;
}

export interface EndpointValues {
	/** By the names in the path. */
	path?: Record<string, string>;
	query?: Record<string, string | undefined>;
	body?: JsonObject;
}

/** Longer than this is not waited for; hours, for a quota of an hour, would look like a node that hangs. */
const LONGEST_WAIT_MS = 65_000;

/**
 * Calls an endpoint in one tenant, within its limits: waits its turn where it would go over them by a minute, and fails as
 * `throttled` where it would by more. See `apiCall` for the rest.
 */
export async function callEndpoint(
	endpoint: Endpoint,
	{ path = {}, query = {}, body }: EndpointValues,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject, Failure>> {
	const { service, method, countsAlone, onlyReads = false, timeoutMs } = endpoint;
	const host = apiHost(connection.cloud, service);
	if (!host.ok) return host;
	const alone = countsAlone && `${method} ${endpoint.path}`;
	const turn = await waitTurn(endpoint, connection, tenantId, alone);
	if (!turn.ok) return turn;
	const url = withQuery(`${host.value.url}${filled(endpoint.path, path)}`, query);
	const isWrite = method !== 'GET' && !onlyReads;
	return await apiCall(
		{ method, url, body, isWrite, timeoutMs },
		endpointContext(endpoint, connection, tenantId),
	);
}

/** Waits until a call keeps within the service's limits, and counts it; `alone` names a call with limits of its own. */
export async function waitTurn(
	{ service, limits }: Pick<Endpoint, 'service' | 'limits'>,
	connection: Connection,
	tenantId: string,
	alone?: string,
): Promise<Result<undefined, Failure>> {
	const key = quotaKey(connection, tenantId, service, alone);
	for (;;) {
		const wait = connection.quota.wait(key, limits, connection.now());
		if (wait === 0) return succeed(undefined);
		if (wait > LONGEST_WAIT_MS) return fail(usedUp(wait));
		await connection.sleep(wait);
	}
}

/** What a call of this endpoint needs to know. */
export const endpointContext = (
	{ service, permission }: Endpoint,
	connection: Connection,
	tenantId: string,
): CallContext => ({ connection, tenantId, service, permission });

function filled(path: string, values: Record<string, string>): string {
	return path.replaceAll(/\{(\w+)\}/g, (_braced, name: string) => pathSegment(values[name] ?? ''));
}

const usedUp = (wait: number): Failure => ({
	kind: 'throttled',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The requests that Microsoft allows this app in this tenant are used up for now.',
	remedy: 'Nothing was sent. Run it again later, or for fewer items at a time.',
	retryAfterMs: wait,
});
