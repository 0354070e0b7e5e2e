import { normalizeTimestamp } from '../core/timestamp';
import { fullPath } from '../core/filePath';
import type { FileDetails, Process, Registry } from '../core/evidence/evidence';
import type { EcsFields } from './ecsFields';
import { folderOf } from './names';

/** Hashes, signature and company of a file or of the image of a process. */
const imageFields = (prefix: string, file: FileDetails = {}): EcsFields => ({
	[`${prefix}.hash.md5`]: file.md5,
	[`${prefix}.hash.sha1`]: file.sha1,
	[`${prefix}.hash.sha256`]: file.sha256,
	[`${prefix}.code_signature.exists`]: file.signer === undefined ? undefined : true,
	[`${prefix}.code_signature.subject_name`]: file.signer,
	[`${prefix}.pe.company`]: file.publisher,
});

/** A file under `file` or `threat.indicator.file`. */
export const fileFields = (prefix: string, file: FileDetails = {}): EcsFields => ({
	[`${prefix}.name`]: file.name,
	[`${prefix}.path`]: fullPath(file),
	[`${prefix}.directory`]: folderOf(file),
	[`${prefix}.extension`]: extensionOf(file.name),
	[`${prefix}.size`]: file.size,
	...imageFields(prefix, file),
});

/** The file of an attachment, without the folder that ECS has no field for there. */
export const attachmentOf = ({ name, size, md5, sha1, sha256 }: FileDetails): EcsFields => ({
	'file.name': name,
	'file.extension': extensionOf(name),
	'file.size': size,
	'file.hash.md5': md5,
	'file.hash.sha1': sha1,
	'file.hash.sha256': sha256,
});

/** Without the dot. */
const extensionOf = (name = ''): string | undefined => /[^.]\.([^.\s]+)$/.exec(name)?.[1];

/** `process.*` with its parent. */
export const processFields = (process: Process = {}): EcsFields => ({
	...programFields('process', process),
	...programFields('process.parent', process.parent),
});

const programFields = (prefix: string, process: Process = {}): EcsFields => ({
	[`${prefix}.pid`]: process.id,
	[`${prefix}.name`]: process.image?.name,
	[`${prefix}.executable`]: fullPath(process.image ?? {}),
	[`${prefix}.command_line`]: process.commandLine,
	[`${prefix}.start`]: normalizeTimestamp(process.createdDateTime),
	...imageFields(prefix, process.image),
});

/** ECS abbreviates hives; the services write them out. */
const HIVES: ReadonlyMap<string, string> = new Map([
	['HKEY_LOCAL_MACHINE', 'HKLM'],
	['HKEY_CURRENT_USER', 'HKCU'],
	['HKEY_USERS', 'HKU'],
	['HKEY_CLASSES_ROOT', 'HKCR'],
	['HKEY_CURRENT_CONFIG', 'HKCC'],
]);

export function registryFields(registry: Registry = {}): EcsFields {
	const hive = HIVES.get(registry.hive?.toUpperCase() ?? '') ?? registry.hive;
	const path = [hive, registry.key, registry.name].filter((part) => part !== undefined);
	return {
		'registry.hive': hive,
		'registry.key': registry.key,
		'registry.path': path.join('\\'),
		'registry.value': registry.name,
		'registry.data.type': registry.type,
		'registry.data.strings': registry.value === undefined ? undefined : [registry.value],
	};
}
