import { randomBytes } from 'node:crypto';

import type { TokenRequest } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenClient';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { CONTOSO, NOW } from '../core/builders';

/** A secret that no two runs share. */
export const randomSecret = (): string => randomBytes(18).toString('base64url');

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An access token as Entra writes it, signed with nothing. */
export const jwt = (claims: unknown): string =>
	`${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${randomBytes(8).toString('base64url')}`;

export interface TokenParts {
	tenantId?: string;
	audience?: string;
	/** Milliseconds since 1970. */
	expiresAt?: number;
	userId?: string;
}

export const GRAPH_AUDIENCE = CLOUDS.global.graph.audience;
export const DEFENDER_AUDIENCE = 'https://api.securitycenter.microsoft.com';

/** A Graph token of Contoso that lives for an hour, unless told otherwise. */
export function accessToken({
	tenantId = CONTOSO.id,
	audience = GRAPH_AUDIENCE,
	expiresAt = NOW + 3_600_000,
	userId = '44444444-4444-4444-8444-444444444444',
}: TokenParts = {}): string {
	return jwt({ tid: tenantId, aud: audience, exp: expiresAt / 1000, oid: userId });
}

export const graphOf = (tenantId: string, refused?: TokenRequest['refused']): TokenRequest => ({
	tenantId,
	service: 'graph',
	...(refused !== undefined && { refused }),
});
