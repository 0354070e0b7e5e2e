import { randomBytes } from 'node:crypto';

/** Tokens as long as Entra's, unsigned: the service knows them again by their text. */
export interface IssuedTokens {
	/** The answer to a token request; JSON. */
	issue(tenantId: string, nowMs: number): string;
	/** The tenant of a token that was issued and has not ended. */
	tenantOf(authorization: string | undefined, nowMs: number): string | undefined;
}

const LIFE_S = 3_600;

export function issuedTokens(): IssuedTokens {
	const issued = new Map<string, { tenantId: string; endsAt: number }>();
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const header = part({ alg: 'RS256', typ: 'JWT', kid: 'bench', x5t: 'bench' });
	const signature = randomBytes(256).toString('base64url');
	return {
		issue(tenantId, nowMs) {
			const issuedAt = Math.floor(nowMs / 1000);
			const claims = {
				aud: 'https://graph.microsoft.com',
				iss: `https://sts.windows.net/${tenantId}/`,
				iat: issuedAt,
				nbf: issuedAt,
				exp: issuedAt + LIFE_S,
				idtyp: 'app',
				oid: tenantId,
				tid: tenantId,
				roles: ['SecurityAlert.Read.All'],
				uti: randomBytes(16).toString('base64url'),
				ver: '1.0',
				xms_ftd: randomBytes(300).toString('base64url'),
			};
			const token = `${header}.${part(claims)}.${signature}`;
			issued.set(token, { tenantId, endsAt: (issuedAt + LIFE_S) * 1000 });
			return `{"token_type":"Bearer","expires_in":${LIFE_S - 1},"ext_expires_in":${LIFE_S - 1},"access_token":"${token}"}`;
		},
		tenantOf(authorization = '', nowMs) {
			const known = issued.get(authorization.replace(/^Bearer /i, ''));
			return known === undefined || known.endsAt <= nowMs ? undefined : known.tenantId;
		},
	};
}
