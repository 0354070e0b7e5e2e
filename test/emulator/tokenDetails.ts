import { decodeJwt } from './entra/jwt';
import type { TokenDetails } from './types';

/** What an access token says, verified or not; undefined when it is no token of the emulator's form. */
export function tokenDetails(token: string): TokenDetails | undefined {
	const claims = decodeJwt(token)?.claims;
	if (!claims || typeof claims.tid !== 'string' || typeof claims.aud !== 'string') return undefined;
	const scopes = typeof claims.scp === 'string' ? claims.scp.split(' ').filter((scope) => scope !== '') : [];
	return {
		tid: claims.tid,
		aud: claims.aud,
		kind: typeof claims.scp === 'string' ? 'delegated' : 'app',
		clientId: textClaim(claims.appid),
		tokenId: textClaim(claims.uti),
		roles: Array.isArray(claims.roles) ? claims.roles.map(String) : [],
		scopes,
		...(typeof claims.upn === 'string' ? { upn: claims.upn } : {}),
	};
}

function textClaim(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
