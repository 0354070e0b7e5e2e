import type { Device, Evidence, Resource } from '../core/evidence/evidence';
import { mostTelling } from '../core/evidence/telling';
import { accountName } from '../core/evidence/values';
import { unique } from '../core/json';
import { wordsOf } from './evidenceWords';
import { ownerOf } from './evidenceWords/cloud';
import { deliveryOf, senderOf } from './evidenceWords/mail';
import { lowerCase, some } from './words';

export type Facts = Array<readonly [label: string, value: string | undefined]>;

type Titles = (piece: Evidence) => ReadonlyArray<string | undefined>;

/** Who, what and where, as far as evidence says it: the values of each fact. */
const ENTITIES: ReadonlyArray<readonly [label: string, titlesOf: Titles]> = [
	['Device', (piece) => [piece.device && withRole(deviceTitle(piece.device, piece.id), piece)]],
	['User', (piece) => [piece.kind === 'user' ? withRole(piece.name ?? piece.id, piece) : undefined]],
	['Recipient', ({ mail }) => mail?.recipients ?? []],
	['Sender', ({ mail }) => [mail && senderOf(mail)]],
	['Subject', ({ mail }) => [mail?.subject]],
	['Delivery', ({ mail }) => [mail && firstInCapitals(deliveryOf(mail))]],
	['Mailbox', ({ mailbox, name }) => [mailbox && (mailbox.address ?? name)]],
	['Application', (piece) => [piece.application && withRole(applicationTitle(piece), piece)]],
	['Resource', (piece) => [piece.resource && resourceTitle(piece, piece.resource)]],
];

/** Facts that may also be told by evidence within other evidence, as the host of a session is. */
const ALSO_WITHIN: ReadonlySet<string> = new Set(['Device', 'User']);

/** Where it happened and to whom, of the evidence that tells most. */
export function entityFacts(evidence: readonly Evidence[]): Facts {
	const all = mostTelling(evidence);
	const own = all.filter(({ within }) => within === undefined);
	const find = (titlesOf: Titles, label: string): string[] => {
		const found = unique(own.flatMap(titlesOf));
		return found.length === 0 && ALSO_WITHIN.has(label) ? unique(all.flatMap(titlesOf)) : found;
	};
	const found = ENTITIES.map(([label, titlesOf]) => ({ label, titles: find(titlesOf, label) }));
	const people = new Set(found.flatMap(({ label, titles }) => (label === 'Mailbox' ? [] : titles)).map(bare));
	return found.map(({ label, titles }) => {
		if (label === 'User' && titles.length === 0) return [label, some(find(ownersOf, label))];
		return [label, some(label === 'Mailbox' ? titles.filter((title) => !people.has(title)) : titles)];
	});
}

/** Who ran processes and owns mailboxes, where no evidence is a user. */
const ownersOf: Titles = ({ account }) => [account && accountName(account)];

const withRole = (title: string | undefined, { roles }: Evidence): string | undefined => {
	const role = roles.find((one) => one === 'compromised' || one === 'attacker');
	return title === undefined || role === undefined ? title : `${title} (${lowerCase(role)})`;
};

const bare = (title: string): string => title.replace(/ \([a-z]+\)$/, '');

function titled(title: string | undefined, details: ReadonlyArray<string | undefined>): string | undefined {
	const known = details.filter((detail) => detail !== undefined && detail !== '');
	return title === undefined || known.length === 0 ? title : `${title} (${known.join(', ')})`;
}

function deviceTitle({ name, osPlatform, group, iot, ips }: Device, id?: string): string | undefined {
	const make = [iot?.vendor, iot?.model].filter((word) => word !== undefined).join(' ');
	return titled(
		name ?? id,
		iot === undefined ? [osPlatform, group] : [iot.type, make, ips[0] ?? iot.mac, group],
	);
}

const applicationTitle = ({ name, id, application }: Evidence): string | undefined =>
	titled(name ?? id, [
		application?.publisher === undefined ? undefined : `publisher ${application.publisher}`,
	]);

function resourceTitle({ kind, name, id }: Evidence, resource: Resource): string | undefined {
	const type = kind.startsWith('kubernetes') ? wordsOf(kind)?.label : resource.type;
	const owner = kind.startsWith('kubernetes') ? undefined : ownerOf(resource);
	return titled(name ?? id, [type, owner]);
}

const firstInCapitals = (words: string | undefined): string | undefined =>
	words === undefined ? undefined : words.charAt(0).toUpperCase() + words.slice(1);
