import { normalizeTimestamp } from '../core/timestamp';
import { fullPath } from '../core/filePath';
import { isIp } from '../core/ipAddress';
import type { EcsFields } from './ecsFields';
import type {
	Account,
	Device,
	Evidence,
	FileDetails,
	Mail,
	Process,
	Registry,
} from '../core/evidence/evidence';
import { domainOf, folderOf, hostOfUrl, shortName, userName } from './names';

/** The fields of the first evidence of each kind. ECS has one host, user, file and so on per document. */
export function entityFields(evidence: Evidence[]): EcsFields {
	const first = <Name extends keyof Evidence>(name: Name): Evidence[Name] | undefined =>
		evidence.find((entry) => entry[name] !== undefined)?.[name];
	const container = evidence.find(({ kind }) => kind === 'container');
	return {
		...hostFields(first('device')),
		...userFields('user', first('account')),
		...fileFields(first('file')),
		...processFields(first('process')),
		...urlFields(first('url')),
		...registryFields(first('registry')),
		...mailFields(first('mail')),
		'container.id': container?.id,
		'container.name': container?.name,
	};
}

function hostFields(device: Device | undefined): EcsFields {
	if (device === undefined) return {};
	return {
		'host.id': device.id,
		'host.name': device.name,
		'host.hostname': shortName(device),
		'host.domain': domainOf(device),
		'host.ip': device.ips.filter(isIp),
		'host.os.name': device.osPlatform,
		'host.os.type': osType(device.osPlatform ?? ''),
		'host.os.version': device.osVersion,
		'host.os.kernel': device.osBuild,
		'host.risk.static_level': device.riskScore,
	};
}

/** The words of ECS for the platforms that say so in their name (`Windows11`, `macOS`). */
const osType = (platform: string): string | undefined =>
	['windows', 'linux', 'macos', 'ios', 'android'].find((type) => platform.toLowerCase().startsWith(type));

const userFields = (prefix: string, user: Account = {}): EcsFields => ({
	[`${prefix}.name`]: userName(user),
	[`${prefix}.domain`]: user.domain,
	[`${prefix}.id`]: user.id ?? user.sid,
	[`${prefix}.email`]: user.principalName,
	[`${prefix}.full_name`]: user.displayName,
});

const hashFields = (prefix: string, file: FileDetails = {}): EcsFields => ({
	[`${prefix}.hash.md5`]: file.md5,
	[`${prefix}.hash.sha1`]: file.sha1,
	[`${prefix}.hash.sha256`]: file.sha256,
});

const fileFields = (file: FileDetails = {}): EcsFields => ({
	'file.name': file.name,
	'file.path': fullPath(file),
	'file.directory': folderOf(file),
	'file.size': file.size,
	...hashFields('file', file),
});

function processFields(process: Process = {}): EcsFields {
	const { image = {}, parent = {} } = process;
	return {
		'process.pid': process.id,
		'process.name': image.name,
		'process.executable': fullPath(image),
		'process.command_line': process.commandLine,
		'process.start': normalizeTimestamp(process.createdDateTime),
		...hashFields('process', image),
		'process.parent.pid': parent.id,
		'process.parent.name': parent.image?.name,
		'process.parent.executable': fullPath(parent.image ?? {}),
		'process.parent.start': normalizeTimestamp(parent.createdDateTime),
		...hashFields('process.parent', parent.image),
	};
}

function urlFields(url: string | undefined): EcsFields {
	const parts = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
	return {
		'url.original': url,
		'url.full': parts === undefined ? undefined : url,
		'url.scheme': parts?.protocol.slice(0, -1),
		'url.domain': url === undefined ? undefined : hostOfUrl(url),
		'url.port': parts === undefined || parts.port === '' ? undefined : Number(parts.port),
		'url.path': parts?.pathname,
		'url.query': parts?.search.slice(1),
		'url.fragment': parts?.hash.slice(1),
	};
}

const registryFields = (registry: Registry = {}): EcsFields => ({
	'registry.hive': registry.hive,
	'registry.key': registry.key,
	'registry.value': registry.name,
	'registry.data.type': registry.type,
	'registry.data.strings': registry.value === undefined ? undefined : [registry.value],
});

const mailFields = (mail: Partial<Mail> = {}): EcsFields => ({
	'email.subject': mail.subject,
	'email.from.address': mail.sender === undefined ? undefined : [mail.sender],
	'email.to.address': mail.recipients,
	'email.message_id': mail.internetId,
	'email.local_id': mail.networkId,
	'email.direction': mail.direction,
	'email.delivery_timestamp': normalizeTimestamp(mail.receivedDateTime),
});
