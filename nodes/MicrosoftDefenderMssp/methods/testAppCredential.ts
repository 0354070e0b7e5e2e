import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { appOnlyConnection } from '../adapters/connect';
import { testSend } from '../adapters/credentialTestHttp';
import { failureMessage, failureRemedy } from '../adapters/n8nErrors';
import { readCredentialSettings } from '../auth/credentialSettings';
import { createTokenCache } from '../auth/tokenCache';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { resolveTenant } from '../tenants/resolveTenant';
import { createRequestQuota } from '../transport/requestQuota';
import { clockOf } from '../transport/serviceClock';

const ONE_ATTEMPT = { attempts: 1, longestWaitMs: 0 };

/** The test behind the credential's green tick: the tenant exists, and gives this app a token for Microsoft Graph. */
export async function testAppCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const outcome = await tryToken(this, credential.data ?? {});
	return outcome.ok
		? { status: 'OK', message: 'Signed in to the tenant.' }
		: { status: 'Error', message: `${failureMessage(outcome.failure)} ${failureRemedy(outcome.failure)}` };
}

async function tryToken(
	context: ICredentialTestFunctions,
	data: NonNullable<ICredentialsDecrypted['data']>,
): Promise<Result<unknown, Failure>> {
	const settings = readCredentialSettings(data);
	if (!settings.ok) return settings;
	const parts = {
		send: testSend(context),
		tokens: createTokenCache(1),
		clock: clockOf(new Map(), settings.value.cloud.loginUrl),
		quota: createRequestQuota(),
		retry: ONE_ATTEMPT,
	};
	const connection = appOnlyConnection(settings.value, '', parts);
	const reference = { idOrDomain: settings.value.tenantIdOrDomain, name: '', labels: {} };
	const tenant = await resolveTenant(reference, connection, new Map());
	if (!tenant.ok) return tenant;
	return await connection.tokens.token({ tenantId: tenant.value.id, service: 'graph' });
}
