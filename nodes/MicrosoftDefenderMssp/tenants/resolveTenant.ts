import { entraFailure } from '../auth/entraFailure';
import type { Failure } from '../core/failure';
import { isJsonObject, text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Tenant, TenantReference } from '../core/tenant';
import { isTenantGuid, tenantOf } from '../core/tenant';
import type { Connection } from '../transport/connection';

/** Remembers which GUID a domain stands for; a domain does not change its tenant while n8n runs. */
export type KnownDomains = Map<string, string>;

const TIMEOUT_MS = 30_000;

/**
 * The tenant with its GUID. A GUID is taken as it is; a domain is looked up in Entra's public metadata, whose issuer names
 * the GUID, so that every token can be compared with the tenant that was meant. Looking up ends when `over` settles.
 */
export async function resolveTenant(
	reference: TenantReference,
	connection: Connection,
	known: KnownDomains,
	over?: Promise<unknown>,
): Promise<Result<Tenant, Failure>> {
	const { idOrDomain } = reference;
	if (isTenantGuid(idOrDomain)) return succeed(tenantOf(reference, idOrDomain));
	const key = `${connection.cloud.loginUrl} ${idOrDomain}`;
	const remembered = known.get(key);
	if (remembered !== undefined) return succeed(tenantOf(reference, remembered));
	// Remembered also when it comes too late for this time.
	const lookingUp = lookUp(idOrDomain, connection).then((found) => {
		if (found.ok) known.set(key, found.value);
		return found;
	});
	const tooLate = over?.then(() => fail(notInTime));
	const looked = await Promise.race([lookingUp, ...(tooLate ? [tooLate] : [])]);
	if (!looked.ok) return looked;
	return succeed(tenantOf(reference, looked.value));
}

async function lookUp(domain: string, connection: Connection): Promise<Result<string, Failure>> {
	const { cloud, clientId, delegated, send, serviceNow } = connection;
	const url = `${cloud.loginUrl}/${encodeURIComponent(domain)}/v2.0/.well-known/openid-configuration`;
	const answer = await send({ method: 'GET', url, timeoutMs: TIMEOUT_MS });
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	const issuer = status === 200 && isJsonObject(body) ? text(body.issuer) : undefined;
	const id = issuer?.split('/').find(isTenantGuid);
	if (id !== undefined) return succeed(id);
	const context = {
		tenantId: domain,
		clientId,
		loginUrl: cloud.loginUrl,
		cloudName: cloud.displayName,
		delegated,
	};
	return fail(entraFailure(answer.value, context, serviceNow()));
}

const notInTime: Failure = {
	kind: 'network',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft Entra ID did not answer in time which tenant this domain belongs to.',
	remedy: "It is tried again. Under 'Customer Tenants', a tenant ID needs no such look-up.",
};
