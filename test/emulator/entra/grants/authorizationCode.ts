import { createHash } from 'node:crypto';

import type { CodeGrant } from '../../world';
import { EntraError } from '../errors';
import { findResource } from '../resources';
import { requireField } from '../form';
import type { TokenAnswer, TokenRequest } from '../tokenRequest';
import { refreshTokenLifeMs } from '../tokens';
import { delegatedAnswer } from './delegated';

/** Redeems a code once, within its ten minutes, at the tenant, by the client and with the redirect URI it was issued for. */
export function redeemCode(request: TokenRequest): TokenAnswer {
	const { world, app, form } = request;
	const grant = world.codes.get(requireField(form, 'code'));
	const redirectUri = requireField(form, 'redirect_uri');
	if (grant?.clientId !== app.clientId) throw new EntraError(70000);
	if (grant.redeemed) throw new EntraError(54005);
	if (grant.expiresAt <= world.now()) throw new EntraError(70008);
	requireSameTenant(request, grant);
	if (grant.redirectUri !== redirectUri) {
		const text = `The reply address '${redirectUri}' does not match the reply address '${grant.redirectUri}' provided when requesting Authorization code.`;
		throw new EntraError(500112, { text });
	}
	requireVerifier(grant, form.get('code_verifier'));
	requireSameResource(request, grant);
	const answer = delegatedAnswer(request, grant, world.now() + refreshTokenLifeMs);
	grant.redeemed = true;
	return answer;
}

function requireSameTenant({ authority }: TokenRequest, grant: CodeGrant): void {
	const same = authority.kind === 'tenant' ? authority.tenant.id === grant.tenantId : grant.viaCommon;
	if (!same) throw new EntraError(700005);
}

function requireVerifier({ challenge }: CodeGrant, verifier: string | null): void {
	if (!challenge) return;
	const given = verifier ?? '';
	const computed =
		challenge.method === 'S256' ? createHash('sha256').update(given).digest('base64url') : given;
	if (given === '' || computed !== challenge.value) throw new EntraError(50148);
}

/** v1: a resource named on both legs has to be the same one. */
function requireSameResource({ version, form }: TokenRequest, grant: CodeGrant): void {
	const resource = form.get('resource');
	if (version !== 'v1' || !resource || grant.firstAudience === '') return;
	if (findResource(resource)?.key !== findResource(grant.firstAudience)?.key) {
		throw new EntraError(90023, {
			text: "The 'resource' parameter differs from the one of the authorization request.",
		});
	}
}
