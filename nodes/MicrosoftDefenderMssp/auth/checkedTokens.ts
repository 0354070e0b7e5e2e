import type { Cloud } from '../core/clouds';
import { apiHost } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { readClaims } from './jwt';
import type { TokenCache } from './tokenCache';
import type { AccessToken, TokenClient, TokenRequest } from './tokenClient';

/** Gets a new token from wherever this kind of credential gets them. */
export type Mint = (request: TokenRequest, audience: string) => Promise<Result<string, Failure>>;

export interface CheckedTokensOptions {
	cache: TokenCache;
	/** Hash that changes with the credential's identity and secret. */
	credentialKey: string;
	clientId: string;
	cloud: Cloud;
	mint: Mint;
	now: () => number;
	/** The time by Entra's clock, by which tokens end. */
	serviceNow: () => number;
}

/** A token client that caches what `mint` gives and lets no token pass that is not of the tenant asked for. */
export function checkedTokens({
	cache,
	credentialKey,
	clientId,
	cloud,
	mint,
	now,
	serviceNow,
}: CheckedTokensOptions): TokenClient {
	return {
		async token(request) {
			const host = apiHost(cloud, request.service);
			if (!host.ok) return host;
			const { audience } = host.value;
			const { tenantId, refused } = request;
			return await cache.get(
				{ credential: credentialKey, clientId, loginUrl: cloud.loginUrl, tenantId, audience },
				async () => {
					const minted = await mint(request, audience);
					return minted.ok ? checkTenant(minted.value, tenantId, now()) : minted;
				},
				serviceNow(),
				refused?.token,
			);
		},
	};
}

function checkTenant(token: string, tenantId: string, mintedAt: number): Result<AccessToken, Failure> {
	const claims = readClaims(token);
	if (claims === undefined) return fail(unreadable);
	if (claims.tenantId !== tenantId.toLowerCase()) return fail(otherTenant);
	return succeed({ value: token, expiresAt: claims.expiresAt, mintedAt });
}

const unreadable: Failure = {
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft Entra ID sent a token whose tenant cannot be read, so it was not used.',
	remedy: "Check the credential's 'Cloud' and login address.",
};

const otherTenant: Failure = {
	kind: 'wrongTenant',
	appliesTo: 'tenant',
	transient: false,
	cause: 'Microsoft Entra ID sent a token of another tenant than the one asked for, so it was not used.',
	remedy:
		"Check the credential's 'Cloud' and login address: something between n8n and Microsoft mixes tenants up.",
};
