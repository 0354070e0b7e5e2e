import { accountTitle } from '../core/alert';
import type { JsonObject } from '../core/json';
import { isJsonObject, objects, text, texts, unique } from '../core/json';
import type { Account, Device, Evidence, FileDetails, Message, Process, Resource } from './evidence';
import { known, wholeNumber } from './evidence';

const TYPE = /^#?microsoft\.graph\.security\.(.+?)(?:Evidence)?$/;

/** Where a type we have no own reading for keeps its id and its name. Source: Graph's `alertEvidence` types. */
const RESOURCE_IDS = [
	'resourceId',
	'amazonResourceId',
	'fullResourceName',
	'containerId',
	'imageId',
	'agentId',
	'appId',
	'objectId',
	'securityGroupId',
	'sid',
	'sessionId',
	'requestId',
	'primaryAddress',
	'upn',
	'url',
	'urn',
	'id',
];
const RESOURCE_NAMES = [
	'resourceName',
	'displayName',
	'name',
	'agentName',
	'activeDirectoryDomainName',
	'registry',
	'domainName',
	'clusterByValue',
	'login',
];

/** Types whose id and name are told elsewhere in the evidence. */
const OWN_READING: ReadonlySet<string> = new Set([
	'device',
	'iotDevice',
	'user',
	'file',
	'fileHash',
	'process',
	'ip',
	'url',
	'registryKey',
	'registryValue',
	'analyzedMessage',
]);

/** Reads an entry of `evidence` of Graph, told apart by its `@odata.type`; of types we do not know at least id and name. */
export function readGraphEvidence(entry: JsonObject): Evidence {
	const type = text(entry['@odata.type']) ?? '';
	const kind = TYPE.exec(type)?.[1] ?? type;
	const { process, file } = programOf(entry, kind);
	return {
		kind,
		createdDateTime: text(entry.createdDateTime),
		verdict: text(entry.verdict),
		remediationStatus: text(entry.remediationStatus),
		detectionStatus: text(entry.detectionStatus),
		roles: texts(entry.roles),
		deviceId: text(entry.mdeDeviceId),
		device: deviceOf(entry, kind),
		user: userOf(entry),
		file,
		process,
		ip: kind === 'iotDevice' ? undefined : ipOf(entry),
		url: text(entry.url),
		registry: known({
			hive: text(entry.registryHive),
			key: text(entry.registryKey),
			name: text(entry.registryValueName),
			type: text(entry.registryValueType),
			value: text(entry.registryValue),
		}),
		message: kind === 'analyzedMessage' ? messageOf(entry) : undefined,
		resource: OWN_READING.has(kind) ? undefined : resourceOf(entry, kind),
	};
}

const child = (parent: JsonObject, name: string): JsonObject => {
	const value = parent[name];
	return isJsonObject(value) ? value : {};
};

const ipOf = (entry: JsonObject): string | undefined =>
	text(entry.ipAddress) ?? text(entry.senderIp) ?? text(child(entry, 'podIp').ipAddress);

/** A process with its image, or a file. */
function programOf(entry: JsonObject, kind: string): Pick<Evidence, 'file' | 'process'> {
	if (kind === 'process') return { process: processOf(entry) };
	const hashes = [...objects(entry.fileHashes), ...(kind === 'fileHash' ? [entry] : [])];
	const file = { ...fileOf(child(entry, 'fileDetails')), ...hashesOf(hashes) };
	return { file: known(kind === 'blob' ? { ...file, name: text(entry.name) } : file) };
}

function processOf(entry: JsonObject): Process {
	return {
		id: wholeNumber(entry.processId),
		commandLine: text(entry.processCommandLine),
		createdDateTime: text(entry.processCreationDateTime),
		image: known(fileOf(child(entry, 'imageFile'))),
		parent: known({
			id: wholeNumber(entry.parentProcessId),
			createdDateTime: text(entry.parentProcessCreationDateTime),
			image: known(fileOf(child(entry, 'parentProcessImageFile'))),
		}),
	};
}

const fileOf = (details: JsonObject): FileDetails => ({
	name: text(details.fileName),
	path: text(details.filePath),
	size: wholeNumber(details.fileSize),
	signer: text(details.signer),
	md5: text(details.md5),
	sha1: text(details.sha1),
	sha256: text(details.sha256),
});

/** Lists of `{ algorithm, value }`; only what we have a place for. */
function hashesOf(hashes: JsonObject[]): Pick<FileDetails, 'md5' | 'sha1' | 'sha256'> {
	const byName = new Map(hashes.map(({ algorithm, value }) => [text(algorithm)?.toLowerCase(), text(value)]));
	const found = ['md5', 'sha1', 'sha256'].flatMap((name) => {
		const value = byName.get(name);
		return value === undefined ? [] : [[name, value] as const];
	});
	return Object.fromEntries(found);
}

function deviceOf(entry: JsonObject, kind: string): Device | undefined {
	if (kind === 'iotDevice') return iotDeviceOf(entry);
	if (kind !== 'device') return undefined;
	const interfaces = [...texts(entry.ipInterfaces), text(entry.lastIpAddress)];
	return {
		id: text(entry.mdeDeviceId),
		name: text(entry.deviceDnsName) ?? text(entry.hostName),
		hostName: text(entry.hostName),
		domain: text(entry.dnsDomain),
		osPlatform: text(entry.osPlatform),
		osVersion: text(entry.version),
		osBuild: text(entry.osBuild),
		group: text(entry.rbacGroupName),
		riskScore: text(entry.riskScore),
		tags: texts(entry.tags),
		ips: unique(interfaces),
		externalIp: text(entry.lastExternalIpAddress),
		loggedOnUsers: unique(objects(entry.loggedOnUsers).map(loggedOnUser)),
	};
}

const loggedOnUser = ({ accountName, domainName }: JsonObject): string | undefined =>
	accountTitle(undefined, text(domainName), text(accountName));

const iotDeviceOf = (entry: JsonObject): Device => ({
	id: text(entry.deviceId),
	name: text(entry.deviceName),
	osPlatform: text(entry.operatingSystem),
	tags: texts(entry.tags),
	ips: unique([text(entry.ipAddress)]),
	loggedOnUsers: [],
});

/** `userAccount` of users, processes and mailboxes; a session names its user as evidence of its own. */
function userOf(entry: JsonObject): Account | undefined {
	const account = { ...child(child(entry, 'account'), 'userAccount'), ...child(entry, 'userAccount') };
	return known({
		name: text(account.accountName),
		domain: text(account.domainName),
		principalName: text(account.userPrincipalName),
		displayName: text(account.displayName),
		id: text(account.azureAdUserId),
		sid: text(account.userSid),
	});
}

const messageOf = (entry: JsonObject): Message => ({
	sender: text(child(entry, 'p1Sender').emailAddress) ?? text(child(entry, 'p2Sender').emailAddress),
	recipient: text(entry.recipientEmailAddress),
	subject: text(entry.subject),
	internetId: text(entry.internetMessageId),
	networkId: text(entry.networkMessageId),
	direction: text(entry.antiSpamDirection),
	receivedDateTime: text(entry.receivedDateTime),
	urls: texts(entry.urls),
});

function resourceOf(entry: JsonObject, kind: string): Resource | undefined {
	const first = (names: string[]) =>
		names.map((name) => text(entry[name])).find((value) => value !== undefined);
	const [id, name] = [first(RESOURCE_IDS), first(RESOURCE_NAMES)];
	return id === undefined && name === undefined
		? undefined
		: { id, name, type: text(entry.resourceType) ?? kind };
}
