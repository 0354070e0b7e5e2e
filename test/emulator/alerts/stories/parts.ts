import type { EvidenceInput } from '../evidence';
import type { AlertDevice, AlertInput, AlertUser } from '../record';
import { digest, lastingId, shortName, type Scene } from './scene';

type Json = Record<string, unknown>;

/** An alert of a service whose evidence Graph alone shows: nothing of it is of Defender for Endpoint. */
export const graphOnly = (input: AlertInput): AlertInput => ({
	device: null,
	user: null,
	file: null,
	process: null,
	ipAddresses: [],
	urls: [],
	...input,
});

/** A sender, whose domain is what stands behind the @. */
export const senderOf = (emailAddress: string, displayName: string) => ({
	emailAddress,
	displayName,
	domainName: emailAddress.split('@')[1] ?? '',
});

/** A person's account as evidence holds it. */
export const accountOf = (user: AlertUser, tenantId: string) => ({
	accountName: user.accountName,
	domainName: user.domainName,
	userSid: user.userSid,
	azureAdUserId: user.azureAdUserId,
	userPrincipalName: user.userPrincipalName,
	displayName: user.displayName,
	tenantId,
});

/** The person whom the story happens to. */
export const personOf = ({ user, tenantId }: Scene, part: Json = {}): EvidenceInput => ({
	kind: 'user',
	userAccount: accountOf(user, tenantId),
	...part,
});

/** The mailbox of that person. */
export const mailboxOf = ({ user, tenantId }: Scene, part: Json = {}): EvidenceInput => ({
	kind: 'mailbox',
	primaryAddress: user.userPrincipalName,
	displayName: user.displayName,
	upn: user.userPrincipalName,
	userAccount: accountOf(user, tenantId),
	...part,
});

/** A device with what Defender knows of it. */
export function deviceOf(device: AlertDevice, part: Json = {}): EvidenceInput {
	const [hostName, ...dnsDomain] = device.dnsName.split('.');
	return {
		kind: 'device',
		mdeDeviceId: device.id,
		deviceDnsName: device.dnsName,
		hostName,
		dnsDomain: dnsDomain.join('.'),
		osPlatform: device.osPlatform,
		osBuild: 20_348,
		healthStatus: 'active',
		riskScore: device.riskScore,
		rbacGroupId: 11,
		rbacGroupName: device.groupName,
		onboardingStatus: 'onboarded',
		defenderAvStatus: 'updated',
		ipInterfaces: [device.lastIpAddress],
		lastIpAddress: device.lastIpAddress,
		tags: device.tags,
		...part,
	};
}

/** The customer's domain controller, which has the evidence of Defender for Identity. */
export const domainControllerOf = ({ domain }: Scene, part: Json = {}): EvidenceInput =>
	deviceOf(
		{
			id: digest('sha1', `dc1.${domain}`),
			dnsName: `dc1.${domain}`,
			osPlatform: 'WindowsServer2022',
			groupName: 'Domain controllers',
			tags: ['tier0'],
			riskScore: 'high',
			lastIpAddress: '192.0.2.2',
		},
		part,
	);

/** Places that addresses of the documentation networks are said to be at. */
const places = {
	elsewhere: {
		countryLetterCode: 'NZ',
		location: { city: 'Wellington', countryName: 'New Zealand', latitude: -41.29, longitude: 174.78 },
	},
	home: {
		countryLetterCode: 'IE',
		location: { city: 'Dublin', countryName: 'Ireland', latitude: 53.35, longitude: -6.26 },
	},
};

/** An address, and where it is if that matters. */
export const addressOf = (
	ipAddress: string,
	part: Json = {},
	place?: keyof typeof places,
): EvidenceInput => ({
	kind: 'ip',
	ipAddress,
	...(place ? places[place] : {}),
	...part,
});

/** A service of Microsoft's as Defender for Cloud Apps knows it. */
export const exchangeOnline = (): EvidenceInput => ({
	kind: 'cloudApplication',
	verdict: 'unknown',
	appId: 20_893,
	displayName: 'Microsoft Exchange Online',
	instanceId: 0,
	instanceName: 'Microsoft Exchange Online',
	saasAppId: 20_893,
});

/** A resource of the customer's Azure subscription. */
export function azureResourceOf(
	scene: Scene,
	resourceType: string,
	resourceName: string,
	part: Json = {},
): EvidenceInput {
	const group = `/subscriptions/${lastingId(scene, 'subscription')}/resourceGroups/${shortName(scene)}`;
	const resourceId = `${group}/providers/${resourceType}/${resourceName}`;
	return { kind: 'azureResource', resourceId, resourceName, resourceType, ...part };
}
