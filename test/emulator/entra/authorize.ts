import { randomUUID } from 'node:crypto';

import type { Call } from '../http/listen';
import type { Reply } from '../http/reply';
import type { RecordedRequest } from '../types';
import type { CodeGrant, SignIn, World } from '../world';
import { requireApp, type Endpoint } from './directory';
import { EntraError } from './errors';
import { entraErrorPage } from './reply';
import { parseScopes, requireResource } from './scopes';
import { refuseAtRedirect, requireRedirectUri } from './redirect';
import { continueSignIn } from './signIn';
import { findAccount } from './accounts';
import { requireField } from './form';

const responseModes = ['query', 'fragment', 'form_post'];
const prompts = ['login', 'none', 'consent', 'select_account', 'admin_consent'];
/** Refusals that Entra shows itself, because the request's redirect URI or tenant cannot be trusted. */
const shownOnPage = [50011, 50194, 700016, 90002, 900023, 9002332];

/** Starts a sign-in: checks the request and shows the account picker, the consent page, or redirects at once. */
export function handleAuthorize(
	world: World,
	call: Call,
	recorded: RecordedRequest,
	endpoint: Endpoint,
): Reply {
	const fields = authorizeFields(call);
	const app = requireApp(world, endpoint.authority, requireField(fields, 'client_id'));
	const redirectUri = requireField(fields, 'redirect_uri');
	requireRedirectUri(app, redirectUri);
	const signIn = readSignIn(fields, endpoint, { clientId: app.clientId, redirectUri });
	const account = signIn.prompt === 'select_account' ? undefined : fields.get('login_hint');
	const known = account ? findAccount(world, signIn, account) : undefined;
	if (known) Object.assign(signIn, { upn: known.upn, pickedTenantId: known.homeTenantId });
	world.signIns.set(signIn.id, signIn);
	return continueSignIn(world, recorded, signIn);
}

/** A refused authorize request: a redirect where the redirect URI is registered, else a page. */
export function refuseAuthorize(
	world: World,
	call: Call,
	recorded: RecordedRequest,
	error: EntraError,
): Reply {
	const fields = authorizeFields(call);
	const app = world.apps.get((fields.get('client_id') ?? '').toLowerCase());
	const redirectUri = fields.get('redirect_uri') ?? '';
	if (shownOnPage.includes(error.code) || !app?.redirectUris.includes(redirectUri)) {
		return entraErrorPage(world, recorded, error);
	}
	const responseMode = fields.get('response_mode') ?? 'query';
	return refuseAtRedirect(
		world,
		recorded,
		{ redirectUri, responseMode, state: fields.get('state') ?? undefined },
		error,
	);
}

function authorizeFields(call: Call): URLSearchParams {
	return call.method === 'POST' ? new URLSearchParams(call.body) : call.url.searchParams;
}

function readSignIn(
	fields: URLSearchParams,
	{ version, segment, authority }: Endpoint,
	client: { clientId: string; redirectUri: string },
): SignIn {
	const responseMode = fields.get('response_mode') ?? 'query';
	if (!responseModes.includes(responseMode)) {
		throw new EntraError(90023, { text: `The response_mode '${responseMode}' is not supported.` });
	}
	if (requireField(fields, 'response_type') !== 'code') throw new EntraError(700051);
	const prompt = fields.get('prompt') ?? undefined;
	if (prompt !== undefined && !prompts.includes(prompt)) {
		throw new EntraError(90023, { text: `The prompt '${prompt}' is not supported.` });
	}
	if (prompt === 'none') throw new EntraError(50058);
	return {
		...client,
		id: randomUUID(),
		purpose: 'authorize',
		version,
		segment,
		tenantId: authority.kind === 'tenant' ? authority.tenant.id : undefined,
		responseMode,
		state: fields.get('state') ?? undefined,
		nonce: fields.get('nonce') ?? undefined,
		scope: readScope(fields, version),
		prompt,
		challenge: readChallenge(fields),
		mfaPassed: false,
	};
}

function readScope(fields: URLSearchParams, version: 'v1' | 'v2'): string {
	if (version === 'v1') {
		const resource = fields.get('resource');
		if (resource) requireResource(resource);
		return resource ? `openid offline_access ${resource}/.default` : 'openid offline_access';
	}
	if (fields.has('resource')) throw new EntraError(901002);
	const scope = requireField(fields, 'scope');
	parseScopes(scope, 650053);
	return scope;
}

function readChallenge(fields: URLSearchParams): CodeGrant['challenge'] {
	const value = fields.get('code_challenge');
	if (!value) return undefined;
	const method = fields.get('code_challenge_method') ?? 'plain';
	if (method !== 'plain' && method !== 'S256') {
		throw new EntraError(90023, { text: `The code_challenge_method '${method}' is not supported.` });
	}
	return { value, method };
}
