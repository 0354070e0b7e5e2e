import type { IDataObject } from 'n8n-workflow';

import { postForm } from '../emulator/testing/httpsRequest';
import { signIn } from '../emulator/testing/signIn';
import { resolveFields } from './credentialStore';
import type { Mssp } from './mssp';
import { ANALYST, CLIENT_ID, cloudFields, REDIRECT_URI, TENANT_IDS } from './mssp';
import { CREDENTIAL_IDS } from './n8nContexts';

export const DELEGATED_TYPE = 'microsoftDefenderMsspOAuth2Api';

/**
 * Connects the delegated credential at Contoso as n8n does: the credential's own addresses and scope, the code sent
 * without scope. Its fields are put into the store; gives the stored tokens. Throws when Entra gives none.
 */
export async function connectDelegated(
	{ emulator, secret, store }: Mssp,
	fields: IDataObject = {},
): Promise<{ access_token: string; refresh_token: string }> {
	const typed = {
		...cloudFields(emulator),
		tenantId: TENANT_IDS.contoso,
		clientId: CLIENT_ID,
		clientSecret: secret,
		access: 'graph',
		...fields,
	};
	const resolved = resolveFields(DELEGATED_TYPE, typed) as Record<string, string>;
	const query = new URLSearchParams({
		...Object.fromEntries(new URLSearchParams(resolved.authQueryParameters)),
		client_id: CLIENT_ID,
		redirect_uri: REDIRECT_URI,
		response_type: 'code',
		state: 'state-1',
		scope: resolved.scope ?? '',
	});
	const end = await signIn(`${resolved.authUrl}?${query.toString()}`, emulator.caPem, { upn: ANALYST });
	const answer = await postForm(resolved.accessTokenUrl ?? '', emulator.caPem, {
		grant_type: 'authorization_code',
		code: end.fields.code ?? '',
		redirect_uri: REDIRECT_URI,
		client_id: CLIENT_ID,
		client_secret: secret,
	});
	if (answer.status !== 200) throw new Error(`no token: ${JSON.stringify(answer.json)}`);
	store.saved[CREDENTIAL_IDS.oAuth2] = { ...typed, oauthTokenData: answer.json as IDataObject };
	emulator.clearRequests();
	// SAFETY: a token answer of the emulator for a scope with offline_access.
	return answer.json as { access_token: string; refresh_token: string };
}

/** The tokens that n8n holds for the delegated credential. */
export function storedTokens({ store }: Mssp): Record<string, string> {
	// SAFETY: what connectDelegated or n8n's renewal saved.
	return store.saved[CREDENTIAL_IDS.oAuth2]?.oauthTokenData as Record<string, string>;
}
