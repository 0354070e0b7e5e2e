import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { tokenDetails } from '../tokenDetails';
import type { RecordedRequest } from '../types';
import type { AppRegistration, DelegatedGrant, RefreshGrant, TenantState, User, World } from '../world';
import { signJwt } from './jwt';

export const refreshTokenLifeMs = 90 * 24 * 3_600_000;

export interface AccessTokenSubject {
	tenant: TenantState;
	app: AppRegistration;
	audience: string;
	/** Certificate (2) or secret (1), as `appidacr` says it. */
	clientProof: '0' | '1' | '2';
	/** The client declared `cp1`, so it understands claims challenges. */
	handlesClaims: boolean;
}

/** An app-only access token; without consented roles there is no `roles` claim at all. */
export function mintAppToken(world: World, subject: AccessTokenSubject, roles: string[]): string {
	const objectId = stableGuid(`${subject.tenant.id}:${subject.app.clientId}`);
	return mint(world, subject, {
		idtyp: 'app',
		oid: objectId,
		sub: objectId,
		...(roles.length > 0 ? { roles } : {}),
	});
}

/** A delegated access token of a user in one tenant. */
export function mintDelegatedToken(
	world: World,
	subject: AccessTokenSubject,
	user: User,
	scopes: string[],
): string {
	return mint(world, subject, {
		idtyp: 'user',
		oid: user.objectId,
		sub: stableGuid(`${user.objectId}:${subject.app.clientId}`),
		name: user.displayName,
		upn: user.upn,
		unique_name: user.upn,
		scp: scopes.join(' '),
		...(user.homeTenantId === subject.tenant.id
			? {}
			: { idp: `https://sts.windows.net/${user.homeTenantId}/` }),
	});
}

/** The id_token of a v2 sign-in. */
export function mintIdToken(
	world: World,
	subject: { tenant: TenantState; app: AppRegistration; user: User; nonce?: string },
): string {
	const { tenant, app, user, nonce } = subject;
	const issuedAt = seconds(world.now());
	return signJwt(
		tokenHeader(world),
		{
			aud: app.clientId,
			iss: `${world.urls.login}/${tenant.id}/v2.0`,
			iat: issuedAt,
			nbf: issuedAt,
			exp: issuedAt + 3600,
			sub: stableGuid(`${user.objectId}:${app.clientId}`),
			oid: user.objectId,
			tid: tenant.id,
			name: user.displayName,
			preferred_username: user.upn,
			ver: '2.0',
			...(nonce === undefined ? {} : { nonce }),
		},
		world.signingKey().privateKey,
	);
}

/** A further refresh token of a sign-in. The older ones stay valid: Entra does not revoke on use. */
export function mintRefreshToken(
	world: World,
	grant: DelegatedGrant,
	expiresAt: number,
): [string, RefreshGrant] {
	const value = `1.A${randomBytes(60).toString('base64url')}`;
	const stored: RefreshGrant = {
		clientId: grant.clientId,
		upn: grant.upn,
		homeTenantId: grant.homeTenantId,
		firstAudience: grant.firstAudience,
		oidcScopes: grant.oidcScopes,
		mfaTenants: grant.mfaTenants,
		id: randomUUID(),
		issuedAt: world.now(),
		expiresAt,
	};
	world.refreshTokens.set(value, stored);
	return [value, stored];
}

/** Notes on the recorded request which token it was answered with. */
export function recordIssued(request: RecordedRequest, accessToken: string, refreshTokenId?: string): void {
	const details = tokenDetails(accessToken);
	if (details) request.issued = { ...details, ...(refreshTokenId === undefined ? {} : { refreshTokenId }) };
}

function mint(world: World, subject: AccessTokenSubject, identity: Record<string, unknown>): string {
	const { tenant, app, audience, clientProof, handlesClaims } = subject;
	const issuedAt = seconds(world.now());
	const tokenId = randomBytes(16).toString('base64url');
	if (handlesClaims) tenant.liveClaimsTokens.add(tokenId);
	const claims = {
		aud: audience,
		// Graph and Defender take v1 tokens, whichever endpoint issued them.
		iss: `https://sts.windows.net/${tenant.id}/`,
		iat: issuedAt,
		nbf: issuedAt,
		exp: issuedAt + world.accessTokenSeconds,
		appid: app.clientId,
		appidacr: clientProof,
		app_displayname: app.displayName,
		tid: tenant.id,
		uti: tokenId,
		ver: '1.0',
		...(handlesClaims ? { xms_cc: ['cp1'] } : {}),
		...identity,
	};
	return signJwt(tokenHeader(world), claims, world.signingKey().privateKey);
}

function tokenHeader(world: World): { alg: 'RS256'; typ: string; kid: string; x5t: string } {
	const { kid } = world.signingKey();
	return { alg: 'RS256', typ: 'JWT', kid, x5t: kid };
}

function seconds(milliseconds: number): number {
	return Math.floor(milliseconds / 1000);
}

/** A GUID that is the same for the same subject, as object ids are. */
function stableGuid(subject: string): string {
	const hex = createHash('sha256').update(subject).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}
