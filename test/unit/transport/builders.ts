import type { TokenRequest } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenClient';
import type { Cloud } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { CLOUDS, customCloud } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { Result } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { CallContext } from '../../../nodes/MicrosoftDefenderMssp/transport/apiFailure';
import type { Connection } from '../../../nodes/MicrosoftDefenderMssp/transport/connection';
import type { HttpRequest, HttpResponse } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { createRequestQuota } from '../../../nodes/MicrosoftDefenderMssp/transport/requestQuota';
import { CLIENT_ID, CONTOSO, NOW } from '../core/builders';

export const answer = (
	status: number,
	body: unknown = {},
	headers: Record<string, string> = {},
): HttpResponse => ({ status, headers, body });

/** The error body that Graph and Defender share. */
export const refusal = (code: string, message: string) => ({ error: { code, message } });

export type Answer = HttpResponse | Failure;

export interface Wire {
	sent: HttpRequest[];
	send: Connection['send'];
}

const isFailure = (value: Answer): value is Failure => 'kind' in value;

/** A network that gives the answers in order, the last one over and over, and remembers what was sent. */
export function wire(...answers: Answer[]): Wire {
	return answering((_request, index) => answers[Math.min(index, answers.length - 1)] ?? answer(404));
}

/** No test needs more; without a limit, code that asks without end would hang the whole run. */
const MOST_REQUESTS = 500;

/** A network whose answer depends on the request. */
export function answering(give: (request: HttpRequest, index: number) => Answer | Promise<Answer>): Wire {
	const sent: HttpRequest[] = [];
	return {
		sent,
		send: async (request): Promise<Result<HttpResponse, Failure>> => {
			sent.push(request);
			if (sent.length > MOST_REQUESTS) throw new Error('The requests do not end.');
			const given = await give(request, sent.length - 1);
			return isFailure(given) ? fail(given) : succeed(given);
		},
	};
}

export interface ConnectionOptions extends Partial<Connection> {
	/** Filled with every token request. */
	asked?: TokenRequest[];
	/** Filled with every wait, in milliseconds. */
	waits?: number[];
}

/** A connection whose n-th token is `token-n of <tenant>`, in the global cloud, without real waiting. */
export function connectionOf(
	{ send }: Wire,
	{ asked = [], waits = [], ...part }: ConnectionOptions = {},
): Connection {
	const now = part.now ?? (() => NOW);
	return {
		cloud: CLOUDS.global,
		clientId: CLIENT_ID,
		credentialKey: 'credential',
		tenantIdOrDomain: CONTOSO.id,
		ends: [],
		delegated: false,
		tokens: {
			token: async (request) => {
				asked.push(request);
				const value = `token-${asked.length} of ${request.tenantId}`;
				return await Promise.resolve(succeed({ value, expiresAt: NOW + 3_600_000, mintedAt: NOW }));
			},
		},
		send,
		now,
		serviceNow: now,
		customerNow: part.serviceNow ?? now,
		noteTime: async () => await Promise.resolve(),
		measureClock: async () => await Promise.resolve(succeed(true)),
		sleep: async (ms) => {
			waits.push(ms);
			await Promise.resolve();
		},
		retry: { attempts: 1, longestWaitMs: 0 },
		quota: createRequestQuota(),
		...part,
	};
}

/** A clock that waiting moves on; to be part of a connection. */
export function movingClock() {
	const waits: number[] = [];
	let time = NOW;
	return {
		waits,
		now: () => time,
		sleep: async (ms: number) => {
			waits.push(ms);
			time += ms;
			await Promise.resolve();
		},
	};
}

export const callOf = (connection: Connection, part: Partial<CallContext> = {}): CallContext => ({
	connection,
	tenantId: CONTOSO.id,
	service: 'graph',
	permission: { application: 'SecurityAlert.Read.All', delegated: 'SecurityAlert.Read.All' },
	...part,
});

/** Cloud `custom` with own hosts; loopback over http unless told otherwise. */
export const ownCloud = (part: { graphUrl?: string; defenderUrl?: string; loginUrl?: string } = {}): Cloud =>
	customCloud({
		loginUrl: 'https://127.0.0.1:7001',
		graphUrl: 'http://127.0.0.1:7002',
		defenderUrl: 'http://localhost:7003',
		portalUrl: '',
		...part,
	});

export const authorizationOf = ({ headers }: HttpRequest): string | undefined => headers?.authorization;
