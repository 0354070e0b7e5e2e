import type { AppRegistration, PermissionKey, TenantState, User } from '../world';
import { findServicePrincipal } from './directory';
import { EntraError } from './errors';
import { permissionsOf, type ApiResource } from './resources';
import type { ResourceRequest } from './scopes';

/** Throws when the tenant has no service principal of the resource (no Defender for Endpoint licence). */
export function requireLicence(tenant: TenantState, request: ResourceRequest, code: 500011 | 650052): void {
	const missing = !tenant.licensedForDefender && tenant.unlicensedAt === 'token';
	if (!missing || request.resource.key !== 'defender') return;
	const text =
		code === 500011
			? `The resource principal named ${request.audience} was not found in the tenant named ${tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`
			: `The app is trying to access a service '${request.resource.appId}'(${request.resource.displayName}) that your organization '${tenant.id}' lacks a service principal for. Contact your IT Admin to review the configuration of your service subscriptions.`;
	throw new EntraError(code, { text });
}

/** Application roles that an app-only token carries; empty when nothing was consented. */
export function consentedRoles(tenant: TenantState, app: AppRegistration, resource: ApiResource): string[] {
	return permissionsOf(resource, findServicePrincipal(tenant, app)?.application ?? []);
}

/** Delegated permissions of a user through the app: those of the admin and the user's own. */
export function consentedScopes(
	tenant: TenantState,
	app: AppRegistration,
	user: User,
	resource: ApiResource,
): string[] {
	const principal = findServicePrincipal(tenant, app);
	const own = principal?.delegatedByUser.get(user.upn) ?? [];
	return permissionsOf(resource, new Set([...(principal?.delegated ?? []), ...own]));
}

/** Whether everything asked of a resource is consented; `/.default` wants anything at all. */
export function isConsented(
	tenant: TenantState,
	app: AppRegistration,
	user: User,
	request: ResourceRequest,
): boolean {
	const granted = consentedScopes(tenant, app, user, request.resource);
	if (request.permissions.length === 0) return granted.length > 0;
	return request.permissions.every((permission) => granted.includes(permission));
}

/** The delegated permissions that a consent page asks for. */
export function permissionsToAsk(app: AppRegistration, requests: ResourceRequest[]): PermissionKey[] {
	return requests.flatMap(({ resource, permissions }) =>
		permissions.length > 0
			? permissions.map((permission) => `${resource.key}/${permission}`)
			: app.requiredDelegated.filter((key) => key.startsWith(`${resource.key}/`)),
	);
}
