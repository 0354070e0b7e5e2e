import type { SimpleAlert } from '../core/alert';
import { evidenceOf } from '../core/evidence';
import type { Evidence, FileDetails } from '../core/evidence/evidence';
import { child } from '../core/evidence/values';
import type { JsonObject } from '../core/json';
import { text } from '../core/json';

/**
 * The evidence that a message tells of. The lists of a simplified alert also name what stands within a piece of evidence, such
 * as the sender's address of a mail or the file of a process; lines of their own would say it twice.
 */
export function alertEvidence(alert: SimpleAlert, raw?: JsonObject): Evidence[] {
	const own = evidenceOf(alert, raw);
	const within = new Set(own.flatMap(namesWithin));
	const hashes = new Set(own.flatMap(({ file, id }) => [...hashesOf(file), id]));
	return [
		...own.filter((piece) => !isBare(piece) || !within.has(mainNameOf(piece))),
		...alert.hashes.filter((hash) => !within.has(hash) && !hashes.has(hash)).map(bareHash),
	];
}

const bareHash = (hash: string): Evidence => ({
	kind: 'fileHash',
	id: hash,
	name: hash,
	roles: [],
	tags: [],
	raw: {},
});

/** The kinds whose lists have what stands within other evidence. */
const SHARED: ReadonlySet<string> = new Set(['file', 'ip', 'url']);

/** Whether nothing is known of it but what such a list of the alert says. */
const isBare = ({ kind, raw, verdict, roles }: Evidence): boolean =>
	SHARED.has(kind) && verdict === undefined && roles.length === 0 && Object.keys(raw).length === 0;

/** Several files have one name. */
const mainNameOf = ({ kind, id, name }: Evidence): string | undefined =>
	kind === 'file' ? (id ?? name) : (name ?? id);

/** What a piece, such as a blob by its address, says of files, addresses and links that are no evidence themselves. */
const namesWithin = ({ kind, id, process, file, mail, url, connection, raw }: Evidence) => [
	...filesOf(process?.image, process?.parent?.image, kind === 'file' ? undefined : file),
	...(mail === undefined ? [] : [mail.senderIp, ...mail.urls]),
	connection?.source,
	connection?.destination,
	...(SHARED.has(kind) ? [] : [url, id, text(child(raw, 'fileHashes').value)]),
];

const filesOf = (...files: Array<FileDetails | undefined>): Array<string | undefined> =>
	files.flatMap((file) => (file === undefined ? [] : [file.name, ...hashesOf(file)]));

const hashesOf = ({ md5, sha1, sha256 }: FileDetails = {}): string[] =>
	[md5, sha1, sha256].filter((hash) => hash !== undefined);
