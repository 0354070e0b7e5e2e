import type { Account, Evidence } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';
import { epochMs } from './moment';
import { userName } from './names';
import { pair } from './ocsfEnums';
import { present } from './present';

/** What OCSF takes for a mail address; anything else would make the document invalid. */
const MAIL_ADDRESS = /^[\w!#$%&'*+\-/=?^`{|}~.]+@[a-z0-9-]+\.[a-z0-9.-]+$/i;

/** The mail address, if OCSF takes it for one. */
export const mailAddress = (value: string | undefined): string | undefined =>
	value !== undefined && value.length <= 320 && MAIL_ADDRESS.test(value) ? value : undefined;

/** A user of OCSF, which requires a name or an ID. */
export function ocsfUser(user: Account): JsonObject | undefined {
	const { domain, principalName, displayName, email, id, sid } = user;
	const name = userName(user) ?? email;
	if (name === undefined) return undefined;
	return present({
		name,
		domain,
		email_addr: mailAddress(email) ?? mailAddress(principalName),
		full_name: displayName,
		uid: id ?? sid,
		uid_alt: id === undefined ? undefined : sid,
	});
}

/** A person who is named by principal name or name only. */
export const ocsfAssignee = (name: string): JsonObject | undefined =>
	present({ name, email_addr: mailAddress(name) });

const SERVICE = pair('type', { id: 4, caption: 'Service' });

/** Whom a piece of evidence is about: a person, who a mailbox belongs to, an account of a program. */
export function userOf({ kind, id, name, account, mailbox }: Evidence): JsonObject | undefined {
	if (mailbox !== undefined) return mailboxUser(mailbox, account);
	if (kind === 'kubernetesServiceAccount') return name === undefined ? undefined : { name, ...SERVICE };
	if (account === undefined) return undefined;
	// Of GitHub the ID is that of the evidence, and a simplified alert has the login as name.
	return ocsfUser(kind === 'gitHubUser' ? { ...account, name: account.name ?? name, id } : account);
}

function mailboxUser(
	{ address, displayName, principalName }: NonNullable<Evidence['mailbox']>,
	account: Account = {},
): JsonObject | undefined {
	const told: Account = {
		principalName: principalName ?? address,
		email: address,
		displayName,
		...present({ ...account }),
	};
	const mailAccount = address === undefined ? undefined : { name: address, ...MAIL_ACCOUNT };
	const user = ocsfUser(told);
	return user && { ...user, ...present({ account: mailAccount }) };
}

const MAIL_ACCOUNT = pair('type', { id: 18, caption: 'Email Account' });

/** Applications that act in their own name; a cloud application is what somebody works in. */
const ACTING: ReadonlySet<string> = new Set(['aiAgent', 'oauthApplication', 'servicePrincipal']);

/** Who acted, where it was a program, and the session in which somebody did. */
export function actorOf({ kind, id, application, session }: Evidence): JsonObject | undefined {
	const acting = ACTING.has(kind) ? (application ?? {}) : {};
	return present({
		app_name: acting.name,
		app_uid: acting.id,
		user: kind === 'servicePrincipal' ? principalOf(acting) : undefined,
		session: session && sessionOf({ ...session, id: session.id ?? id }),
	});
}

const principalOf = ({ name, objectId }: NonNullable<Evidence['application']>): JsonObject | undefined =>
	name === undefined && objectId === undefined ? undefined : present({ name, uid: objectId, ...SERVICE });

const sessionOf = ({ id, startDateTime }: NonNullable<Evidence['session']>): JsonObject | undefined =>
	present({ uid: id, created_time: epochMs(startDateTime) });
