import { compact } from './compact';
import type { JsonObject } from './json';
import { text, texts } from './json';

/**
 * A device as people route on it, with the names and values of Defender for Endpoint ("machine" resource). A property that
 * the service did not send is absent.
 */
export interface SimpleDevice {
	id: string;
	computerDnsName?: string;
	osPlatform?: string;
	version?: string;
	healthStatus?: string;
	onboardingStatus?: string;
	riskScore?: string;
	exposureLevel?: string;
	deviceValue?: string;
	/** The device group. */
	rbacGroupName?: string;
	firstSeen?: string;
	lastSeen?: string;
	lastIpAddress?: string;
	lastExternalIpAddress?: string;
	/** Its ID in Entra ID. */
	aadDeviceId?: string;
	machineTags: string[];
}

const NAMES = [
	'computerDnsName',
	'osPlatform',
	'version',
	'healthStatus',
	'onboardingStatus',
	'riskScore',
	'exposureLevel',
	'deviceValue',
	'rbacGroupName',
	'firstSeen',
	'lastSeen',
	'lastIpAddress',
	'lastExternalIpAddress',
	'aadDeviceId',
] as const;

/** Simplifies a device. Never throws: what is missing or of another type is left out. */
export function simplifyDevice(raw: JsonObject): SimpleDevice {
	const named: Partial<Record<(typeof NAMES)[number], string>> = Object.fromEntries(
		NAMES.map((name) => [name, text(raw[name])]),
	);
	return { id: text(raw.id) ?? '', ...compact(named), machineTags: texts(raw.machineTags) };
}
