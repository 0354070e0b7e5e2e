import type { JsonObject } from '../core/json';
import { fullPath } from '../core/filePath';
import { isIp } from '../core/ipAddress';
import type { Account, Device, FileDetails, Mail, Process, Registry } from '../core/evidence/evidence';
import { domainOf, hostOfUrl, shortName, userName } from './names';
import { epochMs } from './moment';
import { platformOf, registryTypeOf, riskOf } from './ocsfEnums';
import { isEmpty, present } from './present';

/** The objects of OCSF. Each is undefined where what OCSF requires of it is not known: it would not be valid then. */
type OcsfObject = JsonObject | undefined;

export function ocsfDevice(device: Device, kind = 'device'): OcsfObject {
	const { id, name, osPlatform, riskScore, group } = device;
	if (id === undefined && name === undefined) return undefined;
	const risk = riskOf(riskScore);
	return present({
		...(kind === 'iotDevice' ? { type_id: 7, type: 'IOT' } : { type_id: 0, type: 'Unknown' }),
		uid: id,
		name: shortName(device),
		hostname: name,
		domain: domainOf(device),
		ip: device.ips.find(isIp),
		os: osPlatform === undefined ? undefined : osOf(osPlatform, device),
		groups: group === undefined ? [] : [{ name: group }],
		...(risk !== undefined && { risk_level_id: risk.id, risk_level: risk.caption }),
	});
}

function osOf(name: string, { osVersion, osBuild }: Device): OcsfObject {
	const { id, caption } = platformOf(name);
	return present({ name, type_id: id, type: caption, version: osVersion, build: osBuild });
}

/** What OCSF takes for a mail address; anything else would make the document invalid. */
const MAIL_ADDRESS = /^[\w!#$%&'*+\-/=?^`{|}~.]+@[a-z0-9-]+\.[a-z0-9.-]+$/i;

export function ocsfUser(user: Account): OcsfObject {
	const { domain, principalName, displayName, id, sid } = user;
	const name = userName(user);
	if (name === undefined) return undefined;
	return present({
		name,
		domain,
		email_addr: mailAddress(principalName),
		full_name: displayName,
		uid: id ?? sid,
		uid_alt: id === undefined ? undefined : sid,
	});
}

/** A person who is named by principal name or name only. */
export const ocsfAssignee = (name: string): OcsfObject => present({ name, email_addr: mailAddress(name) });

const mailAddress = (value: string | undefined): string | undefined =>
	value !== undefined && value.length <= 320 && MAIL_ADDRESS.test(value) ? value : undefined;

/** OCSF requires a name: of a file that has none, its path or hash. */
export function ocsfFile(file: FileDetails): OcsfObject {
	const { sha256, sha1, md5, size } = file;
	const path = fullPath(file);
	const name = file.name ?? path ?? sha256 ?? sha1 ?? md5;
	if (name === undefined) return undefined;
	const hashes = [hashOf(1, 'MD5', md5), hashOf(2, 'SHA-1', sha1), hashOf(3, 'SHA-256', sha256)];
	return present({
		name,
		path,
		size,
		type_id: 1,
		type: 'Regular File',
		hashes: hashes.filter((hash) => hash !== undefined),
	});
}

const hashOf = (algorithm_id: number, algorithm: string, value?: string): OcsfObject =>
	value === undefined ? undefined : { algorithm_id, algorithm, value };

/** OCSF requires the process id. */
export function ocsfProcess(process: Process, user?: Account): OcsfObject {
	const { id, commandLine, createdDateTime, image, parent } = process;
	if (id === undefined) return undefined;
	return present({
		pid: id,
		name: image?.name,
		path: image === undefined ? undefined : fullPath(image),
		cmd_line: commandLine,
		created_time: epochMs(createdDateTime),
		file: image && ocsfFile(image),
		user: user && ocsfUser(user),
		parent_process: parent && ocsfProcess(parent),
	});
}

export function ocsfUrl(url: string): OcsfObject {
	const parts = URL.canParse(url) ? new URL(url) : undefined;
	return present({
		url_string: url,
		hostname: hostOfUrl(url),
		path: parts?.pathname,
		query_string: parts?.search.slice(1),
		scheme: parts?.protocol.slice(0, -1),
		port: parts === undefined || parts.port === '' ? undefined : Number(parts.port),
	});
}

/** OCSF requires a sender or recipient. */
export function ocsfEmail(mail: Mail): OcsfObject {
	const [from, to] = [mailAddress(mail.sender), mailAddress(mail.recipients[0])];
	if (from === undefined && to === undefined) return undefined;
	return present({
		from,
		to: to === undefined ? [] : [to],
		subject: mail.subject,
		message_uid: mail.internetId,
		uid: mail.networkId,
		urls: mail.urls.map(ocsfUrl),
	});
}

/** `reg_key` or `reg_value` of OCSF's extension for Windows. */
export function ocsfRegistry({ hive, key, name, type, value }: Registry): JsonObject {
	const path = [hive, key].filter((part) => !isEmpty(part)).join('\\');
	if (path === '') return {};
	if (name === undefined) return { reg_key: { path } };
	const { id, caption } = type === undefined ? { id: 0, caption: 'Unknown' } : registryTypeOf(type);
	return { reg_value: present({ path, name, type_id: id, type: caption, data: value }) };
}
