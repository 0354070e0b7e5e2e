import { fullPath } from '../core/filePath';
import type { Account, FileDetails, Mail, Process, Registry } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';
import { unique } from '../core/json';
import { epochMs } from './moment';
import { folderOf, hostOfUrl } from './names';
import { registryTypeOf } from './ocsfEnums';
import { ipOf } from './ocsfNetwork';
import { mailAddress, ocsfUser } from './ocsfUser';
import { isEmpty, present } from './present';

/** The objects of OCSF. Each is undefined where what OCSF requires of it is not known: it would not be valid then. */
type OcsfObject = JsonObject | undefined;

/** OCSF requires a name: of a file that has none, its path or hash. */
export function ocsfFile(file: FileDetails, uri?: string): OcsfObject {
	const { sha256, sha1, md5, size, publisher } = file;
	const path = fullPath(file);
	const name = file.name ?? path ?? sha256 ?? sha1 ?? md5;
	if (name === undefined) return undefined;
	const hashes = [hashOf(1, 'MD5', md5), hashOf(2, 'SHA-1', sha1), hashOf(3, 'SHA-256', sha256)];
	return present({
		name,
		path,
		parent_folder: folderOf(file),
		uri,
		size,
		company_name: publisher,
		type_id: 1,
		type: 'Regular File',
		hashes: hashes.filter((hash) => hash !== undefined),
	});
}

/** Which hash a text is, by its length in hexadecimal digits. */
export function hashNamed(value: string | undefined): Pick<FileDetails, 'md5' | 'sha1' | 'sha256'> {
	if (value === undefined || !/^[0-9a-f]+$/i.test(value)) return {};
	return value.length === 32
		? { md5: value }
		: value.length === 40
			? { sha1: value }
			: value.length === 64
				? { sha256: value }
				: {};
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
	const from = mailAddress(mail.sender);
	const to = unique(mail.recipients.flatMap((one) => one.split(', ')).map(mailAddress));
	if (from === undefined && to.length === 0) return undefined;
	return present({
		from,
		return_path: mailAddress(mail.envelopeSender),
		to,
		subject: mail.subject,
		message_uid: mail.internetId,
		x_originating_ip: unique([ipOf(mail.senderIp)]),
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
