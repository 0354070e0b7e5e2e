import { randomUUID } from 'node:crypto';

import type { Call } from '../http/listen';
import type { Reply } from '../http/reply';
import type { RecordedRequest } from '../types';
import type { AppRegistration, PermissionKey, SignIn, World } from '../world';
import { listAccounts, type SignedIn } from './accounts';
import { requireLicence } from './consent';
import { ensureServicePrincipal, requireApp, type Endpoint } from './directory';
import { EntraError } from './errors';
import { accountPage, consentPage } from './pages';
import { describeError } from './reply';
import { everyResource, parseScopes, type ResourceRequest } from './scopes';
import { answerAtRedirect, requireRedirectUri } from './redirect';
import { requireField } from './form';

/** Starts an admin consent: the page where an administrator of the tenant picks the account. */
export function handleAdminConsent(world: World, call: Call, endpoint: Endpoint): Reply {
	const { version, segment, authority } = endpoint;
	const fields = call.url.searchParams;
	const app = requireApp(world, authority, requireField(fields, 'client_id'));
	const redirectUri = requireField(fields, 'redirect_uri');
	requireRedirectUri(app, redirectUri);
	if (version === 'v2' && authority.kind === 'common') {
		throw new EntraError(90023, { text: 'Admin consent needs /organizations or the tenant, not /common.' });
	}
	const scope = version === 'v2' ? requireField(fields, 'scope') : '';
	parseScopes(scope, 650053);
	const signIn: SignIn = {
		id: randomUUID(),
		purpose: 'adminConsent',
		version,
		segment,
		tenantId: authority.kind === 'tenant' ? authority.tenant.id : undefined,
		clientId: app.clientId,
		redirectUri,
		responseMode: 'query',
		state: fields.get('state') ?? undefined,
		scope,
		mfaPassed: false,
	};
	world.signIns.set(signIn.id, signIn);
	return accountPage(signIn, listAccounts(world, signIn));
}

/** Shows the permissions, or ends the admin consent at the redirect URI. */
export function answerAdminConsent(
	world: World,
	recorded: RecordedRequest,
	signIn: SignIn,
	signedIn: SignedIn,
	decision?: string,
): Reply {
	const { tenant, app, user } = signedIn;
	const requests = signIn.version === 'v2' ? parseScopes(signIn.scope, 650053).resources : everyResource();
	const wanted = permissionsToGrant(app, requests);
	const refusal = refuse(signIn, signedIn, requests, wanted, decision);
	if (refusal) {
		world.signIns.delete(signIn.id);
		const { description } = describeError(world, recorded, refusal.reason);
		return answerAtRedirect(signIn, {
			admin_consent: 'True',
			error: refusal.error,
			error_description: description,
			tenant: tenant.id,
		});
	}
	if (decision !== 'accept')
		return consentPage(signIn, { tenant, app, user }, [...wanted.application, ...wanted.delegated]);
	const principal = ensureServicePrincipal(tenant, app.clientId);
	for (const key of wanted.application) principal.application.add(key);
	for (const key of wanted.delegated) principal.delegated.add(key);
	world.signIns.delete(signIn.id);
	const scope: Record<string, string> = signIn.version === 'v2' ? { scope: signIn.scope } : {};
	return answerAtRedirect(signIn, { admin_consent: 'True', tenant: tenant.id, ...scope });
}

interface Wanted {
	application: PermissionKey[];
	delegated: PermissionKey[];
}

function refuse(
	signIn: SignIn,
	{ tenant, user }: SignedIn,
	requests: ResourceRequest[],
	wanted: Wanted,
	decision?: string,
): { error: string; reason: EntraError } | undefined {
	if (!user.canConsent) return { error: 'permission_denied', reason: new EntraError(90094) };
	if (decision === 'cancel') {
		const text = 'The resource owner or authorization server denied the request.';
		return { error: 'consent_required', reason: new EntraError(65004, { text }) };
	}
	const touched = [...wanted.application, ...wanted.delegated];
	for (const request of requests) {
		const isTouched =
			signIn.version === 'v2' || touched.some((key) => key.startsWith(`${request.resource.key}/`));
		const reason = isTouched
			? licenceRefusal(() => {
					requireLicence(tenant, request, 650052);
				})
			: undefined;
		if (reason) return { error: reason.error, reason };
	}
	return undefined;
}

function licenceRefusal(check: () => void): EntraError | undefined {
	try {
		check();
		return undefined;
	} catch (error) {
		if (error instanceof EntraError) return error;
		throw error;
	}
}

/** `/.default` grants what the registration lists of that resource; named scopes are delegated permissions only. */
function permissionsToGrant(app: AppRegistration, requests: ResourceRequest[]): Wanted {
	const wanted: Wanted = { application: [], delegated: [] };
	for (const { resource, permissions } of requests) {
		const ofResource = (key: PermissionKey) => key.startsWith(`${resource.key}/`);
		if (permissions.length > 0) {
			wanted.delegated.push(...permissions.map((permission) => `${resource.key}/${permission}`));
			continue;
		}
		wanted.application.push(...app.requiredApplication.filter(ofResource));
		wanted.delegated.push(...app.requiredDelegated.filter(ofResource));
	}
	return wanted;
}
