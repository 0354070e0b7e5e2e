import type { IDataObject } from 'n8n-workflow';

import { postForm } from '../emulator/testing/httpsRequest';
import { signIn } from '../emulator/testing/signIn';
import { resolveFields } from './credentialStore';
import type { Mssp } from './mssp';
import { ANALYST, CLIENT_ID, cloudFields, REDIRECT_URI, TENANT_IDS } from './mssp';
import { CREDENTIAL_IDS } from './n8nContexts';

const TYPE = 'microsoftDefenderMsspOAuth2Api';

/** Signs the analyst in at Contoso as n8n's Connect button does and saves the credential. Forgets the requests so far. */
export async function connectDelegated(mssp: Mssp, access: string): Promise<void> {
	const typed = {
		...cloudFields(mssp.emulator),
		tenantId: TENANT_IDS.contoso,
		clientId: CLIENT_ID,
		clientSecret: mssp.secret,
		access,
	};
	// SAFETY: these fields of the credential are texts.
	const fields = resolveFields(TYPE, typed) as Record<string, string>;
	const query = new URLSearchParams({
		...Object.fromEntries(new URLSearchParams(fields.authQueryParameters)),
		client_id: CLIENT_ID,
		redirect_uri: REDIRECT_URI,
		response_type: 'code',
		state: 'state-1',
		scope: fields.scope ?? '',
	});
	const end = await signIn(`${fields.authUrl}?${query.toString()}`, mssp.emulator.caPem, { upn: ANALYST });
	const answer = await postForm(fields.accessTokenUrl ?? '', mssp.emulator.caPem, {
		grant_type: 'authorization_code',
		code: end.fields.code ?? '',
		redirect_uri: REDIRECT_URI,
		client_id: CLIENT_ID,
		client_secret: mssp.secret,
	});
	if (answer.status !== 200) throw new Error(`no tokens: ${answer.body}`);
	mssp.store.saved[CREDENTIAL_IDS.oAuth2] = { ...typed, oauthTokenData: answer.json as IDataObject };
	mssp.emulator.clearRequests();
}

/** The tokens that n8n holds for the delegated credential. */
export function storedTokens(mssp: Mssp): Record<string, string> {
	// SAFETY: what connectDelegated or n8n's renewal saved.
	return mssp.store.saved[CREDENTIAL_IDS.oAuth2]?.oauthTokenData as Record<string, string>;
}
