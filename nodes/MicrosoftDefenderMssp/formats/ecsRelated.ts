import { unique } from '../core/json';
import { isIp } from '../core/ipAddress';
import type { Account, Evidence } from '../core/evidence/evidence';
import type { Finding } from './finding';
import { hashesOf, hostOfUrl } from './names';

/** All names of all evidence by which people pivot. Elasticsearch refuses documents whose addresses are none. */
export function relatedFields({ evidence, alert }: Finding) {
	const devices = evidence.map(({ device }) => device);
	return {
		'related.hosts': unique([
			...devices.flatMap((device) => [device?.name, device?.hostName]),
			...evidence.flatMap(urlsOf).map(hostOfUrl),
		]).filter((host) => !isIp(host)),
		'related.ip': unique([
			...evidence.map(({ ip }) => ip),
			...devices.flatMap((device) => [...(device?.ips ?? []), device?.externalIp]),
		]).filter(isIp),
		'related.user': unique([
			...evidence.flatMap(({ account = {} }) => namesOf(account)),
			...evidence.flatMap(({ mail }) => [mail?.sender, ...(mail?.recipients ?? [])]),
			alert.assignedTo,
		]),
		'related.hash': unique([
			...alert.hashes,
			...evidence.flatMap(({ file, process }) => [...hashesOf(file), ...hashesOf(process?.image)]),
			...evidence.flatMap(({ process }) => hashesOf(process?.parent?.image)),
		]),
	};
}

const namesOf = ({ name, principalName, id, sid }: Account): Array<string | undefined> => [
	name,
	principalName,
	id,
	sid,
];

const urlsOf = ({ url, mail }: Evidence): string[] => [
	...(url === undefined ? [] : [url]),
	...(mail?.urls ?? []),
];
