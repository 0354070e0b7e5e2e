import { randomUUID } from 'node:crypto';

import { jsonBody } from './http/jsonBody';
import type { Call } from './http/listen';
import { httpDate, type Outcome, type Reply } from './http/reply';
import type { HostRole, RecordedRequest, RequestFilter, TokenDetails } from './types';
import type { World } from './world';

/** What the bearer token of a call to a host says; undefined when that cannot be read. */
export type ReadToken = (bearer: string, host: HostRole) => TokenDetails | undefined;

export interface Recorder {
	begin(host: HostRole, call: Call, time: number): RecordedRequest;
	all(): readonly RecordedRequest[];
	clear(): void;
}

/** Fields whose value is a secret or grants access, wherever they appear (form or query). */
const secretFields: Readonly<Record<string, string>> = {
	client_secret: '<client secret>',
	client_assertion: '<client assertion>',
	refresh_token: '<refresh token>',
	code: '<authorization code>',
	code_verifier: '<code verifier>',
	access_token: '<access token>',
	password: '<password>',
	assertion: '<assertion>',
};

/** Keeps the latest requests (none for a maximum of 0), without anything that could be replayed. */
export function createRecorder(maximum: number, readToken: ReadToken): Recorder {
	const requests: RecordedRequest[] = [];
	return {
		begin(host, call, time) {
			const recorded = describeCall(host, call, time, readToken);
			requests.push(recorded);
			// Dropped many at a time: to move a long list for each request would cost more than the request.
			if (requests.length >= 2 * maximum) requests.splice(0, requests.length - maximum);
			return recorded;
		},
		all: () => requests.slice(Math.max(0, requests.length - maximum)),
		clear: () => void requests.splice(0),
	};
}

export type Handler = (world: World, call: Call, recorded: RecordedRequest) => Promise<Outcome>;

/** Answers a call of a host and records it with its status. */
export async function answerRecorded(
	world: World,
	role: HostRole,
	call: Call,
	handler: Handler,
): Promise<Outcome> {
	const recorded = world.recorder.begin(role, call, world.now());
	const outcome = await handler(world, call, recorded);
	if (typeof outcome === 'string') return outcome;
	recorded.status = outcome.status;
	return dated(outcome, world, role, recorded);
}

/** The answer by the clock of its tenant's API, where that goes wrong. */
function dated(reply: Reply, world: World, role: HostRole, { token }: RecordedRequest): Reply {
	const tenant = role === 'login' || token === undefined ? undefined : world.tenants.get(token.tid);
	const skew = tenant === undefined || role === 'login' ? 0 : tenant[role].dateSkewMs;
	return skew === 0 ? reply : { ...reply, headers: { date: httpDate(world.now() + skew), ...reply.headers } };
}

/** Whether a request has every property of the filter. */
export function matches(request: RecordedRequest, filter: RequestFilter): boolean {
	const { path, tenantId, tokenTenantId } = filter;
	const pathMatches =
		path === undefined || (typeof path === 'string' ? request.path === path : path.test(request.path));
	const wanted: Array<[unknown, unknown]> = [
		[filter.host, request.host],
		[filter.method, request.method],
		[filter.status, request.status],
		[tenantId?.toLowerCase(), request.tenantId],
		[tokenTenantId?.toLowerCase(), request.token?.tid],
	];
	return pathMatches && wanted.every(([value, actual]) => value === undefined || value === actual);
}

function describeCall(host: HostRole, call: Call, time: number, readToken: ReadToken): RecordedRequest {
	const bearer = /^bearer\s+(.+)$/i.exec(call.headers.authorization ?? '')?.[1];
	const token = bearer === undefined ? undefined : readToken(bearer, host);
	const isForm = call.headers['content-type']?.includes('application/x-www-form-urlencoded') ?? false;
	const sent = jsonBody(call);
	return {
		id: randomUUID(),
		time,
		host,
		method: call.method,
		path: call.url.pathname,
		query: withoutSecrets(call.url.searchParams),
		headers: recordedHeaders(call.headers, token),
		...(isForm ? { form: withoutSecrets(new URLSearchParams(call.body)) } : {}),
		...(sent === undefined ? {} : { body: sent }),
		...(token ? { token } : {}),
		status: 0,
	};
}

function recordedHeaders(headers: Record<string, string>, token?: TokenDetails): Record<string, string> {
	const recorded = { ...headers };
	const { authorization } = headers;
	if (authorization !== undefined) {
		const scheme = authorization.split(' ')[0]?.toLowerCase();
		const kind = scheme === 'basic' ? 'Basic' : 'Bearer';
		recorded.authorization = `${kind} <${token ? `token ${token.tokenId}` : 'unreadable'}>`;
	}
	for (const name of ['cookie', 'proxy-authorization']) if (name in recorded) recorded[name] = '<hidden>';
	return recorded;
}

function withoutSecrets(fields: URLSearchParams): Record<string, string> {
	const entries = [...fields].map(
		([name, value]) => [name, secretFields[name.toLowerCase()] ?? value] as const,
	);
	return Object.fromEntries(entries);
}
