import type { JsonObject } from '../../json';
import { text, texts, unique } from '../../json';
import type { EvidenceParts } from '../evidence';
import { child, loggedOnUsersOf } from '../values';
import type { EvidenceTypes } from './evidenceType';

/** Devices, and parts of them. */
export const DEVICE_TYPES: EvidenceTypes = {
	device: {
		id: ['mdeDeviceId', 'azureAdDeviceId'],
		name: ['deviceDnsName', 'hostName'],
		read: deviceOf,
		details: [['vmMetadata'], ['resourceAccessEvents']],
	},
	ioTDevice: {
		id: ['deviceId'],
		name: ['deviceName'],
		nested: { ipAddress: 'ip', nics: 'nic', ioTHub: 'azureResource', sourceRef: 'url' },
		read: ioTDeviceOf,
	},
	nic: { id: ['macAddress'], nested: { ipAddress: 'ip' } },
};

function deviceOf(entry: JsonObject): EvidenceParts {
	const hostName = text(entry.hostName);
	return {
		device: {
			id: text(entry.mdeDeviceId),
			entraId: text(entry.azureAdDeviceId),
			name: text(entry.deviceDnsName) ?? hostName,
			hostName,
			domain: text(entry.dnsDomain),
			osPlatform: text(entry.osPlatform),
			osVersion: text(entry.version),
			osBuild: text(entry.osBuild),
			group: text(entry.rbacGroupName),
			riskScore: text(entry.riskScore),
			tags: texts(entry.tags),
			ips: addressesOf(entry.ipInterfaces, text(entry.lastIpAddress)),
			externalIp: text(entry.lastExternalIpAddress),
			loggedOnUsers: loggedOnUsersOf(entry.loggedOnUsers),
		},
	};
}

function addressesOf(interfaces: unknown, last: string | undefined): string[] {
	const ips = texts(interfaces);
	return last === undefined || ips.includes(last) ? ips : [...ips, last];
}

/** Its ID is of Defender for IoT, which device operations do not know. */
function ioTDeviceOf(entry: JsonObject): EvidenceParts {
	return {
		device: {
			name: text(entry.deviceName),
			osPlatform: text(entry.operatingSystem),
			tags: texts(entry.tags),
			// The documentation shows a text here, the schema an evidence of type ip.
			ips: unique([text(entry.ipAddress) ?? text(child(entry, 'ipAddress').ipAddress)]),
			loggedOnUsers: [],
			iot: {
				vendor: text(entry.manufacturer),
				model: text(entry.model),
				serialNumber: text(entry.serialNumber),
				mac: text(entry.macAddress),
				type: text(entry.deviceType),
			},
		},
	};
}
