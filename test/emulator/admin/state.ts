import type { TenantState, World } from '../world';

/** What the emulator holds, without secrets and tokens. */
export function stateSnapshot(world: World) {
	return {
		now: new Date(world.now()).toISOString(),
		urls: world.urls,
		apps: [...world.apps.values()].map((app) => ({
			clientId: app.clientId,
			displayName: app.displayName,
			homeTenantId: app.homeTenantId,
			multiTenant: app.multiTenant,
			redirectUris: app.redirectUris,
			secrets: app.secrets.length,
			certificates: app.certificates.length,
		})),
		tenants: [...world.tenants.values()].map(tenantSnapshot),
		requests: world.recorder.all().length,
	};
}

function tenantSnapshot(tenant: TenantState) {
	return {
		id: tenant.id,
		displayName: tenant.displayName,
		domains: tenant.domains,
		licensedForDefender: tenant.licensedForDefender,
		mfaRequired: tenant.mfaRequired,
		alerts: tenant.alerts.size,
		users: [...tenant.users.values()].map(({ upn, displayName, homeTenantId }) => ({
			upn,
			displayName,
			guestOf: homeTenantId === tenant.id ? null : homeTenantId,
		})),
		consents: [...tenant.servicePrincipals].map(([clientId, principal]) => ({
			clientId,
			enabled: principal.enabled,
			application: [...principal.application],
			delegated: [...principal.delegated],
			byUser: Object.fromEntries([...principal.delegatedByUser].map(([upn, keys]) => [upn, [...keys]])),
		})),
		faults: tenant.faults.map(({ fault, remaining }) => ({
			api: fault.api,
			kind: Object.keys(fault).find((key) => !['api', 'times', 'when', 'pathContains'].includes(key)),
			remaining: remaining === Infinity ? null : remaining,
		})),
	};
}
