import { redirect, type Reply } from '../http/reply';
import type { RecordedRequest } from '../types';
import type { SignIn, World } from '../world';
import { EntraError } from './errors';
import { formPostPage } from './pages';
import { describeError } from './reply';

/** Throws 50011 unless the URI is registered, character by character. */
export function requireRedirectUri(
	app: { redirectUris: string[]; clientId: string },
	redirectUri: string,
): void {
	if (app.redirectUris.includes(redirectUri)) return;
	const text = `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${app.clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`;
	throw new EntraError(50011, { text });
}

/** Sends fields to the redirect URI in the response mode asked for. */
export function answerAtRedirect(
	{ redirectUri, responseMode, state }: Pick<SignIn, 'redirectUri' | 'responseMode' | 'state'>,
	fields: Record<string, string>,
): Reply {
	const all = { ...fields, ...(state === undefined ? {} : { state }) };
	if (responseMode === 'form_post') return formPostPage(redirectUri, all);
	const encoded = new URLSearchParams(all).toString();
	if (responseMode === 'fragment') return redirect(`${redirectUri}#${encoded}`);
	return redirect(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${encoded}`);
}

/** Sends an error to the redirect URI. */
export function refuseAtRedirect(
	world: World,
	recorded: RecordedRequest,
	target: Pick<SignIn, 'redirectUri' | 'responseMode' | 'state'>,
	error: EntraError,
	fields: Record<string, string> = {},
): Reply {
	const { description } = describeError(world, recorded, error);
	return answerAtRedirect(target, { ...fields, error: error.error, error_description: description });
}
