import type { Evidence } from '../../core/evidence/evidence';
import { accountTitle } from '../../core/alert';
import { lowerCase, moment, saysSomething } from '../words';
import { text } from '../../core/json';
import type { EvidenceTable, Told } from './told';
import { namedOrIdentified, told } from './told';

/** Who acts: people, groups, applications, and their sessions. */
export const IDENTITY_WORDS: EvidenceTable = {
	user: { label: 'user', tell: tellUser, more: tellMoreOfUser },
	gitHubUser: { label: 'GitHub user', tell: tellUser, more: tellMoreOfUser },
	securityGroup: { label: 'group' },
	activeDirectoryDomain: { label: 'Active Directory domain' },
	cloudLogonRequest: { label: 'logon request' },
	cloudLogonSession: { label: 'logon session', tell: tellSession },
	hostLogonSession: { label: 'logon session', tell: tellSession },
	oauthApplication: { label: 'OAuth app', tell: tellApplication, more: tellMoreOfApplication },
	cloudApplication: { label: 'cloud app', tell: tellApplication, more: tellMoreOfApplication },
	servicePrincipal: {
		label: 'service principal',
		tell: (piece) => [
			...tellApplication(piece),
			...(saysSomething(text(piece.raw.servicePrincipalType))
				? told(piece.raw.servicePrincipalType, '', lowerCase)
				: []),
		],
		more: tellMoreOfApplication,
	},
	aiAgent: {
		label: 'AI agent',
		tell: (piece) => [...namedOrIdentified(piece), ...told(piece.raw.hostingPlatformType, 'on ', lowerCase)],
	},
};

function tellUser(piece: Evidence): Told[] {
	const { displayName, domain, name, principalName, email } = piece.account ?? {};
	return [
		...namedOrIdentified(piece),
		...(displayName === piece.name ? [] : told(displayName)),
		...(principalName === undefined || domain === undefined
			? []
			: told(accountTitle(undefined, domain, name)).map((part) => ({
					...part,
					values: accountValues(piece),
				}))),
		...told(email === piece.name ? undefined : email),
	];
}

const accountValues = ({ account: { domain, name } = {} }: Evidence): string[] =>
	[domain, name].filter((value) => value !== undefined);

function tellMoreOfUser({ account }: Evidence): Told[] {
	return [...told(account?.id, 'user ID '), ...told(account?.sid, 'SID ')];
}

function tellApplication(piece: Evidence): Told[] {
	const { application } = piece;
	if (application === undefined) return namedOrIdentified(piece);
	const { name, publisher, id, instanceName } = application;
	return [
		...told(name ?? piece.name ?? piece.id),
		...told(publisher, 'publisher '),
		...(instanceName === name ? [] : told(instanceName, 'instance ')),
		...told(id, 'app ID '),
	];
}

function tellMoreOfApplication({ application }: Evidence): Told[] {
	return [...told(application?.objectId, 'object ID '), ...told(application?.ownerTenantId, 'owner tenant ')];
}

function tellSession(piece: Evidence): Told[] {
	const { session } = piece;
	if (session === undefined) return namedOrIdentified(piece);
	return [
		...told(session.userAgent, 'user agent '),
		...(session.userAgent === undefined ? told(session.browser) : []),
		...told(session.device, 'on '),
		...told(session.os),
		...told(session.protocol, 'over '),
		...told(session.startDateTime, 'from ', moment),
		...told(session.endDateTime, 'until ', moment),
		...told(session.id, 'session ID '),
	];
}
