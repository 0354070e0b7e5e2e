import type { Evidence } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';
import { isJsonObject, text } from '../core/json';
import { hashesOf } from './names';
import { macOf } from './ocsfDevice';
import { ipOf } from './ocsfNetwork';

/** A type of OCSF's observables, and where in an evidence artifact its values stand. */
interface ObservableType {
	id: number;
	caption: string;
	paths: readonly string[];
}

const RESOURCE = 'resources';
const PROCESS = 'process.file';

const TYPES = {
	hostname: {
		id: 1,
		caption: 'Hostname',
		paths: ['device.hostname', 'query.hostname', 'url.hostname', 'email.urls.hostname'],
	},
	ip: {
		id: 2,
		caption: 'IP Address',
		paths: ['device.ip', 'device.network_interfaces.ip', 'src_endpoint.ip', 'dst_endpoint.ip'],
	},
	mac: { id: 3, caption: 'MAC Address', paths: ['device.mac'] },
	user: { id: 4, caption: 'User Name', paths: ['user.name', 'process.user.name', 'actor.user.name'] },
	mailAddress: {
		id: 5,
		caption: 'Email Address',
		paths: ['user.email_addr', 'process.user.email_addr', 'email.from', 'email.return_path', 'email.to'],
	},
	url: { id: 6, caption: 'URL String', paths: ['url.url_string', 'email.urls.url_string'] },
	fileName: { id: 7, caption: 'File Name', paths: ['file.name'] },
	hash: {
		id: 8,
		caption: 'Hash',
		paths: ['file.hashes.value', `${PROCESS}.hashes.value`, `process.parent_${PROCESS}.hashes.value`],
	},
	processName: { id: 9, caption: 'Process Name', paths: ['process.name', 'process.parent_process.name'] },
	resourceId: { id: 10, caption: 'Resource UID', paths: [`${RESOURCE}.uid`, 'databucket.uid'] },
	commandLine: { id: 13, caption: 'Command Line', paths: ['process.cmd_line'] },
	country: {
		id: 14,
		caption: 'Country',
		paths: ['src_endpoint.location.country', 'dst_endpoint.location.country'],
	},
	userAgent: { id: 16, caption: 'HTTP User-Agent', paths: ['http_request.user_agent'] },
	userId: {
		id: 31,
		caption: 'User Object: uid',
		paths: ['user.uid', 'process.user.uid', 'actor.user.uid'],
	},
	serialNumber: { id: 37, caption: 'Serial Number', paths: ['device.hw_info.serial_number'] },
	resourceName: { id: 38, caption: 'Resource Details Object: name', paths: [`${RESOURCE}.name`] },
	subject: { id: 40, caption: 'Email Object: subject', paths: ['email.subject'] },
	messageId: { id: 42, caption: 'Message UID', paths: ['email.message_uid'] },
	registryValue: { id: 43, caption: 'Registry Value Object: name', paths: ['reg_value.name'] },
	filePath: { id: 45, caption: 'File Path', paths: ['file.path', `${PROCESS}.path`] },
	registryKey: { id: 46, caption: 'Registry Key Path', paths: ['reg_key.path', 'reg_value.path'] },
	deviceId: { id: 47, caption: 'Device Object: uid', paths: ['device.uid'] },
	appId: { id: 99, caption: 'Application ID', paths: ['actor.app_uid'] },
	networkMessageId: { id: 99, caption: 'Network Message ID', paths: [] },
} as const satisfies Readonly<Record<string, ObservableType>>;

type TypeName = keyof typeof TYPES;
type Observed = readonly [type: TypeName, value: string | undefined, name: string];

/** What people pivot by, each once: first what stands in the objects of the evidence, then what only its `data` has. */
export function ocsfObservables(
	evidence: readonly Evidence[],
	artifacts: readonly JsonObject[],
): JsonObject[] {
	const found = new Map<string, JsonObject>();
	for (const [type, value, name] of [...artifacts.flatMap(inObjects), ...evidence.flatMap(inData)]) {
		const { id, caption } = TYPES[type];
		const key = `${caption}:${value}`;
		if (value !== undefined && !found.has(key)) found.set(key, { name, type_id: id, type: caption, value });
	}
	return [...found.values()];
}

const NAMES = Object.keys(TYPES) as TypeName[];

const inObjects = (artifact: JsonObject): Observed[] =>
	NAMES.flatMap((type) =>
		TYPES[type].paths.flatMap((path) =>
			valuesAt(artifact, 'evidences[]', path.split('.')).map(([name, value]) => [type, value, name] as const),
		),
	);

/** The values under a path, each with the way there as OCSF writes it: lists have brackets. */
function valuesAt(value: unknown, way: string, path: readonly string[]): Array<[way: string, value: string]> {
	if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, `${way}[]`, path));
	const [first, ...rest] = path;
	if (first !== undefined) return isJsonObject(value) ? valuesAt(value[first], `${way}.${first}`, rest) : [];
	const written = text(value);
	return written === undefined ? [] : [[way, written]];
}

/** What OCSF has no object for, or requires too much of. */
function inData({ kind, id, ip, device, process, mail }: Evidence): Observed[] {
	const name = 'evidences[].data';
	return [
		['ip', ipOf(ip), name],
		['ip', ipOf(device?.externalIp), name],
		['mac', kind === 'nic' ? macOf(id) : undefined, name],
		['processName', process?.image?.name, name],
		...hashesOf(process?.image).map((hash) => ['hash', hash, name] as const),
		['commandLine', process?.commandLine, name],
		['subject', mail?.subject, name],
		['messageId', mail?.internetId, name],
		['networkMessageId', mail?.networkId, name],
	];
}
