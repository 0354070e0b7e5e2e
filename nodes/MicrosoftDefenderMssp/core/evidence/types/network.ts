import type { JsonObject } from '../../json';
import { isJsonObject, text } from '../../json';
import type { EvidenceParts } from '../evidence';
import { child, known, placeOf, wholeNumber } from '../values';
import type { EvidenceTypes } from './evidenceType';

/** Addresses, and who talks to whom. */
export const NETWORK_TYPES: EvidenceTypes = {
	ip: { name: ['ipAddress'], read: ipOf, details: [['countryLetterCode'], ['location']] },
	url: { name: ['url'], read: (entry) => ({ url: text(entry.url) }), details: [] },
	dns: {
		name: ['domainName'],
		nested: { ipAddresses: 'ip', hostIpAddress: 'ip', dnsServerIp: 'ip' },
		read: (entry) => ({ domain: text(entry.domainName) }),
	},
	networkConnection: {
		nested: { sourceAddress: 'ip', destinationAddress: 'ip' },
		rolesOf: { sourceAddress: 'source', destinationAddress: 'destination' },
		read: connectionOf,
	},
};

function ipOf(entry: JsonObject): EvidenceParts {
	const ip = text(entry.ipAddress);
	const hasPlace = isJsonObject(entry.location) || typeof entry.countryLetterCode === 'string';
	return hasPlace ? { ip, place: placeOf(child(entry, 'location'), entry.countryLetterCode) } : { ip };
}

function connectionOf(entry: JsonObject): EvidenceParts {
	const connection = {
		source: text(child(entry, 'sourceAddress').ipAddress),
		sourcePort: wholeNumber(entry.sourcePort),
		destination: text(child(entry, 'destinationAddress').ipAddress),
		destinationPort: wholeNumber(entry.destinationPort),
		protocol: text(entry.protocol),
	};
	const [from, to] = [
		endOf(connection.source, connection.sourcePort),
		endOf(connection.destination, connection.destinationPort),
	];
	const path = [from, to].filter((end) => end !== undefined).join(' → ');
	return { name: path === '' ? undefined : path, connection: known(connection) };
}

function endOf(address: string | undefined, port: number | undefined): string | undefined {
	if (address === undefined) return port === undefined ? undefined : `port ${port}`;
	if (port === undefined) return address;
	return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
