import type { AccessToken } from '../auth/tokenClient';
import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { isJsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { retryDelay } from '../core/retry';
import type { CallContext } from './apiFailure';
import { apiFailure } from './apiFailure';
import { challengedClaims } from './claimsChallenge';
import { checkHost } from './hosts';
import type { HttpResponse } from '../core/http';

/** A poll has less than a minute; an answer that takes longer than this is asked for in smaller parts. */
const TIMEOUT_MS = 30_000;
/** Bounds how often a tenant that lacks a permission costs a token request. */
const CONSENT_AGE_MS = 5 * 60_000;

/**
 * GETs a JSON object from an API with a token of the call's tenant: the one door through which bearer tokens leave.
 * Checks the host first, renews a refused token once, and tries passing failures again as the connection's policy says.
 */
export async function apiGet(url: string, context: CallContext): Promise<Result<JsonObject, Failure>> {
	const { connection, service } = context;
	const allowed = checkHost(url, service, connection.cloud);
	if (!allowed.ok) return allowed;
	for (let attempt = 1; ; attempt += 1) {
		const outcome = await getOnce(allowed.value, context);
		if (outcome.ok) return outcome;
		const wait = retryDelay(outcome.failure, attempt, connection.retry);
		if (wait === undefined) return outcome;
		await connection.sleep(wait);
	}
}

async function getOnce(url: URL, context: CallContext): Promise<Result<JsonObject, Failure>> {
	const token = await context.connection.tokens.token(context);
	if (!token.ok) return token;
	const first = await sendWith(token.value, url, context);
	if (!first.ok) return first;
	const claims = challengedClaims(first.value.headers);
	if (claims === undefined && !mayBeOutdated(first.value.status, token.value, context)) {
		return understand(first, context);
	}
	const refused = { token: token.value.value, claims };
	const renewed = await context.connection.tokens.token({ ...context, refused });
	if (!renewed.ok) return renewed;
	return understand(await sendWith(renewed.value, url, context), context);
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
	url: URL,
	{ connection }: CallContext,
): Promise<Result<HttpResponse, Failure>> {
	return await connection.send({
		method: 'GET',
		url: url.href,
		headers: {
			authorization: `Bearer ${token.value}`,
			accept: 'application/json',
			// Without it Graph hides enum values younger than its v1.0 behind "unknownFutureValue".
			prefer: 'include-unknown-enum-members',
		},
		timeoutMs: TIMEOUT_MS,
	});
}

function understand(
	answer: Result<HttpResponse, Failure>,
	context: CallContext,
): Result<JsonObject, Failure> {
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	const expected = status >= 200 && status < 300 && isJsonObject(body);
	return expected ? succeed(body) : fail(apiFailure(answer.value, context));
}
