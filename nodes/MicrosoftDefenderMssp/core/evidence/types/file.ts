import type { JsonObject } from '../../json';
import { isJsonObject, objects, text } from '../../json';
import type { EvidenceParts, FileDetails } from '../evidence';
import { accountOf, fileDetailsOf, hashesOf, timeText, wholeNumber } from '../values';
import type { EvidenceTypes } from './evidenceType';

/** What runs or lies on a device or in a store. */
export const FILE_TYPES: EvidenceTypes = {
	file: { read: (entry) => ofFile(fileDetailsOf(entry.fileDetails)), details: [] },
	fileHash: {
		id: ['value'],
		name: ['value'],
		read: (entry) => ({ file: hashesOf([entry]) }),
		details: [],
	},
	process: { read: processOf, details: [] },
	malware: { name: ['name'], nested: { files: 'file', processes: 'process' } },
	registryKey: { read: registryOf },
	registryValue: { read: registryOf },
	blob: {
		id: ['url', 'etag'],
		name: ['name'],
		nested: { blobContainer: 'blobContainer' },
		read: (entry) => ({
			file: { name: text(entry.name), ...hashesOf(hashesIn(entry.fileHashes)) },
			url: text(entry.url),
		}),
	},
};

/** Of a simplified alert the details of one hash are an object, those of several are numbered. */
function hashesIn(value: unknown): JsonObject[] {
	if (!isJsonObject(value)) return objects(value);
	return 'value' in value ? [value] : objects(Object.values(value));
}

/** The strongest hash identifies a file. */
export function ofFile(file: FileDetails | undefined): EvidenceParts {
	return file === undefined
		? {}
		: { id: file.sha256 ?? file.sha1 ?? file.md5, name: file.name ?? file.path, file };
}

function processOf(entry: JsonObject): EvidenceParts {
	const image = fileDetailsOf(entry.imageFile);
	const commandLine = text(entry.processCommandLine);
	const parentImage = fileDetailsOf(entry.parentProcessImageFile);
	const parentId = wholeNumber(entry.parentProcessId);
	return {
		id: text(entry.processId),
		name: image?.name ?? image?.path ?? commandLine,
		account: accountOf(entry.userAccount),
		process: {
			id: wholeNumber(entry.processId),
			commandLine,
			createdDateTime: timeText(entry.processCreationDateTime),
			image,
			parent:
				parentImage === undefined && parentId === undefined
					? undefined
					: {
							id: parentId,
							createdDateTime: timeText(entry.parentProcessCreationDateTime),
							image: parentImage,
						},
		},
	};
}

function registryOf(entry: JsonObject): EvidenceParts {
	const registry = {
		hive: text(entry.registryHive),
		key: text(entry.registryKey),
		name: text(entry.registryValueName),
		type: text(entry.registryValueType),
		value: text(entry.registryValue),
	};
	return { name: registryPath(registry), registry };
}

/** Hive, key and value name as people write them. */
export function registryPath({ hive, key, name }: { hive?: string; key?: string; name?: string }) {
	const path = [hive, key, name].filter((part) => part !== undefined).join('\\');
	return path === '' ? undefined : path;
}
