import type { DelegatedGrant, TenantState, User } from '../../world';
import { consentedScopes, isConsented, requireLicence } from '../consent';
import { findServicePrincipal, requireUser } from '../directory';
import { EntraError } from '../errors';
import { parseScopes, requireResource, type ResourceRequest } from '../scopes';
import type { TokenAnswer, TokenRequest } from '../tokenRequest';
import { mintDelegatedToken, mintIdToken, mintRefreshToken, recordIssued } from '../tokens';

/**
 * Tokens for a user in one tenant: for the first resource of the request's own scope (v1: `resource`),
 * or of the original authorize request when it names none. Throws 65001 without consent.
 */
export function delegatedAnswer(
	request: TokenRequest,
	grant: DelegatedGrant & { nonce?: string },
	refreshTokenExpiresAt: number,
): TokenAnswer {
	const { world, app, form } = request;
	const tenant = tenantOfGrant(request, grant);
	const user = requireUser(tenant, grant.upn, grant.homeTenantId);
	const { target, oidc } = requestedTarget(request, grant);
	requireUsablePrincipal(request, tenant);
	requireLicence(tenant, target, 650052);
	if (!isConsented(tenant, app, user, target)) throw consentMissing(request, target);
	requireMfa(tenant, grant);
	const scopes = consentedScopes(tenant, app, user, target.resource);
	const { clientProof, handlesClaims } = request;
	const subject = { tenant, app, audience: target.audience, clientProof, handlesClaims };
	const accessToken = mintDelegatedToken(world, subject, user, scopes);
	const wantsRefreshToken = request.version === 'v1' || oidc.includes('offline_access');
	const [refreshToken, stored] = wantsRefreshToken
		? mintRefreshToken(world, { ...grant, oidcScopes: oidc }, refreshTokenExpiresAt)
		: [];
	recordIssued(request.recorded, accessToken, stored?.id);
	const { nonce } = grant;
	return {
		audience: target.audience,
		accessToken,
		scope: shownScopes(request, oidc, target, scopes),
		refreshToken,
		...(oidc.includes('openid') ? { idToken: mintIdToken(world, { tenant, app, user, nonce }) } : {}),
		...(form.get('client_info') === '1' ? { clientInfo: clientInfo(user) } : {}),
	};
}

/** The tenant that the token is for: the one of the path, or the user's home behind /common and /organizations. */
function tenantOfGrant({ world, authority }: TokenRequest, grant: DelegatedGrant): TenantState {
	if (authority.kind === 'tenant') return authority.tenant;
	const home = world.tenants.get(grant.homeTenantId);
	if (!home) throw new EntraError(90002);
	return home;
}

function requestedTarget(
	{ version, form }: TokenRequest,
	grant: DelegatedGrant,
): { target: ResourceRequest; oidc: string[] } {
	if (version === 'v1') {
		return { target: requireResource(form.get('resource') ?? grant.firstAudience), oidc: grant.oidcScopes };
	}
	const requested = parseScopes(form.get('scope') ?? '', 70011);
	const oidc = [...new Set([...requested.oidc, ...grant.oidcScopes])];
	return { target: requested.resources[0] ?? requireResource(grant.firstAudience), oidc };
}

function requireUsablePrincipal({ app }: TokenRequest, tenant: TenantState): void {
	const principal = findServicePrincipal(tenant, app);
	if (principal && !principal.enabled) {
		throw new EntraError(7000112, { text: `Application '${app.clientId}'(${app.displayName}) is disabled.` });
	}
}

function consentMissing({ app }: TokenRequest, target: ResourceRequest): EntraError {
	const text = `The user or administrator has not consented to use the application with ID '${app.clientId}' named '${app.displayName}' for the resource '${target.audience}'. Send an interactive authorization request for this user and resource.`;
	return new EntraError(65001, { text });
}

/** MFA done at home counts in another tenant only where that tenant trusts it. */
function requireMfa(tenant: TenantState, grant: DelegatedGrant): void {
	if (!tenant.mfaRequired || grant.mfaTenants.includes(tenant.id)) return;
	if (tenant.trustsHomeMfa && grant.mfaTenants.includes(grant.homeTenantId)) return;
	throw new EntraError(50076, {
		claims: '{"access_token":{"capolids":{"essential":true,"values":["mfa"]}}}',
	});
}

function shownScopes(
	{ version }: TokenRequest,
	oidc: readonly string[],
	target: ResourceRequest,
	scopes: readonly string[],
): string {
	if (version === 'v1') return scopes.join(' ');
	const names = scopes.map((scope) => `${target.audience.replace(/\/$/, '')}/${scope}`);
	return [...oidc.filter((scope) => scope !== 'offline_access'), ...names].join(' ');
}

function clientInfo(user: User): string {
	const account = { uid: user.homeObjectId, utid: user.homeTenantId };
	return Buffer.from(JSON.stringify(account)).toString('base64url');
}
