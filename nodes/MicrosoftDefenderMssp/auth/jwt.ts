import type { JsonObject } from '../core/json';
import { isJsonObject, parsed, text } from '../core/json';

/** The claims of an access token that we check. Source: Entra "access token claims reference". */
export interface TokenClaims {
	tenantId: string;
	audience: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
	/** Object ID of the signed-in user or of the app's service principal; undefined where the token does not tell. */
	userId: string | undefined;
}

/**
 * Reads a JWT's claims without verifying its signature: the token came from Entra over TLS and the API verifies it; we
 * only want to know whose it is. Undefined for anything that is no JWT with tenant, audience and expiry.
 */
export function readClaims(token: string): TokenClaims | undefined {
	const claims = parsePayload(token.split('.')[1] ?? '');
	const tenantId = text(claims?.tid)?.toLowerCase();
	const audience = text(claims?.aud);
	const expiresAt = Number(text(claims?.exp)) * 1000;
	if (tenantId === undefined || audience === undefined || !Number.isFinite(expiresAt)) return undefined;
	return { tenantId, audience, expiresAt, userId: text(claims?.oid) };
}

function parsePayload(part: string): JsonObject | undefined {
	const payload = parsed(Buffer.from(part, 'base64url').toString('utf8'));
	return isJsonObject(payload) ? payload : undefined;
}
