import { decodeJwt, verifyJwt } from '../entra/jwt';
import { findResource, type ApiResource } from '../entra/resources';
import { tokenDetails } from '../tokenDetails';
import type { TokenDetails } from '../types';
import type { TenantState, World } from '../world';

export type TokenProblem = 'missing' | 'malformed' | 'signature' | 'audience' | 'expired' | 'tenant';

/** A bearer token that may use an API in a tenant. */
export interface Caller {
	tenant: TenantState;
	token: TokenDetails;
	/** The token has `xms_cc` and was revoked since: the API answers with a claims challenge. */
	challenged: boolean;
}

/** Finds the caller behind an authorization header, or why there is none. */
export type Identify = (
	world: World,
	authorization: string | undefined,
	resource: ApiResource,
) => Caller | TokenProblem;

/** Verifies the bearer token for one resource: form, signature, audience, life, tenant, in this order. */
export function verifyBearer(
	world: World,
	authorization: string | undefined,
	resource: ApiResource,
): Caller | TokenProblem {
	const bearer = bearerOf(authorization);
	if (bearer === undefined) return 'missing';
	const jwt = decodeJwt(bearer);
	const token = tokenDetails(bearer);
	if (jwt?.header.alg !== 'RS256' || !token) return 'malformed';
	if (!verifyJwt(jwt, 'RS256', world.signingKey().publicKey)) return 'signature';
	if (findResource(token.aud)?.key !== resource.key) return 'audience';
	if (!isInLife(jwt.claims, world.now())) return 'expired';
	const tenant = world.tenants.get(token.tid);
	if (!tenant) return 'tenant';
	const challenged = jwt.claims.xms_cc !== undefined && !tenant.liveClaimsTokens.has(token.tokenId);
	return { tenant, token, challenged };
}

/** The bearer token of an authorization header. */
export function bearerOf(authorization = ''): string | undefined {
	return /^bearer\s+(\S+)$/i.exec(authorization)?.[1];
}

function isInLife({ exp, nbf }: Record<string, unknown>, now: number): boolean {
	return Number(nbf) * 1000 <= now && now < Number(exp) * 1000;
}

/** Whether a token has one of the permissions, of the kind that fits it, and its user a role to see security data. */
export function isAllowed(
	{ tenant, token }: Caller,
	permissions: { application: readonly string[]; delegated: readonly string[] },
): boolean {
	if (token.kind === 'app') return permissions.application.some((role) => token.roles.includes(role));
	const user = tenant.users.get(token.upn ?? '');
	return (
		(user?.canViewSecurityData ?? false) &&
		permissions.delegated.some((scope) => token.scopes.includes(scope))
	);
}
