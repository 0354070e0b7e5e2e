import type { Service } from '../core/clouds';

export type AccessLevel = 'read' | 'update' | 'respond';

/**
 * The delegated permissions that a sign-in asks for, by what the user wants to do. Every level has those of the levels
 * before it. Sources: Graph "permissions reference", Defender for Endpoint "create app for user access" and API pages.
 */
export const DELEGATED_PERMISSIONS: Readonly<Record<AccessLevel, Readonly<Record<Service, string[]>>>> = {
	read: {
		graph: ['SecurityAlert.Read.All', 'SecurityIncident.Read.All'],
		defender: ['Alert.Read', 'Machine.Read'],
	},
	update: {
		graph: ['SecurityAlert.ReadWrite.All', 'SecurityIncident.ReadWrite.All'],
		defender: ['Alert.ReadWrite', 'Machine.Read'],
	},
	respond: {
		graph: ['SecurityAlert.ReadWrite.All', 'SecurityIncident.ReadWrite.All', 'ThreatHunting.Read.All'],
		defender: [
			'Alert.ReadWrite',
			'Machine.ReadWrite',
			'Machine.Isolate',
			'Machine.Scan',
			'Machine.RestrictExecution',
			'Machine.CollectForensics',
			'Machine.StopAndQuarantine',
			'Ti.ReadWrite',
			'User.Read.All',
			'File.Read.All',
			'Ip.Read.All',
			'URL.Read.All',
		],
	},
};
