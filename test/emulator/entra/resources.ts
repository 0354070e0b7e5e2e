import type { PermissionKey } from '../world';

/** An API that tokens are issued for, with the permissions Microsoft publishes for it. */
export interface ApiResource {
	key: string;
	appId: string;
	displayName: string;
	/** App ID URIs; the first is the usual one. */
	uris: readonly string[];
	application: readonly string[];
	delegated: readonly string[];
}

const defenderOwnNames = ['User.Read.All', 'File.Read.All', 'Ip.Read.All', 'URL.Read.All'];
const deviceActions = ['Isolate', 'Scan', 'RestrictExecution', 'CollectForensics', 'StopAndQuarantine'].map(
	(action) => `Machine.${action}`,
);
const graphSecurity = [
	'SecurityAlert.Read.All',
	'SecurityAlert.ReadWrite.All',
	'SecurityIncident.Read.All',
	'SecurityIncident.ReadWrite.All',
	'ThreatHunting.Read.All',
	'DelegatedAdminRelationship.Read.All',
	'DelegatedAdminRelationship.ReadWrite.All',
];

export const graphResource: ApiResource = {
	key: 'graph',
	appId: '00000003-0000-0000-c000-000000000000',
	displayName: 'Microsoft Graph',
	uris: ['https://graph.microsoft.com'],
	application: [...graphSecurity, 'User.Read.All', 'Organization.Read.All'],
	delegated: [...graphSecurity, 'User.Read', 'User.Read.All', 'Organization.Read.All'],
};

export const defenderResource: ApiResource = {
	key: 'defender',
	appId: 'fc780465-2017-40d4-a0c5-307022471b92',
	displayName: 'WindowsDefenderATP',
	uris: [
		'https://api.securitycenter.microsoft.com',
		'https://securitycenter.onmicrosoft.com/windowsatpservice',
	],
	application: [
		'Alert.Read.All',
		'Alert.ReadWrite.All',
		'Machine.Read.All',
		'Machine.ReadWrite.All',
		'Ti.ReadWrite',
		'Ti.ReadWrite.All',
		'AdvancedQuery.Read.All',
		...defenderOwnNames,
		...deviceActions,
	],
	delegated: [
		'Alert.Read',
		'Alert.ReadWrite',
		'Machine.Read',
		'Machine.ReadWrite',
		'Ti.ReadWrite',
		'AdvancedQuery.Read',
		...defenderOwnNames,
		...deviceActions,
	],
};

/** The XDR resource: same host family as Defender, another audience (the trap of microsoft-apis 3.1). */
const threatProtectionResource: ApiResource = {
	key: 'threatProtection',
	appId: '8ee8fdad-f234-4243-8f3b-15c294843740',
	displayName: 'Microsoft Threat Protection',
	uris: ['https://api.security.microsoft.com'],
	application: ['Incident.Read.All', 'Incident.ReadWrite.All', 'AdvancedHunting.Read.All'],
	delegated: ['Incident.Read', 'Incident.ReadWrite', 'AdvancedHunting.Read'],
};

/** Azure AD Graph: retired, yet the audience of Microsoft's old SIEM sample. */
const azureAdGraphResource: ApiResource = {
	key: 'azureAdGraph',
	appId: '00000002-0000-0000-c000-000000000000',
	displayName: 'Windows Azure Active Directory',
	uris: ['https://graph.windows.net'],
	application: ['Directory.Read.All'],
	delegated: ['user_impersonation'],
};

export const allResources: readonly ApiResource[] = [
	graphResource,
	defenderResource,
	threatProtectionResource,
	azureAdGraphResource,
];

/** The resource with this App ID URI or app id; one trailing slash and letter case do not matter. */
export function findResource(audience: string): ApiResource | undefined {
	const wanted = audience.toLowerCase().replace(/\/$/, '');
	return allResources.find(({ uris, appId }) => wanted === appId || uris.includes(wanted));
}

/**
 * The key of a permission named in a test. Throws when no API or more than one has the name,
 * so that a typing mistake cannot turn a strict test into a lenient one.
 */
export function permissionKey(name: string, kind: 'application' | 'delegated'): PermissionKey {
	const slash = name.lastIndexOf('/');
	const qualified = slash > 0 ? findResource(name.slice(0, slash)) : undefined;
	const bareName = name.slice(slash + 1);
	const owners = (qualified ? [qualified] : slash > 0 ? [] : allResources).filter((resource) =>
		resource[kind].includes(bareName),
	);
	const [owner] = owners;
	if (!owner) throw new Error(`no API has the ${kind} permission '${name}': is it in ${__filename}?`);
	if (owners.length > 1) {
		throw new Error(`several APIs have the ${kind} permission '${name}': write '<App ID URI>/${bareName}'`);
	}
	return `${owner.key}/${bareName}`;
}

/** The names among the keys that belong to one resource. */
export function permissionsOf(resource: ApiResource, keys: Iterable<PermissionKey>): string[] {
	const prefix = `${resource.key}/`;
	return [...keys].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}
