import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

import type { StoredTokens } from '../auth/delegatedMint';
import type { TokenContext } from '../auth/entraAdvice';
import { entraFailure } from '../auth/entraFailure';
import { configurationFailure, type Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { isJsonObject, text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';

/** Lets n8n redeem the credential's refresh token and store what comes back, the rotated refresh token included. */
export async function renewStoredTokens(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
	credentialName: string,
	asked: TokenContext,
): Promise<Result<StoredTokens, Failure>> {
	if (typeof context.helpers.refreshOAuth2Token !== 'function') return fail(tooOld);
	try {
		const renewed: unknown = await context.helpers.refreshOAuth2Token.call(context, credentialName);
		const data = isJsonObject(renewed) ? renewed : {};
		return succeed({ accessToken: text(data.access_token), refreshToken: text(data.refresh_token) });
	} catch (thrown) {
		return fail(explain(causesOf(thrown), asked));
	}
}

/**
 * What n8n's exception says about Entra's answer: the OAuth error body, or a status, or a network code, each somewhere
 * in the chain of causes. Of `invalid_grant` it keeps nothing but the advice to reconnect, and never `Retry-After`.
 */
function explain(causes: JsonObject[], asked: TokenContext): Failure {
	const body = causes.map((cause) => cause.body).find((value) => isJsonObject(value) && 'error' in value);
	if (body !== undefined) return refusal(body, asked);
	const failing = causes.some((cause) => Number(cause.status ?? cause.httpCode) >= 429);
	const offline = causes.some(({ code }) => /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT)/.test(text(code) ?? ''));
	return failing || offline ? unreachable : signInEnded;
}

function refusal(body: unknown, asked: TokenContext): Failure {
	const failure = entraFailure({ status: 400, headers: {}, body }, asked, 0);
	// The status is lost, so an error we do not know may as well be an outage; what lasts has a name that we know.
	return failure.kind === 'unexpectedAnswer' ? unreachable : failure;
}

const DEEPEST_CAUSE = 5;

function causesOf(thrown: unknown): JsonObject[] {
	const causes: JsonObject[] = [];
	let cause = thrown;
	while (isJsonObject(cause) && causes.length < DEEPEST_CAUSE) {
		causes.push(cause);
		cause = cause.cause;
	}
	return causes;
}

/** The helper came with n8n-core 1.119, which is n8n 1.120. */
const tooOld: Failure = configurationFailure(
	'This version of n8n does not let a node renew the sign-in of its credential.',
	"Update n8n to 1.120 or later, or set 'Authentication' to 'App-Only (Secret or Certificate)'.",
);

const signInEnded: Failure = {
	kind: 'signInNeeded',
	appliesTo: 'tenant',
	transient: false,
	cause: 'The sign-in of this credential has ended: Microsoft Entra ID refused to renew it.',
	remedy:
		"Open the credential and sign in again ('Switch account'); if that does not help, check that the customer still allows the app.",
};

const unreachable: Failure = {
	kind: 'network',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft Entra ID could not be reached to renew the sign-in of this credential.',
	remedy: "It is tried again. If it stays so, check this machine's network and proxy.",
};
