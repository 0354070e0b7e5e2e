import { objects, text, unique } from '../core/json';
import { isIp } from '../core/ipAddress';
import { addressesOf } from '../core/evidence/direction';
import type { Account, Evidence, Mail } from '../core/evidence/evidence';
import type { Finding } from './finding';
import { hashesOf, hostOfUrl } from './names';

/** All names of all evidence by which people pivot. Elasticsearch refuses documents whose addresses are none. */
export function relatedFields({ evidence, alert }: Finding) {
	const devices = evidence.map(({ device }) => device);
	return {
		'related.hosts': unique([
			...devices.flatMap((device) => [device?.name, device?.hostName]),
			...evidence.flatMap(urlsOf).map(hostOfUrl),
			...evidence.map(({ domain }) => domain),
		]).filter((host) => !isIp(host)),
		'related.ip': unique([
			...addressesOf(evidence).map(({ address }) => address),
			...devices.flatMap((device) => [...(device?.ips ?? []), device?.externalIp]),
		]).filter(isIp),
		'related.user': unique([...evidence.flatMap(usersOf), alert.assignedTo]),
		'related.hash': unique([
			...alert.hashes,
			...evidence.flatMap(({ file, process }) => [...hashesOf(file), ...hashesOf(process?.image)]),
			...evidence.flatMap(({ process }) => hashesOf(process?.parent?.image)),
		]),
	};
}

const usersOf = ({ account, mail, mailbox, raw }: Evidence): Array<string | undefined> => [
	...(account === undefined ? [] : namesOf(account)),
	...(mail === undefined ? [] : correspondentsOf(mail)),
	mailbox?.address,
	mailbox?.principalName,
	...objects(raw.loggedOnUsers).map(({ accountName }) => text(accountName)),
];

const namesOf = ({ name, principalName, email, id, sid }: Account): Array<string | undefined> => [
	name,
	principalName,
	email,
	id,
	sid,
];

const correspondentsOf = ({ sender, envelopeSender, recipients, submitter }: Mail) => [
	sender,
	envelopeSender,
	...recipients,
	submitter,
];

const urlsOf = ({ url, mail }: Evidence): string[] => [
	...(url === undefined ? [] : [url]),
	...(mail?.urls ?? []),
];
