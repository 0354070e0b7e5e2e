import type {
	AlertApplication,
	AlertDevice,
	AlertEmail,
	AlertFile,
	AlertMailbox,
	AlertProcess,
	AlertUser,
} from '../alert';
import { accountTitle } from '../alert';
import type { Account, EvidenceParts, FileDetails } from './evidence';
import { wholeNumber } from './values';

/** The users of an alert, by each of their names. */
export type Owners = ReadonlyMap<string, Account>;

/** Every user by its name and by `DOMAIN\account`: processes and mailboxes name theirs in one of these ways. */
export function ownersOf(users: readonly AlertUser[]): Owners {
	const owners = new Map<string, Account>();
	for (const user of users) {
		for (const name of [user.name, accountTitle(undefined, user.domain, user.accountName)]) {
			if (name !== undefined && !owners.has(name)) owners.set(name, accountOf(user));
		}
	}
	return owners;
}

const ownerOf = (name: string, owners: Owners): Account => owners.get(name) ?? accountOf({ name });

function accountOf({ name, id, sid, displayName, accountName, domain }: AlertUser): Account {
	const named = accountCalled(name);
	return {
		...named,
		name: named.name ?? accountName,
		domain: named.domain ?? domain,
		displayName,
		id,
		sid,
	};
}

/** Takes the name of a simplified user apart. */
function accountCalled(name: string | undefined): Account {
	const [, domain, account] = /^([^\\]+)\\(.+)$/s.exec(name ?? '') ?? [];
	if (account !== undefined) return { domain, name: account };
	return name?.includes('@') === true ? { principalName: name } : { name };
}

export const userParts = (user: AlertUser): EvidenceParts => ({
	id: user.id ?? user.sid,
	name: user.name,
	account: accountOf(user),
});

export function deviceParts(entry: AlertDevice): EvidenceParts {
	const { id, name, os: osPlatform, group, riskScore, externalIp, entraId } = entry;
	const { tags = [], ips = [], loggedOnUsers = [] } = entry;
	const device = { id, entraId, name, osPlatform, group, riskScore, externalIp, tags, ips, loggedOnUsers };
	return { id, name, deviceId: id, device };
}

export const fileParts = (file: AlertFile): EvidenceParts => ({
	id: file.sha256 ?? file.sha1 ?? file.md5,
	name: file.name ?? file.path,
	file,
});

/** The image of a process stands among the files, its owner among the users. */
export function processParts(
	entry: AlertProcess,
	{ images, owners }: { images: ReadonlyMap<string, FileDetails>; owners: Owners },
): EvidenceParts {
	const { id, name, commandLine, user, parentId, parentName } = entry;
	const hasParent = parentId !== undefined || parentName !== undefined;
	return {
		id,
		name: name ?? commandLine,
		account: user === undefined ? undefined : ownerOf(user, owners),
		process: {
			id: wholeNumber(id),
			commandLine,
			image: name === undefined ? undefined : (images.get(name) ?? { name }),
			parent: hasParent
				? { id: wholeNumber(parentId), image: parentName === undefined ? undefined : { name: parentName } }
				: undefined,
		},
	};
}

export function applicationParts(entry: AlertApplication): EvidenceParts {
	const { id, name, objectId, publisher, instanceName, ownerTenantId } = entry;
	const application = { id, name, objectId, publisher, instanceName, ownerTenantId };
	return { id: id ?? objectId, name, application };
}

export function mailboxParts({ address, name, upn }: AlertMailbox, owners: Owners): EvidenceParts {
	return {
		name: address ?? upn ?? name,
		account: owners.get(upn ?? '') ?? owners.get(address ?? ''),
		mailbox: { address, displayName: name, principalName: upn },
	};
}

export function emailParts(entry: AlertEmail): EvidenceParts {
	const { recipient, networkMessageId, internetMessageId, threats = [], urls = [], ...mail } = entry;
	return {
		id: mail.submissionId ?? networkMessageId ?? internetMessageId,
		name: mail.subject,
		mail: {
			...mail,
			recipients: recipient === undefined ? [] : [recipient],
			networkId: networkMessageId,
			internetId: internetMessageId,
			threats,
			urls,
		},
	};
}
