import { isJsonObject, parsed } from '../core/json';

/**
 * The claims that an API wants in a new token, as JSON; undefined if the answer is no claims challenge.
 * Source: Entra "claims challenges", `WWW-Authenticate: Bearer …, error="insufficient_claims", claims="<base64>"`.
 */
export function challengedClaims(headers: Record<string, string>): string | undefined {
	const challenge = headers['www-authenticate'] ?? '';
	if (!/error="?insufficient_claims"?/.test(challenge)) return undefined;
	const encoded = /claims="?([A-Za-z0-9+/_=-]+)"?/.exec(challenge)?.[1];
	const claims = Buffer.from(encoded ?? '', 'base64').toString('utf8');
	return isJsonObject(parsed(claims)) ? claims : undefined;
}
