import type { AccessToken } from '../auth/tokenClient';
import type { Failure } from '../core/failure';
import type { HttpMethod, HttpResponse } from '../core/http';
import type { JsonObject } from '../core/json';
import { isJsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { retryDelay } from '../core/retry';
import type { CallContext } from './apiFailure';
import { apiFailure } from './apiFailure';
import { challengedClaims } from './claimsChallenge';
import { checkHost } from './hosts';
import { isRefusedUndone, maybeDone } from './writeFailure';

/** A poll has less than a minute; an answer that takes longer than this is asked for in smaller parts. */
const TIMEOUT_MS = 30_000;
/** Bounds how often a tenant that lacks a permission costs a token request. */
const CONSENT_AGE_MS = 5 * 60_000;

export interface ApiRequest {
	method: HttpMethod;
	url: string;
	body?: JsonObject;
	/** It changes something, so that it is sent again only if it was refused undone. */
	isWrite: boolean;
	/** Milliseconds; half a minute by default. */
	timeoutMs?: number;
}

/** GETs a JSON object from an API; see {@link apiCall}. */
export const apiGet = async (url: string, context: CallContext): Promise<Result<JsonObject, Failure>> =>
	await apiCall({ method: 'GET', url, isWrite: false }, context);

/**
 * Calls an API with a token of the call's tenant: the one door through which bearer tokens leave. Checks the host first,
 * renews a refused token once, and tries passing failures again as the connection's policy says. A write is tried again only
 * where the service refused it undone; where it may have been done, the failure says so. Resolves to the JSON object of the
 * answer, an empty one for a write that is answered without.
 */
export async function apiCall(
	request: ApiRequest,
	context: CallContext,
): Promise<Result<JsonObject, Failure>> {
	const { connection, service } = context;
	const allowed = checkHost(request.url, service, connection.cloud);
	if (!allowed.ok) return allowed;
	for (let attempt = 1; ; attempt += 1) {
		const { outcome, isSent } = await callOnce({ ...request, url: allowed.value.href }, context);
		if (outcome.ok) return outcome;
		const { failure } = outcome;
		const mayBeDone = request.isWrite && isSent;
		const mayRepeat = !mayBeDone || isRefusedUndone(failure);
		const wait = mayRepeat ? retryDelay(failure, attempt, connection.retry) : undefined;
		if (wait === undefined) return mayBeDone ? fail(maybeDone(failure)) : outcome;
		await connection.sleep(wait);
	}
}

interface Attempt {
	outcome: Result<JsonObject, Failure>;
	/** The request went out, and was not turned away for its token. */
	isSent: boolean;
}

async function callOnce(request: ApiRequest, context: CallContext): Promise<Attempt> {
	const token = await context.connection.tokens.token(context);
	if (!token.ok) return { outcome: token, isSent: false };
	const first = await sendWith(token.value, request, context);
	if (!first.ok) return { outcome: first, isSent: true };
	const claims = challengedClaims(first.value.headers);
	if (claims === undefined && !mayBeOutdated(first.value.status, token.value, context)) {
		return { outcome: understand(first, request, context), isSent: true };
	}
	const refused = { token: token.value.value, claims };
	const renewed = await context.connection.tokens.token({ ...context, refused });
	if (!renewed.ok) return { outcome: renewed, isSent: false };
	const second = await sendWith(renewed.value, request, context);
	return { outcome: understand(second, request, context), isSent: true };
}

/**
 * Whether another token could be let in: on 401 always; on 403 when this one is older than a consent that may have been
 * given since, because a token keeps the permissions of the moment it was issued.
 */
function mayBeOutdated(status: number, { mintedAt }: AccessToken, { connection }: CallContext): boolean {
	return status === 401 || (status === 403 && connection.now() - mintedAt > CONSENT_AGE_MS);
}

async function sendWith(
	token: AccessToken,
	{ method, url, body, timeoutMs = TIMEOUT_MS }: ApiRequest,
	context: CallContext,
): Promise<Result<HttpResponse, Failure>> {
	const { connection } = context;
	const answer = await connection.send({
		method,
		url,
		headers: {
			authorization: `Bearer ${token.value}`,
			accept: 'application/json',
			// Without it Graph hides enum values younger than its v1.0 behind "unknownFutureValue".
			prefer: 'include-unknown-enum-members',
			// Graph "runHuntingQuery" wants the character set told where a query has more than ANSI.
			...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
		timeoutMs,
	});
	if (answer.ok) await connection.noteTime(context, answer.value.headers);
	return answer;
}

function understand(
	answer: Result<HttpResponse, Failure>,
	{ isWrite }: ApiRequest,
	context: CallContext,
): Result<JsonObject, Failure> {
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	const isDone = status >= 200 && status < 300;
	if (isDone && isJsonObject(body)) return succeed(body);
	return isDone && isWrite && isEmpty(body) ? succeed({}) : fail(apiFailure(answer.value, context));
}

const isEmpty = (body: unknown): boolean => body === '' || body === undefined || body === null;
