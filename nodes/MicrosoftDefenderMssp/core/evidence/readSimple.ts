import type {
	AlertApplication,
	AlertCloudResource,
	AlertDevice,
	AlertEmail,
	AlertEntity,
	AlertFile,
	AlertLists,
	AlertMailbox,
	AlertProcess,
	AlertUser,
} from '../alert';
import type { JsonObject } from '../json';
import { isJsonObject } from '../json';
import type { Account, Evidence, EvidenceParts, FileDetails } from './evidence';
import { pieceOf } from './readGraph';
import { typeOf } from './types';
import { known, wholeNumber } from './values';
import { withoutEchoes } from './withoutEchoes';

/**
 * The evidence of a simplified alert: its entities, each with what the lists of the alert tell of it; then what stands in the
 * lists alone, as in alerts that were simplified before there were entities, or that a workflow changed.
 */
export function readSimpleEvidence(lists: AlertLists): Evidence[] {
	const shelves = shelvesOf(lists);
	const told = lists.entities.map((entity) => ofEntity(entity, shelves));
	const rest = Object.values(shelves).flatMap((shelf) => shelf.untold());
	return [...told, ...withoutEchoes(rest, told)];
}

function ofEntity(entity: AlertEntity, shelves: Shelves): Evidence {
	const { type, details = {}, ...told } = entity;
	const known = typeOf(type);
	const piece = pieceOf(nestedOf(details), known);
	const shelf = Object.values(shelves).find(({ kinds }) => kinds.includes(known.kind));
	const listed = shelf?.take(entity);
	// The list of devices has no place for what Defender for IoT says, the details of its entity do.
	const device = listed?.device && { ...listed.device, iot: piece.device?.iot };
	return Object.assign(piece, listed, device && { device }, { id: undefined, name: undefined, ...told });
}

/** Dotted names as objects in objects, so that details are read as what they were made of. */
function nestedOf(details: Record<string, string>): JsonObject {
	const raw: JsonObject = {};
	for (const [path, value] of Object.entries(details)) {
		const names = path.split('.').filter((name) => name !== '__proto__');
		const last = names.pop();
		if (last === undefined) continue;
		let parent = raw;
		for (const name of names) {
			const inner = Object.hasOwn(parent, name) ? parent[name] : undefined;
			const next: JsonObject = isJsonObject(inner) ? inner : {};
			parent[name] = next;
			parent = next;
		}
		parent[last] = value;
	}
	return raw;
}

/** One list of the alert: its entries by what entities call them, and which of them no entity asked for. */
interface Shelf {
	kinds: readonly string[];
	take: (entity: AlertEntity) => EvidenceParts | undefined;
	untold: () => Evidence[];
}

interface ShelfOptions<T> {
	kinds: readonly string[];
	entries: readonly T[];
	keysOf: (entry: T) => Array<string | undefined>;
	partsOf: (entry: T) => EvidenceParts;
	/** Of an entry that no entity asked for; the first of `kinds` unless it says otherwise. */
	kindOf?: (entry: T) => string | undefined;
}

function shelfOf<T>({ kinds, entries, keysOf, partsOf, kindOf }: ShelfOptions<T>): Shelf {
	const byKey = new Map<string, T>();
	for (const entry of entries) {
		for (const key of keysOf(entry)) if (key !== undefined && !byKey.has(key)) byKey.set(key, entry);
	}
	const taken = new Set<T>();
	return {
		kinds,
		take({ id = '', name = '' }) {
			const entry = byKey.get(id) ?? byKey.get(name);
			if (entry === undefined) return undefined;
			taken.add(entry);
			return partsOf(entry);
		},
		untold: () =>
			entries
				.filter((entry) => !taken.has(entry))
				.map((entry) => ({
					kind: kindOf?.(entry) ?? kinds[0] ?? '',
					roles: [],
					tags: [],
					raw: {},
					...partsOf(entry),
				})),
	};
}

type Shelves = Readonly<Record<string, Shelf>>;

const shelvesOf = (lists: AlertLists): Shelves => ({ ...endpointShelves(lists), ...otherShelves(lists) });

/** What happens on devices. */
const endpointShelves = (lists: AlertLists): Shelves => ({
	devices: shelfOf<AlertDevice>({
		kinds: ['device', 'ioTDevice'],
		entries: lists.devices,
		keysOf: ({ id, name }) => [id, name],
		partsOf: ofDevice,
	}),
	users: shelfOf<AlertUser>({
		kinds: ['user'],
		entries: lists.users,
		keysOf: ({ id, name, sid }) => [id, name, sid],
		partsOf: ofUser,
	}),
	files: shelfOf<AlertFile>({
		kinds: ['file'],
		entries: lists.files,
		keysOf: ({ sha256, sha1, md5, name }) => [sha256 ?? sha1 ?? md5, name],
		partsOf: (file) => ({ id: file.sha256 ?? file.sha1 ?? file.md5, name: file.name, file }),
	}),
	processes: shelfOf<AlertProcess>({
		kinds: ['process'],
		entries: lists.processes,
		keysOf: ({ id, name, commandLine }) => [id, name, commandLine],
		partsOf: (process) => ofProcess(process, lists.files),
	}),
	ips: shelfOf<string>({
		kinds: ['ip'],
		entries: lists.ips,
		keysOf: (ip) => [ip],
		partsOf: (ip) => ({ name: ip, ip }),
	}),
	urls: shelfOf<string>({
		kinds: ['url'],
		entries: lists.urls,
		keysOf: (url) => [url],
		partsOf: (url) => ({ name: url, url }),
	}),
});

/** Mail and clouds. */
const otherShelves = (lists: AlertLists): Shelves => ({
	mailboxes: shelfOf<AlertMailbox>({
		kinds: ['mailbox'],
		entries: lists.mailboxes,
		keysOf: ({ address, upn, name }) => [address, upn, name],
		partsOf: ofMailbox,
	}),
	emails: shelfOf<AlertEmail>({
		kinds: ['analyzedMessage', 'submissionMail'],
		entries: lists.emails,
		keysOf: ({ networkMessageId, internetMessageId, subject }) => [
			networkMessageId,
			internetMessageId,
			subject,
		],
		partsOf: ofEmail,
	}),
	applications: shelfOf<AlertApplication>({
		kinds: ['oauthApplication', 'cloudApplication', 'servicePrincipal', 'aiAgent'],
		entries: lists.applications,
		keysOf: ({ id, objectId, name }) => [id, objectId, name],
		partsOf: ofApplication,
		kindOf: ({ type }) => type,
	}),
	cloudResources: shelfOf<AlertCloudResource>({
		kinds: ['azureResource', 'amazonResource', 'googleCloudResource'],
		entries: lists.cloudResources,
		keysOf: ({ id, name }) => [id, name],
		partsOf: ({ id, name, ...resource }) => ({ id, name, resource }),
		kindOf: ({ provider }) => KINDS_BY_PROVIDER.get(provider ?? '') ?? 'cloudResource',
	}),
});

const KINDS_BY_PROVIDER: ReadonlyMap<string, string> = new Map([
	['Azure', 'azureResource'],
	['AWS', 'amazonResource'],
	['GCP', 'googleCloudResource'],
]);

const ofUser = ({ name, id, sid, displayName, accountName, domain }: AlertUser): EvidenceParts => {
	const account = accountOf(name);
	return {
		id: id ?? sid,
		name,
		account: {
			...account,
			name: account.name ?? accountName,
			domain: account.domain ?? domain,
			displayName,
			id,
			sid,
		},
	};
};

const ofDevice = (entry: AlertDevice): EvidenceParts => {
	const { id, name, os: osPlatform, group, riskScore, externalIp, entraId } = entry;
	const { tags = [], ips = [], loggedOnUsers = [] } = entry;
	const device = { id, entraId, name, osPlatform, group, riskScore, externalIp, tags, ips, loggedOnUsers };
	return { id, name, deviceId: id, device };
};

/** Takes the name of a simplified user apart. */
function accountOf(name: string | undefined): Account {
	const [, domain, account] = /^([^\\]+)\\(.+)$/s.exec(name ?? '') ?? [];
	if (account !== undefined) return { domain, name: account };
	return name?.includes('@') === true ? { principalName: name } : { name };
}

/** The image of a process stands among the files. */
function ofProcess(entry: AlertProcess, files: readonly AlertFile[]): EvidenceParts {
	const { id, name, commandLine, user, parentId, parentName } = entry;
	const image: FileDetails | undefined =
		name === undefined ? undefined : (files.find((file) => file.name === name) ?? { name });
	const parent = known({ id: wholeNumber(parentId), image: parentName && { name: parentName } });
	return {
		id,
		name: name ?? commandLine,
		account: user === undefined ? undefined : accountOf(user),
		process: { id: wholeNumber(id), commandLine, image, parent: parent as EvidenceParts['process'] },
	};
}

function ofApplication(entry: AlertApplication): EvidenceParts {
	const { id, name, objectId, publisher, instanceName, ownerTenantId } = entry;
	const application = { id, name, objectId, publisher, instanceName, ownerTenantId };
	return { id: id ?? objectId, name, application };
}

const ofMailbox = ({ address, name, upn }: AlertMailbox): EvidenceParts => ({
	name: address ?? upn ?? name,
	mailbox: { address, displayName: name, principalName: upn },
});

function ofEmail(entry: AlertEmail): EvidenceParts {
	const { recipient, networkMessageId, internetMessageId, threats = [], urls = [], ...mail } = entry;
	return {
		id: networkMessageId ?? internetMessageId,
		name: mail.subject,
		mail: {
			...mail,
			envelopeSender: mail.envelopeSender ?? mail.sender,
			recipients: recipient === undefined ? [] : [recipient],
			networkId: networkMessageId,
			internetId: internetMessageId,
			threats,
			urls,
		},
	};
}
