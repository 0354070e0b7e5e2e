import { escapeHtml, htmlDocument, page, type Reply } from '../http/reply';
import type { AppRegistration, PermissionKey, SignIn, User } from '../world';
import type { SignedIn } from './accounts';

/** "Pick an account". */
export function accountPage(signIn: SignIn, users: User[]): Reply {
	const choices = users.map(
		({ upn, displayName }) =>
			`<li><button name="account" value="${escapeHtml(upn)}">${escapeHtml(displayName)}<br><small>${escapeHtml(upn)}</small></button></li>`,
	);
	const list =
		choices.length > 0 ? `<ul>${choices.join('')}</ul>` : '<p>There is no account in this directory.</p>';
	return page(200, htmlDocument('Pick an account', stepForm(signIn, 'login', list)));
}

/** "Approve sign in request": where a tenant wants MFA. */
export function mfaPage(signIn: SignIn, user: User): Reply {
	const text = `<p>${escapeHtml(user.upn)}</p><button name="mfa" value="approve">Approve</button>`;
	return page(200, htmlDocument('Approve sign in request', stepForm(signIn, 'login', text)));
}

/** "Permissions requested", with Accept and Cancel. */
export function consentPage(
	signIn: SignIn,
	{ app, user, tenant }: SignedIn,
	permissions: PermissionKey[],
): Reply {
	const audience = signIn.purpose === 'adminConsent' ? `Review for ${tenant.displayName}` : user.upn;
	const body = `<p>${escapeHtml(audience)}</p><h2>${escapeHtml(app.displayName)}</h2>
<p>This app would like to:</p>${permissionList(permissions)}
<button name="decision" value="cancel">Cancel</button><button name="decision" value="accept">Accept</button>`;
	return page(200, htmlDocument('Permissions requested', stepForm(signIn, 'Consent/Set', body)));
}

/** "Need admin approval" (AADSTS90094): the user may not consent. */
export function needsAdminPage(app: AppRegistration, permissions: PermissionKey[]): Reply {
	const body = `<h2>${escapeHtml(app.displayName)}</h2><p>AADSTS90094: this app needs permission to access resources in your organization that only an admin can grant.</p>${permissionList(permissions)}`;
	return page(200, htmlDocument('Need admin approval', body));
}

/** The page of response_mode=form_post: a form that sends itself. */
export function formPostPage(redirectUri: string, fields: Record<string, string>): Reply {
	const inputs = Object.entries(fields).map(
		([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
	);
	const form = `<form method="post" action="${escapeHtml(redirectUri)}">${inputs.join('')}<button>Continue</button></form><script>document.forms[0].submit()</script>`;
	return page(200, htmlDocument('Working...', form));
}

function stepForm(signIn: SignIn, step: 'login' | 'Consent/Set', content: string): string {
	const action = `/${encodeURIComponent(signIn.segment)}/${step}`;
	return `<form method="post" action="${action}"><input type="hidden" name="sign_in" value="${signIn.id}">${content}</form>`;
}

function permissionList(permissions: PermissionKey[]): string {
	return `<ul>${permissions.map((permission) => `<li><code>${escapeHtml(permission)}</code></li>`).join('')}</ul>`;
}
