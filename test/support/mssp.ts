import { randomBytes } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { SOURCES } from '../../nodes/MicrosoftDefenderMssp/sources';
import type { Source } from '../../nodes/MicrosoftDefenderMssp/sources/source';
import type { App, Emulator, EmulatorOptions, PermissionGrant, Tenant } from '../emulator';
import { startEmulator } from '../emulator';
import type { CredentialStore } from './credentialStore';
import { createCredentialStore } from './credentialStore';
import { CREDENTIAL_IDS } from './n8nContexts';
import { trustCertificate } from './trustCertificate';

export const TENANT_IDS = {
	home: '10000000-0000-4000-8000-000000000001',
	contoso: '2c000000-0000-4000-8000-000000000002',
	fabrikam: '30000000-0000-4000-8000-000000000003',
	northwind: '40000000-0000-4000-8000-000000000004',
} as const;

export const CLIENT_ID = 'a0000000-0000-4000-8000-00000000000a';
export const REDIRECT_URI = 'https://n8n.example/rest/oauth2-credential/callback';
export const ANALYST = 'kim@mssp.example';

/** Everything that the node can do. */
export const EVERYTHING = {
	application: [
		'SecurityAlert.ReadWrite.All',
		'SecurityIncident.ReadWrite.All',
		'ThreatHunting.Read.All',
		'Alert.ReadWrite.All',
		'Machine.ReadWrite.All',
		'Machine.Isolate',
		'Machine.Scan',
		'Machine.RestrictExecution',
		'Machine.CollectForensics',
		'Machine.StopAndQuarantine',
		'Ti.ReadWrite',
		'https://api.securitycenter.microsoft.com/User.Read.All',
		'File.Read.All',
		'Ip.Read.All',
		'URL.Read.All',
	],
};

/** What reading every source of alerts needs. */
const READ_ALL = permissionsToRead(Object.values(SOURCES).filter(({ noun }) => noun === 'alert'));

function permissionsToRead(sources: Source[]): Required<PermissionGrant> {
	const permissions = sources.map(({ permission }) => permission);
	return {
		application: permissions.map(({ application }) => application),
		delegated: permissions.map(({ delegated }) => delegated),
	};
}

/** An MSSP with one multi-tenant app and three customers that allowed it, against a running emulator. */
export interface Mssp {
	emulator: Emulator;
	app: App;
	secret: string;
	home: Tenant;
	contoso: Tenant;
	fabrikam: Tenant;
	northwind: Tenant;
	customers: Tenant[];
	/** The app-only credential's fields; change them before a run. */
	appFields: IDataObject;
	store: CredentialStore;
	close(): Promise<void>;
}

/** Starts the emulator with the MSSP of the tests and a credential store that holds its app-only credential. */
export async function startMssp(options: EmulatorOptions = {}): Promise<Mssp> {
	const emulator = await startEmulator(options);
	const untrust = trustCertificate(emulator.caPem);
	const secret = randomBytes(24).toString('base64url');
	const home = emulator.addTenant({ id: TENANT_IDS.home, displayName: 'MSSP', domains: ['mssp.example'] });
	const app = emulator.addApp({
		clientId: CLIENT_ID,
		displayName: 'Alert Forwarder',
		secrets: [{ value: secret }],
		redirectUris: [REDIRECT_URI],
		homeTenantId: TENANT_IDS.home,
	});
	home.addUser({ upn: ANALYST, displayName: 'Kim Analyst' });
	const customer = (name: 'contoso' | 'fabrikam' | 'northwind', displayName: string) => {
		const tenant = emulator.addTenant({ id: TENANT_IDS[name], displayName, domains: [`${name}.example`] });
		tenant.addUser({ upn: ANALYST, displayName: 'Kim Analyst', guestOf: TENANT_IDS.home });
		tenant.consent(CLIENT_ID, READ_ALL);
		return tenant;
	};
	const contoso = customer('contoso', 'Contoso');
	const fabrikam = customer('fabrikam', 'Fabrikam');
	const northwind = customer('northwind', 'Northwind');
	const appFields = {
		...cloudFields(emulator),
		tenantId: TENANT_IDS.contoso,
		clientId: CLIENT_ID,
		clientSecret: secret,
	};
	return {
		emulator,
		app,
		secret,
		home,
		contoso,
		fabrikam,
		northwind,
		customers: [contoso, fabrikam, northwind],
		appFields,
		store: createCredentialStore({ [CREDENTIAL_IDS.appOnly]: appFields }),
		close: async () => {
			untrust();
			await emulator.close();
		},
	};
}

/** Cloud 'Custom' with the emulator's hosts. */
export function cloudFields({ loginUrl, graphUrl, defenderUrl }: Emulator): IDataObject {
	return { cloud: 'custom', loginUrl, graphUrl, defenderUrl, portalUrl: 'https://security.microsoft.com' };
}

/** Parameters that select these tenants by list, named and labelled after the emulator's. */
export function listOf(tenants: Tenant[]): IDataObject {
	return {
		customerTenants: 'list',
		tenantList: {
			tenant: tenants.map(({ id, displayName }) => ({
				tenantId: id,
				name: displayName,
				labels: { label: [{ key: 'channel', value: displayName.toLowerCase() }] },
			})),
		},
	};
}
