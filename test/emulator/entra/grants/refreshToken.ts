import type { RefreshGrant } from '../../world';
import { EntraError } from '../errors';
import { requireField } from '../form';
import type { TokenAnswer, TokenRequest } from '../tokenRequest';
import { refreshTokenLifeMs } from '../tokens';
import { delegatedAnswer } from './delegated';

/**
 * Redeems a refresh token at the tenant of the path: it is bound to user and client, not to tenant or resource.
 * The answer has a new refresh token; the one redeemed stays valid until its own 90 days are over.
 */
export function redeemRefreshToken(request: TokenRequest): TokenAnswer {
	const { world, app, form, recorded } = request;
	const grant = world.refreshTokens.get(requireField(form, 'refresh_token'));
	if (grant?.clientId !== app.clientId) throw new EntraError(70000);
	recorded.redeemedRefreshTokenId = grant.id;
	if (grant.expiresAt <= world.now()) throw new EntraError(700082, { text: expiredText(grant) });
	if (grant.revokedAt !== undefined)
		throw new EntraError(50173, { text: revokedText(grant, grant.revokedAt) });
	return delegatedAnswer(request, grant, world.now() + refreshTokenLifeMs);
}

function expiredText(grant: RefreshGrant): string {
	const issued = new Date(grant.issuedAt).toISOString();
	return `The refresh token has expired due to inactivity. The token was issued on ${issued} and was inactive for 90.00:00:00.`;
}

function revokedText(grant: RefreshGrant, revokedAt: number): string {
	const issued = new Date(grant.issuedAt).toISOString();
	const validFrom = new Date(revokedAt).toISOString();
	return `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${issued}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${validFrom}'.`;
}
