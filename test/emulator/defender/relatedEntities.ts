import { createHash } from 'node:crypto';

import type { AlertDevice, AlertFile, AlertRecord } from '../alerts/record';
import { pascalCase } from '../alerts/vocabulary';
import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import type { Json } from '../records/store';
import { isShown } from './alerts';
import type { DefenderCall } from './handler';

const metadata = 'https://api.securitycenter.microsoft.com/api/$metadata#';

type Show = (alert: AlertRecord) => Json | undefined;

/** Answers `GET /api/alerts/{id}/files`. */
export const alertFiles = related(({ file }) => list('Files', file ? [fileOf(file)] : []));

/** Answers `GET /api/alerts/{id}/ips`. */
export const alertIps = related(({ ipAddresses }) =>
	list(
		'Ips',
		ipAddresses.map((id) => ({ id })),
	),
);

/** Answers `GET /api/alerts/{id}/domains`: the hosts of its URLs. */
export const alertDomains = related(({ urls }) => {
	const hosts = new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).hostname));
	return list(
		'Domains',
		[...hosts].map((host) => ({ host })),
	);
});

/** Answers `GET /api/alerts/{id}/user`: 404 for an alert without one. */
export const alertUser = related(({ user, device, createdDateTime }) =>
	user
		? {
				'@odata.context': `${metadata}Users/$entity`,
				id: `${user.domainName.toLowerCase()}\\${user.accountName}`,
				accountName: user.accountName,
				accountDomain: user.domainName,
				accountSid: user.userSid,
				firstSeen: '2025-06-01T07:00:00Z',
				lastSeen: createdDateTime,
				mostPrevalentMachineId: device?.id ?? null,
				leastPrevalentMachineId: device?.id ?? null,
				logonTypes: 'Interactive',
				logOnMachinesCount: 1,
				isDomainAdmin: false,
				isOnlyNetworkUser: false,
			}
		: undefined,
);

/** Answers `GET /api/alerts/{id}/machine`: 404 for an alert without one. */
export const alertDevice = related(({ device, createdDateTime }) =>
	device
		? { '@odata.context': `${metadata}Machines/$entity`, ...deviceOf(device, createdDateTime) }
		: undefined,
);

function related(show: Show): (call: DefenderCall, id: string) => Reply {
	return ({ world, caller }, id) => {
		const record = caller.tenant.alerts.get(id)?.record;
		const body = record && isShown(record, world.now()) ? show(record) : undefined;
		if (body) return json(200, body);
		const message = record ? `Alert ${id} has none` : `Alert ${id} was not found`;
		return apiError(world, 'defender', { status: 404, code: 'ResourceNotFound', message });
	};
}

const list = (name: string, value: Json[]): Json => ({ '@odata.context': `${metadata}${name}`, value });

function fileOf({ fileName, sha1, sha256 }: AlertFile): Json {
	return {
		sha1,
		sha256,
		md5: createHash('md5').update(fileName).digest('hex'),
		globalPrevalence: 3,
		globalFirstObserved: '2025-12-30T06:00:00Z',
		globalLastObserved: '2026-01-05T08:00:00Z',
		size: 4096,
		fileType: null,
		isPeFile: false,
		filePublisher: null,
		fileProductName: null,
		signer: null,
		issuer: null,
		signerHash: null,
		isValidCertificate: null,
		determinationType: 'Unknown',
		determinationValue: null,
	};
}

function deviceOf(
	{ id, dnsName, osPlatform, groupName, tags, riskScore, lastIpAddress }: AlertDevice,
	seen: string,
): Json {
	return {
		id,
		computerDnsName: dnsName,
		firstSeen: '2025-06-01T07:00:00Z',
		lastSeen: seen,
		osPlatform,
		onboardingStatus: 'onboarded',
		osProcessor: 'x64',
		osArchitecture: '64-bit',
		version: '23H2',
		osBuild: 22631,
		lastIpAddress,
		lastExternalIpAddress: '198.51.100.7',
		healthStatus: 'Active',
		rbacGroupName: groupName,
		rbacGroupId: 11,
		riskScore: pascalCase(riskScore),
		exposureLevel: 'Medium',
		deviceValue: 'Normal',
		aadDeviceId: null,
		isAadJoined: false,
		machineTags: tags,
		ipAddresses: [{ ipAddress: lastIpAddress, macAddress: null, operationalStatus: 'Up' }],
	};
}
