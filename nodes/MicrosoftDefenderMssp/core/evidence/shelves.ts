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
import type { Evidence, EvidenceParts } from './evidence';
import type { Owners } from './simpleParts';
import {
	applicationParts,
	deviceParts,
	emailParts,
	fileParts,
	mailboxParts,
	ownersOf,
	processParts,
	userParts,
} from './simpleParts';

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

export type Shelves = Readonly<Record<string, Shelf>>;

/** The lists of an alert, each with the kinds of evidence that it tells. */
export function shelvesOf(lists: AlertLists): Shelves {
	const owners = ownersOf(lists.users);
	return { ...endpointShelves(lists, owners), ...otherShelves(lists, owners) };
}

/** What happens on devices. */
const endpointShelves = (lists: AlertLists, owners: Owners): Shelves => ({
	devices: shelfOf<AlertDevice>({
		kinds: ['device', 'ioTDevice'],
		entries: lists.devices,
		keysOf: ({ id, name }) => [id, name],
		partsOf: deviceParts,
	}),
	users: shelfOf<AlertUser>({
		kinds: ['user'],
		entries: lists.users,
		keysOf: ({ id, name, sid }) => [id, name, sid],
		partsOf: userParts,
	}),
	files: shelfOf<AlertFile>({
		kinds: ['file'],
		entries: lists.files,
		keysOf: ({ sha256, sha1, md5, name }) => [sha256 ?? sha1 ?? md5, name],
		partsOf: fileParts,
	}),
	processes: processShelf(lists, owners),
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

function processShelf({ processes, files }: AlertLists, owners: Owners): Shelf {
	const images = new Map(files.map((file) => [file.name ?? '', file]));
	return shelfOf<AlertProcess>({
		kinds: ['process'],
		entries: processes,
		keysOf: ({ id, name, commandLine }) => [id, name, commandLine],
		partsOf: (process) => processParts(process, { images, owners }),
	});
}

/** Mail and clouds. */
const otherShelves = (lists: AlertLists, owners: Owners): Shelves => ({
	mailboxes: shelfOf<AlertMailbox>({
		kinds: ['mailbox'],
		entries: lists.mailboxes,
		keysOf: ({ address, upn, name }) => [address, upn, name],
		partsOf: (mailbox) => mailboxParts(mailbox, owners),
	}),
	emails: shelfOf<AlertEmail>({
		kinds: ['analyzedMessage', 'submissionMail'],
		entries: lists.emails,
		keysOf: ({ networkMessageId, internetMessageId, subject }) => [
			networkMessageId,
			internetMessageId,
			subject,
		],
		partsOf: emailParts,
	}),
	applications: shelfOf<AlertApplication>({
		kinds: ['oauthApplication', 'cloudApplication', 'servicePrincipal', 'aiAgent'],
		entries: lists.applications,
		keysOf: ({ id, objectId, name }) => [id, objectId, name],
		partsOf: applicationParts,
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
