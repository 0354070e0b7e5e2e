import type { Device, Evidence, FileDetails, Mail, Process } from './evidence';
import { accountName } from './values';

/**
 * Evidence without what only repeats a part of `pieces`: the lists of a simplified alert name the owner of a process, the links
 * in a mail, the pods of a cluster once more.
 */
export function withoutEchoes(evidence: readonly Evidence[], pieces: readonly Evidence[]): Evidence[] {
	const told = new Set(pieces.flatMap(partsOf));
	return evidence.filter((piece) => !isTold(partsOf(piece), told));
}

const isTold = (parts: string[], told: ReadonlySet<string>): boolean =>
	parts.length > 0 && parts.every((part) => told.has(part));

/** What a piece is about, each with its kind, so that a user is not taken for a pod of the same name. */
const partsOf = (piece: Evidence): string[] => [
	...keys('account', piece.account && accountName(piece.account)),
	...keys('file', fileKey(piece.file), fileKey(piece.process?.image)),
	...keys('process', piece.process && processKey(piece.process)),
	...keys('mailbox', piece.mailbox?.address ?? piece.mailbox?.principalName),
	...keys('resource', piece.resource && (piece.id ?? piece.name)),
	...(piece.device === undefined ? [] : deviceKeys(piece.device)),
	...(piece.mail === undefined ? [] : mailKeys(piece.mail)),
	...keys('ip', piece.ip),
	...keys('url', piece.url),
];

const fileKey = ({ sha256, sha1, md5, name }: FileDetails = {}): string | undefined =>
	sha256 ?? sha1 ?? md5 ?? name;

const processKey = ({ id, commandLine }: Process): string => `${id ?? ''} ${commandLine ?? ''}`;

/** A device without a name is the one at its addresses. */
const deviceKeys = ({ name, id, entraId, ips }: Device): string[] => {
	const called = name ?? id ?? entraId;
	return called === undefined ? keys('ip', ...ips) : keys('device', called);
};

const mailKeys = ({ networkId, recipients, senderIp, urls }: Mail): string[] => [
	...keys('mail', `${networkId ?? ''} ${recipients.join(', ')}`),
	...keys('ip', senderIp),
	...keys('url', ...urls),
];

const keys = (kind: string, ...values: Array<string | undefined>): string[] =>
	values.filter((value) => value !== undefined).map((value) => `${kind}:${value}`);
