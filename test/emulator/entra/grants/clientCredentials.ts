import { consentedRoles, requireLicence } from '../consent';
import { findServicePrincipal } from '../directory';
import { EntraError } from '../errors';
import { parseDefaultScope, requireResource } from '../scopes';
import { requireField } from '../form';
import type { TokenAnswer, TokenRequest } from '../tokenRequest';
import { mintAppToken, recordIssued } from '../tokens';

/** An app-only token. Without any consented role it is issued all the same, and the API refuses it (403). */
export function clientCredentials(request: TokenRequest): TokenAnswer {
	const { world, authority, app, form } = request;
	if (authority.kind !== 'tenant') throw new EntraError(9001023);
	const { tenant } = authority;
	const principal = findServicePrincipal(tenant, app);
	if (!principal) {
		const text = `The client application '${app.clientId}' is missing service principal in the tenant '${tenant.id}'. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`;
		throw new EntraError(7000229, { text });
	}
	if (!principal.enabled) {
		throw new EntraError(7000112, { text: `Application '${app.clientId}'(${app.displayName}) is disabled.` });
	}
	const target =
		request.version === 'v1'
			? requireResource(requireField(form, 'resource'))
			: parseDefaultScope(form.get('scope') ?? undefined);
	requireLicence(tenant, target, 500011);
	const roles = consentedRoles(tenant, app, target.resource);
	const { clientProof, handlesClaims } = request;
	const subject = { tenant, app, audience: target.audience, clientProof, handlesClaims };
	const accessToken = mintAppToken(world, subject, roles);
	recordIssued(request.recorded, accessToken);
	return { audience: target.audience, accessToken };
}
