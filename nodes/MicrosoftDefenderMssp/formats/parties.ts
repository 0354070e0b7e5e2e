import type { Account, Evidence, Mail } from '../core/evidence/evidence';
import type { Address, Direction } from '../core/evidence/direction';
import { directionOf } from '../core/evidence/direction';
import { accountName } from '../core/evidence/values';
import { userName } from './names';

/** Somebody whom evidence names, and which end of the attack they are where that is known. */
export interface Person {
	account: Account;
	direction?: Direction;
}

/** Everybody whom evidence names, each list in its order. */
export interface People {
	/** Users and mailboxes. */
	users: Person[];
	/** Senders and recipients of mails. */
	correspondents: Person[];
	/** Accounts that processes ran as: often the system. */
	owners: Person[];
}

/** The people in evidence that have a name. In an alert about mail a mailbox without role is where it arrived. */
export function peopleIn(evidence: readonly Evidence[]): People {
	const people: People = { users: [], correspondents: [], owners: [] };
	const arrived = evidence.some(({ mail }) => mail !== undefined) ? 'destination' : undefined;
	for (const piece of evidence) {
		const { mailbox, mail, process, roles } = piece;
		const account = accountOf(piece);
		const direction = directionOf(roles) ?? (mailbox === undefined ? undefined : arrived);
		if (account !== undefined)
			(process === undefined ? people.users : people.owners).push({ account, direction });
		for (const person of mail === undefined ? [] : correspondentsOf(mail)) people.correspondents.push(person);
	}
	return people;
}

/** The account of a piece of evidence that has a name: of a mailbox its user. */
export function accountOf({ account, mailbox }: Evidence): Account | undefined {
	if (account !== undefined && userName(account) !== undefined) return account;
	if (mailbox === undefined) return undefined;
	const { principalName, address: email, displayName } = mailbox;
	return (principalName ?? email ?? displayName) ? { principalName, email, displayName } : undefined;
}

function correspondentsOf({ sender, envelopeSender, recipients }: Mail): Person[] {
	const from = sender ?? envelopeSender;
	return [
		...(from === undefined ? [] : [{ account: { email: from }, direction: 'source' as const }]),
		...recipients.map((email) => ({ account: { email }, direction: 'destination' as const })),
	];
}

/**
 * The people whom an alert is about: users and mailboxes, else who got a mail, else the owners of processes, which are
 * often the system and say nothing where somebody else is known.
 */
export function usersAmong({ users, correspondents, owners }: People): Person[] {
	if (users.length > 0) return users;
	const recipients = correspondents.filter(({ direction }) => direction === 'destination');
	return recipients.length > 0 ? recipients : owners;
}

/** Two ends of an attack. */
export interface Ends<T> {
	source?: T;
	destination?: T;
}

/**
 * Who is at which end: by role, and by who sent a mail to whom. Somebody without a role is the source, as in Microsoft's map
 * for ArcSight; where the source is somebody else, the destination.
 */
export function userEnds({ users, correspondents, owners }: People): Ends<Account> {
	const [sender, recipient] = [at(correspondents, 'source'), at(correspondents, 'destination')];
	const placeless = users.filter(({ direction }) => direction === undefined).map(({ account }) => account);
	const whoSent = sender && placeless.find((account) => isSame(account, sender));
	const other = placeless.find((account) => account !== whoSent);
	const source = at(users, 'source') ?? whoSent ?? sender;
	const owner = users.length === 0 ? owners[0]?.account : undefined;
	return source === undefined
		? { source: other ?? owner, destination: at(users, 'destination') ?? recipient }
		: { source, destination: at(users, 'destination') ?? other ?? recipient };
}

const at = (people: readonly Person[], end: Direction): Account | undefined =>
	people.find(({ direction }) => direction === end)?.account;

/** Whether both are the same account, as far as their names tell. */
export const isSame = (one: Account, other: Account): boolean =>
	namesOf(one).some((name) => namesOf(other).includes(name));

function namesOf(account: Account): string[] {
	const { principalName, email, id, sid } = account;
	const names = [accountName(account), principalName, email, id, sid];
	return names.flatMap((name) => name?.toLowerCase() ?? []);
}

/**
 * Which of these addresses are the ends of the traffic, with the ports that any evidence tells of them. One without a role is
 * the source, as in Microsoft's map, unless the source is known to be another.
 */
export function addressEnds(addresses: readonly Address[]): Ends<Address> {
	const found = (end: Direction | undefined): Address | undefined => {
		const first = addresses.find(({ direction }) => direction === end);
		const hasPort = ({ address, direction, port }: Address): boolean =>
			address === first?.address && direction === end && port !== undefined;
		return addresses.find(hasPort) ?? first;
	};
	return { source: found('source') ?? found(undefined), destination: found('destination') };
}
