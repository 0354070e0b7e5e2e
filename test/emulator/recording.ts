import { randomUUID } from 'node:crypto';

import { decodeJwt } from './entra/jwt';
import type { Call } from './http/listen';
import type { HostRole, RecordedRequest, RequestFilter, TokenDetails } from './types';

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

/** Keeps the latest requests, without anything that could be replayed. */
export function createRecorder(maximum: number): Recorder {
	const requests: RecordedRequest[] = [];
	return {
		begin(host, call, time) {
			const recorded = describeCall(host, call, time);
			requests.push(recorded);
			if (requests.length > maximum) requests.shift();
			return recorded;
		},
		all: () => requests,
		clear: () => void requests.splice(0),
	};
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

/** What an access token says, verified or not; undefined when it is no token of the emulator's form. */
export function tokenDetails(token: string): TokenDetails | undefined {
	const claims = decodeJwt(token)?.claims;
	if (!claims || typeof claims.tid !== 'string' || typeof claims.aud !== 'string') return undefined;
	const scopes = typeof claims.scp === 'string' ? claims.scp.split(' ').filter((scope) => scope !== '') : [];
	return {
		tid: claims.tid,
		aud: claims.aud,
		kind: typeof claims.scp === 'string' ? 'delegated' : 'app',
		clientId: textClaim(claims.appid),
		tokenId: textClaim(claims.uti),
		roles: Array.isArray(claims.roles) ? claims.roles.map(String) : [],
		scopes,
		...(typeof claims.upn === 'string' ? { upn: claims.upn } : {}),
	};
}

function textClaim(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function describeCall(host: HostRole, call: Call, time: number): RecordedRequest {
	const bearer = /^bearer\s+(.+)$/i.exec(call.headers.authorization ?? '')?.[1];
	const token = bearer === undefined ? undefined : tokenDetails(bearer);
	const isForm = call.headers['content-type']?.includes('application/x-www-form-urlencoded') ?? false;
	return {
		id: randomUUID(),
		time,
		host,
		method: call.method,
		path: call.url.pathname,
		query: withoutSecrets(call.url.searchParams),
		headers: recordedHeaders(call.headers, token),
		...(isForm ? { form: withoutSecrets(new URLSearchParams(call.body)) } : {}),
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
