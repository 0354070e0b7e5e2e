import type { SimpleAlert } from '../core/alert';
import { evidenceOf } from '../core/evidence';
import type { Evidence, FileDetails } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';

/**
 * The evidence that a message tells of. The lists of a simplified alert also name what stands within a piece of evidence, such
 * as the sender's address of a mail or the file of a process; lines of their own would say it twice.
 */
export function alertEvidence(alert: SimpleAlert, raw?: JsonObject): Evidence[] {
	const pieces = [...evidenceOf(alert, raw), ...alert.hashes.map(bareHash)];
	const told = new Set([
		...pieces.flatMap(namesWithin),
		...pieces.flatMap((piece) => (isBare(piece) ? [] : [piece.id, piece.name])),
	]);
	return pieces.filter((piece) => !isBare(piece) || !told.has(mainNameOf(piece)));
}

const bareHash = (hash: string): Evidence => ({
	kind: 'fileHash',
	id: hash,
	name: hash,
	roles: [],
	tags: [],
	raw: {},
});

/** Whether nothing is known of it but what a list of the alert says. */
const isBare = ({ raw, verdict, roles }: Evidence): boolean =>
	verdict === undefined && roles.length === 0 && Object.keys(raw).length === 0;

/** Several files have one name, and several IDs one user: a list may know more of them than the evidence does. */
const mainNameOf = ({ kind, id, name }: Evidence): string =>
	(kind === 'file' ? (id ?? name) : (name ?? id)) ?? '';

/** What a piece says of other things. */
const namesWithin = ({ kind, process, file, mail, mailbox, url, connection }: Evidence) => [
	...filesOf(process?.image, process?.parent?.image),
	...(kind === 'fileHash' ? [] : hashesOf(file)),
	...(mail === undefined ? [] : [mail.senderIp, ...mail.urls]),
	mailbox?.address,
	connection?.source,
	connection?.destination,
	...(kind === 'url' ? [] : [url]),
];

const filesOf = (...files: Array<FileDetails | undefined>): Array<string | undefined> =>
	files.flatMap((file) => (file === undefined ? [] : [file.name, ...hashesOf(file)]));

const hashesOf = ({ md5, sha1, sha256 }: FileDetails = {}): Array<string | undefined> => [md5, sha1, sha256];
