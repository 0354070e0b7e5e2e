import { startEmulator, type Emulator, type Tenant } from '../test/emulator';
import type { JsonObject } from '../test/n8n/json';
import { freePort } from '../test/n8n/ports';
import { demoClientId, homeTenant, type SampleCustomer } from './sampleCustomers';

export interface DemoCloud {
	emulator: Emulator;
	/** The customers' tenants by id. */
	tenants: Map<string, Tenant>;
}

export interface CloudInput {
	customers: readonly SampleCustomer[];
	clientSecret: string;
	/** n8n's OAuth callback. */
	redirectUri: string;
	/** How long an access token lives; about an hour unless told. */
	accessTokenSeconds?: number;
}

const permissions = {
	application: ['SecurityAlert.ReadWrite.All'],
	delegated: ['SecurityAlert.Read.All'],
};

/** Starts the local stand-in for Microsoft's cloud, with the app registered at the MSSP and consented to by every customer. */
export async function startDemoCloud({
	customers,
	clientSecret,
	redirectUri,
	accessTokenSeconds,
}: CloudInput): Promise<DemoCloud> {
	const emulator = await startEmulator({
		ports: { admin: await freePort(5690) },
		maxRecordedRequests: 2_000,
		accessTokenSeconds,
	});
	const { id, displayName, domain } = homeTenant;
	emulator.addTenant({ id, displayName, domains: [domain] });
	emulator.addApp({
		clientId: demoClientId,
		displayName: 'Demo MSSP alert intake',
		secrets: [{ value: clientSecret }],
		redirectUris: [redirectUri],
		homeTenantId: id,
		multiTenant: true,
	});
	const tenants = new Map<string, Tenant>();
	for (const customer of customers) {
		const tenant = emulator.addTenant({
			id: customer.tenantId,
			displayName: customer.name,
			domains: [customer.domain],
		});
		tenant.consent(demoClientId, permissions);
		tenant.addUser(customer.analyst);
		tenants.set(customer.tenantId, tenant);
	}
	return { emulator, tenants };
}

/** The cloud fields that both credential types share: n8n is pointed at the emulator instead of Microsoft. */
function cloudFields({ loginUrl, graphUrl, defenderUrl }: Emulator): JsonObject {
	return { cloud: 'custom', loginUrl, graphUrl, defenderUrl, portalUrl: 'https://security.microsoft.com' };
}

/** Data of the app-only credential: one app that every customer consented to. */
export function appCredentialData(emulator: Emulator, clientSecret: string): JsonObject {
	return {
		...cloudFields(emulator),
		tenantId: homeTenant.id,
		clientId: demoClientId,
		clientCredentialType: 'secret',
		clientSecret,
	};
}

/** Data of the delegated credential of one customer, before its analyst has signed in. */
export function oauthCredentialData(
	emulator: Emulator,
	clientSecret: string,
	customer: SampleCustomer,
): JsonObject {
	return {
		...cloudFields(emulator),
		tenantId: customer.tenantId,
		clientId: demoClientId,
		clientSecret,
		access: 'graph',
	};
}
