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
import { unique } from '../json';
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
	idsOf?: (entry: T) => Array<string | undefined>;
	namesOf: (entry: T) => Array<string | undefined>;
	partsOf: (entry: T) => EvidenceParts;
	/** Of an entry that no entity asked for; the first of `kinds` unless it says otherwise. */
	kindOf?: (entry: T) => string | undefined;
}

function shelfOf<T>({ kinds, entries, idsOf, namesOf, partsOf, kindOf }: ShelfOptions<T>): Shelf {
	const taken = new Set<T>();
	const byId = queuesOf(entries, (entry) => idsOf?.(entry) ?? [], taken);
	// A name stands for an entry only where that has no ID of its own: two files of one name are two files.
	const nameless = entries.filter((entry) => (idsOf?.(entry) ?? []).every((id) => id === undefined));
	const byName = queuesOf(nameless, namesOf, taken);
	return {
		kinds,
		take({ id = '', name = '' }) {
			const entry = byId(id) ?? byName(name) ?? byName(id);
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

/**
 * The entries by their keys, each time the next one that is not taken, and the last one for ever: entities and entries stand in
 * the same order, and several mails may share an ID.
 */
function queuesOf<T>(
	entries: readonly T[],
	keysOf: (entry: T) => Array<string | undefined>,
	taken: ReadonlySet<T>,
): (key: string) => T | undefined {
	const queues = new Map<string, { waiting: T[]; next: number }>();
	for (const entry of entries) {
		for (const key of unique(keysOf(entry))) {
			const queue = queues.get(key);
			if (queue === undefined) queues.set(key, { waiting: [entry], next: 0 });
			else queue.waiting.push(entry);
		}
	}
	return (key) => {
		const queue = queues.get(key);
		if (queue === undefined) return undefined;
		const { waiting } = queue;
		while (queue.next < waiting.length - 1 && taken.has(waiting[queue.next] as T)) queue.next += 1;
		return waiting[queue.next];
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
		idsOf: ({ id, entraId }) => [id, entraId],
		namesOf: ({ name }) => [name],
		partsOf: deviceParts,
	}),
	users: shelfOf<AlertUser>({
		kinds: ['user'],
		entries: lists.users,
		idsOf: ({ id, sid }) => [id, sid],
		namesOf: ({ name }) => [name],
		partsOf: userParts,
	}),
	files: shelfOf<AlertFile>({
		kinds: ['file'],
		entries: lists.files,
		idsOf: ({ sha256, sha1, md5 }) => [sha256 ?? sha1 ?? md5],
		namesOf: ({ name, path }) => [name ?? path],
		partsOf: fileParts,
	}),
	processes: processShelf(lists, owners),
	ips: shelfOf<string>({
		kinds: ['ip'],
		entries: lists.ips,
		namesOf: (ip) => [ip],
		partsOf: (ip) => ({ name: ip, ip }),
	}),
	urls: shelfOf<string>({
		kinds: ['url'],
		entries: lists.urls,
		namesOf: (url) => [url],
		partsOf: (url) => ({ name: url, url }),
	}),
});

function processShelf({ processes, files }: AlertLists, owners: Owners): Shelf {
	const names = files.map(({ name }) => name);
	// Which of two files of one name ran is not known.
	const images = new Map(
		files.flatMap((file) =>
			file.name === undefined || names.indexOf(file.name) !== names.lastIndexOf(file.name)
				? []
				: [[file.name, file] as const],
		),
	);
	return shelfOf<AlertProcess>({
		kinds: ['process'],
		entries: processes,
		idsOf: ({ id }) => [id],
		namesOf: ({ name, commandLine }) => [name, commandLine],
		partsOf: (process) => processParts(process, { images, owners }),
	});
}

/** Mail and clouds. */
const otherShelves = (lists: AlertLists, owners: Owners): Shelves => ({
	mailboxes: shelfOf<AlertMailbox>({
		kinds: ['mailbox'],
		entries: lists.mailboxes,
		namesOf: ({ address, upn, name }) => [address, upn, name],
		partsOf: (mailbox) => mailboxParts(mailbox, owners),
	}),
	emails: shelfOf<AlertEmail>({
		kinds: ['analyzedMessage', 'submissionMail', 'teamsMessage'],
		entries: lists.emails,
		idsOf: ({ networkMessageId, internetMessageId, submissionId }) => [
			submissionId ?? networkMessageId ?? internetMessageId,
		],
		namesOf: ({ subject }) => [subject],
		partsOf: emailParts,
	}),
	applications: shelfOf<AlertApplication>({
		kinds: ['oauthApplication', 'cloudApplication', 'servicePrincipal', 'aiAgent'],
		entries: lists.applications,
		idsOf: ({ id, objectId }) => [id, objectId],
		namesOf: ({ name }) => [name],
		partsOf: applicationParts,
		kindOf: ({ type }) => type,
	}),
	cloudResources: shelfOf<AlertCloudResource>({
		kinds: ['azureResource', 'amazonResource', 'googleCloudResource'],
		entries: lists.cloudResources,
		idsOf: ({ id }) => [id],
		namesOf: ({ name }) => [name],
		partsOf: ({ id, name, ...resource }) => ({ id, name, resource }),
		kindOf: ({ provider }) => KINDS_BY_PROVIDER.get(provider ?? '') ?? 'cloudResource',
	}),
});

const KINDS_BY_PROVIDER: ReadonlyMap<string, string> = new Map([
	['Azure', 'azureResource'],
	['AWS', 'amazonResource'],
	['GCP', 'googleCloudResource'],
]);
