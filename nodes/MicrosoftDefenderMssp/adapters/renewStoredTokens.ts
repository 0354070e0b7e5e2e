import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import type { StoredTokens } from '../auth/delegatedMint';
import type { Failure } from '../core/failure';
import { isJsonObject, text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';

/** Lets n8n redeem the credential's refresh token and store what comes back, the rotated refresh token included. */
export async function renewStoredTokens(
	context: IExecuteFunctions | IPollFunctions,
	credentialName: string,
): Promise<Result<StoredTokens, Failure>> {
	try {
		const renewed: unknown = await context.helpers.refreshOAuth2Token.call(context, credentialName);
		const data = isJsonObject(renewed) ? renewed : {};
		return succeed({ accessToken: text(data.access_token), refreshToken: text(data.refresh_token) });
	} catch (thrown) {
		return fail(isAnswered(thrown) ? signInEnded : unreachable);
	}
}

/** Entra answered with a refusal; anything else is trouble on the way. n8n keeps no AADSTS code of a failed refresh. */
function isAnswered(thrown: unknown): boolean {
	for (
		let error: unknown = thrown, depth = 0;
		isJsonObject(error) && depth < 5;
		error = error.cause, depth += 1
	) {
		const status = Number(error.status ?? error.httpCode);
		if (status >= 500 || status === 429) return false;
		const code = text(error.code) ?? '';
		if (/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT)/.test(code)) return false;
	}
	return true;
}

const signInEnded: Failure = {
	kind: 'signInNeeded',
	appliesTo: 'tenant',
	transient: false,
	cause: 'The sign-in of this credential has ended: Microsoft Entra ID refused to renew it.',
	remedy:
		"Open the credential and press 'Reconnect' to sign in again; if that does not help, check that the customer still allows the app.",
};

const unreachable: Failure = {
	kind: 'network',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft Entra ID could not be reached to renew the sign-in of this credential.',
	remedy: "It is tried again. If it stays so, check this machine's network and proxy.",
};
