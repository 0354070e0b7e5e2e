import type { AppRegistration, ServicePrincipal, TenantState, User, World } from '../world';
import { EntraError } from './errors';

export type Authority =
	{ kind: 'tenant'; tenant: TenantState } | { kind: 'common' | 'organizations' | 'consumers' };

/** An endpoint as it was addressed. */
export interface Endpoint {
	version: 'v1' | 'v2';
	segment: string;
	authority: Authority;
}

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const domainName = /^([a-z0-9-]+\.)+[a-z]{2,}$/;

/** The tenant with this id or verified domain, whatever the letter case. */
export function findTenant(world: World, idOrDomain: string): TenantState | undefined {
	const wanted = idOrDomain.toLowerCase();
	const byId = world.tenants.get(wanted);
	return byId ?? [...world.tenants.values()].find(({ domains }) => domains.includes(wanted));
}

/** Who a path segment names. Throws 90002 for unknown tenants, 900023 for what cannot be a tenant. */
export function resolveAuthority(world: World, segment: string): Authority {
	const name = segment.toLowerCase();
	if (name === 'common' || name === 'organizations' || name === 'consumers') return { kind: name };
	const tenant = findTenant(world, name);
	if (tenant) return { kind: 'tenant', tenant };
	if (!guid.test(name) && !domainName.test(name)) {
		const text = `Specified tenant identifier '${name}' is neither a valid DNS name, nor a valid external domain.`;
		throw new EntraError(900023, { text });
	}
	const text = `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`;
	throw new EntraError(90002, { text });
}

/**
 * The app, as seen from the authority. Throws 700016 when it is unknown or registered for another tenant only,
 * 50194 when a single-tenant app uses a shared endpoint.
 */
export function requireApp(world: World, authority: Authority, clientId: string): AppRegistration {
	const app = world.apps.get(clientId.toLowerCase());
	if (authority.kind === 'consumers') throw new EntraError(9002332);
	if (app && !app.multiTenant && authority.kind !== 'tenant') throw new EntraError(50194);
	const foreign =
		app && !app.multiTenant && authority.kind === 'tenant' && app.homeTenantId !== authority.tenant.id;
	if (!app || foreign) {
		const directory = authority.kind === 'tenant' ? authority.tenant.displayName : authority.kind;
		const text = `Application with identifier '${clientId}' was not found in the directory '${directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`;
		throw new EntraError(700016, { text });
	}
	return app;
}

/** The app's service principal in a tenant; the home tenant has one from registration on. */
export function findServicePrincipal(
	tenant: TenantState,
	app: AppRegistration,
): ServicePrincipal | undefined {
	const known = tenant.servicePrincipals.get(app.clientId);
	return known ?? (app.homeTenantId === tenant.id ? ensureServicePrincipal(tenant, app.clientId) : undefined);
}

/** The service principal, created without permissions where it is missing. */
export function ensureServicePrincipal(tenant: TenantState, clientId: string): ServicePrincipal {
	const key = clientId.toLowerCase();
	const known = tenant.servicePrincipals.get(key);
	if (known) return known;
	const created: ServicePrincipal = {
		enabled: true,
		application: new Set(),
		delegated: new Set(),
		delegatedByUser: new Map(),
	};
	tenant.servicePrincipals.set(key, created);
	return created;
}

/** The user as this tenant knows them; 50034 for the home tenant, 50020 where they are no guest. */
export function requireUser(tenant: TenantState, upn: string, homeTenantId: string): User {
	const user = tenant.users.get(upn.toLowerCase());
	if (user?.homeTenantId === homeTenantId) return user;
	if (tenant.id === homeTenantId) {
		throw new EntraError(50034, {
			text: `The user account ${upn} does not exist in the ${tenant.id} directory.`,
		});
	}
	const text = `User account '${upn}' from identity provider 'https://sts.windows.net/${homeTenantId}/' does not exist in tenant '${tenant.displayName}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.`;
	throw new EntraError(50020, { text });
}
