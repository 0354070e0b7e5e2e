import type { Account, Evidence } from '../core/evidence/evidence';
import type { EcsFields } from './ecsFields';
import { userName } from './names';

/** An account under `user`, `source.user` or `destination.user`. */
export const userFields = (prefix: string, account: Account = {}): EcsFields => ({
	[`${prefix}.name`]: userName(account),
	[`${prefix}.domain`]: account.domain,
	[`${prefix}.id`]: account.id ?? account.sid,
	[`${prefix}.email`]: account.email ?? account.principalName,
	[`${prefix}.full_name`]: account.displayName,
});

/** Who a process ran as; ECS has no more than these two for it. */
export const ownerFields = (account: Account = {}): EcsFields => ({
	'process.user.name': userName(account),
	'process.user.id': account.id ?? account.sid,
});

/** The account of a person or mailbox: a process names its owner, who need not have to do with the alert. */
export const isPerson = ({ account, mailbox, process }: Evidence): boolean =>
	(account !== undefined || mailbox !== undefined) && process === undefined;

/** The account, or what a mailbox without one tells of its user. */
export function personOf({ account, mailbox }: Evidence): Account {
	const { principalName, displayName, address } = mailbox ?? {};
	return account ?? { principalName: principalName ?? address, displayName };
}

export const groupFields = ({ id, name, raw }: Partial<Evidence>): EcsFields => ({
	'group.id': id,
	'group.name': name,
	'group.domain': domainIn(raw?.distinguishedName),
});

/** `contoso.example` of `CN=Admins,DC=contoso,DC=example`. */
function domainIn(distinguishedName: unknown): string | undefined {
	if (typeof distinguishedName !== 'string') return undefined;
	const parts = [...distinguishedName.matchAll(/(?:^|,)DC=([^,]+)/gi)].map(([, part]) => part);
	return parts.length === 0 ? undefined : parts.join('.');
}
