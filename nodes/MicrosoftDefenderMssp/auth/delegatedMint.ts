import type { Cloud } from '../core/clouds';
import { compact } from '../core/compact';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { Mint } from './checkedTokens';
import { readClaims } from './jwt';
import { EXPIRY_SKEW_MS } from './tokenCache';
import type { TokenRequest } from './tokenClient';

/** What n8n keeps of a connected OAuth2 credential. */
export interface StoredTokens {
	accessToken?: string;
	refreshToken?: string;
}

export interface DelegatedPorts {
	cloud: Cloud;
	stored: StoredTokens;
	/** The time by Entra's clock, by which tokens end. */
	serviceNow: () => number;
	/** Lets n8n renew and store the credential's tokens. */
	renewStored: () => Promise<Result<StoredTokens, Failure>>;
	/** Redeems a refresh token for any tenant and API of the signed-in user, in memory only. */
	redeem: (request: TokenRequest, audience: string, refreshToken: string) => Promise<Result<string, Failure>>;
}

/**
 * Tokens of a signed-in user. n8n's stored access token serves the one tenant and API it was issued for; every other
 * tenant and API gets its token from the refresh token, which Entra binds to neither.
 * Source: Entra "refresh tokens"; the Secure Application Model rests on it.
 */
export function delegatedMint({ cloud, stored, serviceNow, renewStored, redeem }: DelegatedPorts): Mint {
	let current = stored;

	let renewal: Promise<void> | undefined;
	/** What fails here is told where it matters: by the redeeming that follows. */
	const renewOnce = async (): Promise<void> => {
		renewal ??= renewStored().then((renewed) => {
			if (renewed.ok) current = { ...current, ...compact(renewed.value) };
		});
		await renewal;
	};

	const fromStored = async (request: TokenRequest): Promise<Result<string | undefined, Failure>> => {
		const serves = (token?: string) => isFor(token, request, audienceNames(cloud, request));
		// n8n's renewal cannot carry the claims that a challenge wants; redeeming the refresh token can.
		if (request.refused?.claims !== undefined || !serves(current.accessToken)) return succeed(undefined);
		if (isFresh(current.accessToken, request, serviceNow())) return succeed(current.accessToken);
		const renewed = await renewStored();
		if (!renewed.ok) return renewed;
		const { accessToken, refreshToken = current.refreshToken } = renewed.value;
		current = { accessToken, refreshToken };
		return succeed(serves(accessToken) ? accessToken : undefined);
	};

	return async (request, audience) => {
		if (current.accessToken === undefined && current.refreshToken === undefined) return fail(notConnected);
		const token = await fromStored(request);
		if (!token.ok) return token;
		if (token.value !== undefined) return succeed(token.value);
		if (isForgotten(current.accessToken, serviceNow())) await renewOnce();
		if (current.refreshToken === undefined) return fail(noRefreshToken);
		return await redeem(request, audience, current.refreshToken);
	};
}

function audienceNames(cloud: Cloud, { service }: TokenRequest): string[] {
	const { audience = '', appId = '' } = cloud[service] ?? {};
	return [audience, `${audience}/`, appId];
}

function isFor(token: string | undefined, { tenantId }: TokenRequest, audiences: string[]): boolean {
	const claims = token === undefined ? undefined : readClaims(token);
	return claims?.tenantId === tenantId.toLowerCase() && audiences.includes(claims.audience);
}

function isFresh(token: string | undefined, { refused }: TokenRequest, nowMs: number): boolean {
	if (token === undefined || token === refused?.token) return false;
	return (readClaims(token)?.expiresAt ?? 0) - EXPIRY_SKEW_MS > nowMs;
}

/**
 * Entra ends a refresh token that n8n has not used for 90 days (Entra "refresh tokens"). Where only other tenants are
 * read, nobody uses the stored one, so it is renewed when its access token ended a week ago.
 */
function isForgotten(token: string | undefined, nowMs: number): boolean {
	const endedAt = token === undefined ? undefined : readClaims(token)?.expiresAt;
	return endedAt !== undefined && nowMs - endedAt > UNUSED_FOR_MS;
}

const UNUSED_FOR_MS = 7 * 24 * 3_600_000;

const notConnected: Failure = {
	kind: 'signInNeeded',
	appliesTo: 'all',
	transient: false,
	cause: 'Nobody has signed in with this credential yet.',
	remedy: "Open the credential and press 'Connect'.",
};

const noRefreshToken: Failure = {
	kind: 'signInNeeded',
	appliesTo: 'tenant',
	transient: false,
	cause:
		'This credential has no refresh token, so it cannot reach another tenant or API than the one signed in to.',
	remedy: "Open the credential and sign in again ('Switch account'), so that 'offline_access' is granted.",
};
