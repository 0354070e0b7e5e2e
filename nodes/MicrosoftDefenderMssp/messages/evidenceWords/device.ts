import type { Evidence, FileDetails } from '../../core/evidence/evidence';
import { accountName } from '../../core/evidence/values';
import { fullPath } from '../../core/filePath';
import { saysSomething } from '../words';
import type { EvidenceTable, Told } from './told';
import { namedOrIdentified, told, toldList, toldTogether } from './told';

/** Devices, and what runs or lies on them. */
export const DEVICE_WORDS: EvidenceTable = {
	device: { label: 'device', tell: tellDevice, more: tellMoreOfDevice },
	ioTDevice: { label: 'IoT device', tell: tellIoTDevice, more: tellMoreOfDevice },
	nic: { label: 'network card', tell: ({ id }) => told(id, 'MAC ') },
	process: { label: 'process', tell: tellProcess, more: tellMoreOfProcess },
	file: { label: 'file', tell: tellFile, more: tellMoreOfFile },
	fileHash: {
		label: 'hash',
		tell: ({ name, id, raw }) => [...told(name ?? id), ...told(raw.algorithm)],
	},
	malware: { label: 'malware', tell: (piece) => [...namedOrIdentified(piece), ...told(piece.raw.category)] },
	registryKey: { label: 'registry key', tell: tellRegistry },
	registryValue: { label: 'registry value', tell: tellRegistry },
};

function tellDevice(piece: Evidence): Told[] {
	const { device, name, id } = piece;
	if (device === undefined) return namedOrIdentified(piece);
	return [
		...told(device.name ?? name ?? id),
		...told(device.osPlatform),
		...told(device.group, 'group '),
		...(saysSomething(device.riskScore) ? told(device.riskScore, 'risk ') : []),
		...toldList(device.tags, 'tags '),
	];
}

function tellMoreOfDevice({ device }: Evidence): Told[] {
	if (device === undefined) return [];
	return [
		...told(device.osVersion, 'version '),
		...toldList(device.ips, 'IP '),
		...told(device.externalIp, 'external IP '),
		...told(device.entraId, 'Entra ID '),
		...toldList(device.loggedOnUsers, 'logged on '),
	];
}

function tellIoTDevice(piece: Evidence): Told[] {
	const { device } = piece;
	const { iot } = device ?? {};
	return [
		...told(device?.name ?? piece.name ?? piece.id),
		...told(iot?.type),
		...toldTogether([iot?.vendor, iot?.model], (known) => known.join(' ')),
		...toldList(device?.ips, 'IP '),
		...told(iot?.mac, 'MAC '),
		...told(device?.osPlatform),
		...toldList(piece.raw.site, 'site '),
		...toldList(piece.raw.zone, 'zone '),
	];
}

function tellProcess(piece: Evidence): Told[] {
	const { process, account } = piece;
	if (process === undefined) return namedOrIdentified(piece);
	const { commandLine, image = {}, parent } = process;
	const path = fullPath(image) ?? image.name;
	return [
		...told(commandLine ?? path ?? piece.name),
		...(namesProgram(commandLine, image.name) ? [] : told(image.name, 'image ')),
		...told(parent?.image && (parent.image.name ?? parent.image.path), 'started by '),
		...told(account && accountName(account), 'as '),
	];
}

/** Most command lines begin with the program. */
const namesProgram = (commandLine?: string, name = ''): boolean =>
	commandLine === undefined || commandLine.toLowerCase().includes(name.toLowerCase());

function tellMoreOfProcess({ process, account }: Evidence): Told[] {
	const { id, image, parent } = process ?? {};
	return [
		...told(image && fullPath(image), 'image '),
		...hashesOf(image),
		...told(id, 'process ID '),
		...told(account?.id, 'user ID '),
		...told(account?.sid, 'user SID '),
		...told(parent?.image && fullPath(parent.image), 'parent '),
		...told(parent?.id, 'parent ID '),
	];
}

function tellFile(piece: Evidence): Told[] {
	const { file } = piece;
	if (file === undefined) return namedOrIdentified(piece);
	const path = fullPath(file) ?? file.name;
	const named = toldTogether([file.name, file.path], () => path ?? '');
	return named.length === 0 ? namedOrIdentified(piece) : [...named, ...hashOf(file)];
}

/** The strongest that is known. */
const hashOf = (file: FileDetails = {}): Told[] => hashesOf(file).slice(0, 1);

const hashesOf = ({ sha256, sha1, md5 }: FileDetails = {}): Told[] => [
	...told(sha256, 'SHA-256 '),
	...told(sha1, 'SHA-1 '),
	...told(md5, 'MD5 '),
];

function tellMoreOfFile({ file = {} }: Evidence): Told[] {
	return [...told(file.signer ?? file.publisher, 'signed by '), ...hashesOf(file)];
}

function tellRegistry(piece: Evidence): Told[] {
	const { registry, name } = piece;
	if (registry === undefined) return namedOrIdentified(piece);
	return [
		...toldTogether([registry.hive, registry.key, registry.name], () => name ?? ''),
		...told(registry.value, 'data '),
		...told(registry.type, 'type '),
	];
}
