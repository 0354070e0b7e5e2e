import { randomBytes, randomUUID } from 'node:crypto';

import type { Call } from '../http/listen';
import type { Reply } from '../http/reply';
import type { RecordedRequest } from '../types';
import type { PermissionKey, SignIn, World } from '../world';
import { findAccount, listAccounts, type SignedIn } from './accounts';
import { answerAdminConsent } from './adminConsent';
import { isConsented, permissionsToAsk, requireLicence } from './consent';
import { ensureServicePrincipal, findServicePrincipal } from './directory';
import { EntraError } from './errors';
import { accountPage, consentPage, mfaPage, needsAdminPage } from './pages';
import { answerAtRedirect, refuseAtRedirect } from './redirect';
import { parseScopes, type ResourceRequest } from './scopes';
import { requireField } from './form';

const codeLifeMs = 10 * 60_000;

/** Answers a form of the sign-in pages: account picked, MFA approved, permissions accepted or cancelled. */
export function handleSignInStep(world: World, call: Call, recorded: RecordedRequest): Reply {
	const form = new URLSearchParams(call.body);
	const signIn = world.signIns.get(requireField(form, 'sign_in'));
	if (!signIn) throw new EntraError(90023, { text: 'The sign-in is not known or already over.' });
	const account = form.get('account');
	if (account !== null) {
		const user = findAccount(world, signIn, account);
		if (!user) throw new EntraError(50034);
		Object.assign(signIn, { upn: user.upn, pickedTenantId: user.homeTenantId });
	}
	if (form.get('mfa') === 'approve') signIn.mfaPassed = true;
	const decision = form.get('decision');
	return continueSignIn(world, recorded, signIn, decision ?? undefined);
}

/** The next page of a sign-in, or the redirect that ends it. */
export function continueSignIn(
	world: World,
	recorded: RecordedRequest,
	signIn: SignIn,
	decision?: string,
): Reply {
	const signedIn = findSignedIn(world, signIn);
	if (!signedIn) return accountPage(signIn, listAccounts(world, signIn));
	try {
		if (signedIn.tenant.mfaRequired && !signIn.mfaPassed) return mfaPage(signIn, signedIn.user);
		if (signIn.purpose === 'adminConsent')
			return answerAdminConsent(world, recorded, signIn, signedIn, decision);
		return answerAuthorize(world, signIn, signedIn, decision);
	} catch (error) {
		if (!(error instanceof EntraError)) throw error;
		world.signIns.delete(signIn.id);
		return refuseAtRedirect(world, recorded, signIn, error);
	}
}

function findSignedIn(world: World, signIn: SignIn): SignedIn | undefined {
	const tenant = world.tenants.get(signIn.tenantId ?? signIn.pickedTenantId ?? '');
	const user = tenant?.users.get(signIn.upn ?? '');
	const app = world.apps.get(signIn.clientId);
	return tenant && user && app ? { tenant, user, app } : undefined;
}

function answerAuthorize(world: World, signIn: SignIn, signedIn: SignedIn, decision?: string): Reply {
	const { tenant, app, user } = signedIn;
	const requests = parseScopes(signIn.scope, 650053).resources;
	for (const request of requests) requireLicence(tenant, request, 650052);
	if (findServicePrincipal(tenant, app)?.enabled === false) throw new EntraError(7000112);
	const missing = requests.filter((request) => !isConsented(tenant, app, user, request));
	const asksAgain = signIn.prompt === 'consent' || signIn.prompt === 'admin_consent';
	const wanted = asksAgain ? requests : missing;
	if (decision === 'cancel') throw new EntraError(65004);
	if (wanted.length > 0) {
		const permissions = permissionsToAsk(app, wanted);
		if (!user.canConsent) return needsAdminPage(app, permissions);
		if (decision !== 'accept') return consentPage(signIn, signedIn, permissions);
		acceptForUser(signedIn, permissions, wanted);
	}
	world.signIns.delete(signIn.id);
	return answerAtRedirect(signIn, {
		code: issueCode(world, signIn, signedIn, requests),
		session_state: randomUUID(),
	});
}

function acceptForUser(
	{ tenant, app, user }: SignedIn,
	permissions: PermissionKey[],
	wanted: ResourceRequest[],
): void {
	if (permissions.length === 0 && wanted.length > 0) throw new EntraError(650057);
	const principal = ensureServicePrincipal(tenant, app.clientId);
	const earlier = principal.delegatedByUser.get(user.upn) ?? [];
	principal.delegatedByUser.set(user.upn, new Set([...earlier, ...permissions]));
}

function issueCode(
	world: World,
	signIn: SignIn,
	{ tenant, user }: SignedIn,
	requests: ResourceRequest[],
): string {
	const code = `1.A${randomBytes(80).toString('base64url')}`;
	world.codes.set(code, {
		clientId: signIn.clientId,
		upn: user.upn,
		homeTenantId: user.homeTenantId,
		// Without any resource v2 means Graph; v1 may name it on the token leg.
		firstAudience: requests[0]?.audience ?? (signIn.version === 'v2' ? 'https://graph.microsoft.com' : ''),
		oidcScopes: parseScopes(signIn.scope, 650053).oidc,
		mfaTenants: signIn.mfaPassed ? [tenant.id] : [],
		tenantId: tenant.id,
		viaCommon: signIn.tenantId === undefined,
		redirectUri: signIn.redirectUri,
		challenge: signIn.challenge,
		nonce: signIn.nonce,
		expiresAt: world.now() + codeLifeMs,
		redeemed: false,
	});
	return code;
}
