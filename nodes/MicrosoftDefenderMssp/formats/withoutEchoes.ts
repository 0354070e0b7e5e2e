import type { SimpleAlert } from '../core/alert';
import type { Evidence, FileDetails } from '../core/evidence/evidence';
import { accountName } from '../core/evidence/values';
import { hashesOf } from './names';

/**
 * Evidence without what only repeats a part of another piece: the lists of a simplified alert name the owner of a process, the
 * links in a mail, the pods of a cluster once more. What the alert's entities tell comes first, and stays.
 */
export function withoutEchoes(evidence: readonly Evidence[], { entities }: SimpleAlert): Evidence[] {
	const pieces = evidence.slice(0, entities.length);
	const told = new Set(pieces.flatMap(partsOf));
	return [...pieces, ...evidence.slice(entities.length).filter((piece) => !isTold(partsOf(piece), told))];
}

const isTold = (parts: string[], told: ReadonlySet<string>): boolean =>
	parts.length > 0 && parts.every((part) => told.has(part));

/** What a piece is about, each with its kind, so that a user is not taken for a pod of the same name. */
function partsOf({ kind, id, name, account, process, file, ip, url, mail, resource }: Evidence): string[] {
	const user = kind === 'gitHubUser' ? name : account && accountName(account);
	return [
		...keys('account', user),
		...keys('file', file && fileKey(file), process?.image && fileKey(process.image)),
		...keys('ip', ip, mail?.senderIp),
		...keys('url', url, ...(mail?.urls ?? [])),
		...keys('resource', resource && (id ?? name)),
	];
}

const fileKey = (file: FileDetails): string | undefined => hashesOf(file)[0] ?? file.name;

const keys = (kind: string, ...values: Array<string | undefined>): string[] =>
	values.filter((value) => value !== undefined).map((value) => `${kind}:${value}`);
