import type { JsonObject } from '../../json';
import { text } from '../../json';
import type { Account, EvidenceParts } from '../evidence';
import { accountName, accountOf, timeText } from '../values';
import type { EvidenceType, EvidenceTypes } from './evidenceType';

/** What is worth telling of an account beside its names. */
export const ACCOUNT_DETAILS: EvidenceType['details'] = [['userAccount', 'resourceAccessEvents']];

/** Who acts: people, groups, applications, and their sessions and requests. */
export const IDENTITY_TYPES: EvidenceTypes = {
	user: { read: (entry) => named(accountOf(entry.userAccount)), details: ACCOUNT_DETAILS },
	securityGroup: {
		id: ['securityGroupId', 'sid', 'activeDirectoryObjectGuid'],
		name: ['displayName', 'friendlyName', 'distinguishedName'],
	},
	activeDirectoryDomain: {
		name: ['activeDirectoryDomainName'],
		nested: { trustedDomains: 'activeDirectoryDomain' },
		read: (entry) => ({ domain: text(entry.activeDirectoryDomainName) }),
	},
	cloudLogonRequest: { id: ['requestId'] },
	cloudLogonSession: { id: ['sessionId'], nested: { account: 'user' }, read: cloudSessionOf },
	hostLogonSession: {
		id: ['sessionId'],
		nested: { account: 'user', host: 'device' },
		read: (entry) => ({
			session: {
				id: text(entry.sessionId),
				startDateTime: timeText(entry.startUtcDateTime),
				endDateTime: timeText(entry.endUtcDateTime),
			},
		}),
	},
	gitHubOrganization: {
		id: ['orgId'],
		name: ['displayName', 'login'],
		read: () => ({ resource: { provider: 'GitHub', type: 'Organization' } }),
	},
	gitHubRepo: {
		id: ['repoId'],
		name: ['login', 'baseUrl'],
		read: ({ owner }) => ({ resource: { provider: 'GitHub', type: 'Repository', account: text(owner) } }),
	},
	gitHubUser: {
		id: ['userId'],
		name: ['login', 'name', 'email'],
		read: (entry) => ({
			account: { name: text(entry.login), displayName: text(entry.name), email: text(entry.email) },
		}),
	},
};

/** Applications that act in their own name. */
export const APPLICATION_TYPES: EvidenceTypes = {
	oauthApplication: {
		id: ['appId', 'objectId'],
		name: ['displayName'],
		details: [],
		read: (entry) => ({
			application: {
				id: text(entry.appId),
				name: text(entry.displayName),
				objectId: text(entry.objectId),
				publisher: text(entry.publisher),
			},
		}),
	},
	cloudApplication: {
		id: ['appId', 'saasAppId'],
		name: ['displayName', 'instanceName'],
		read: (entry) => ({
			application: {
				id: text(entry.appId),
				name: text(entry.displayName),
				instanceName: text(entry.instanceName),
			},
		}),
	},
	servicePrincipal: {
		id: ['servicePrincipalObjectId', 'appId'],
		name: ['servicePrincipalName'],
		read: (entry) => ({
			application: {
				id: text(entry.appId),
				name: text(entry.servicePrincipalName),
				objectId: text(entry.servicePrincipalObjectId),
				ownerTenantId: text(entry.appOwnerTenantId),
			},
		}),
	},
	aiAgent: {
		id: ['agentId'],
		name: ['agentName'],
		read: (entry) => ({ application: { id: text(entry.agentId), name: text(entry.agentName) } }),
	},
};

function named(account: Account | undefined): EvidenceParts {
	return account === undefined ? {} : { id: account.id ?? account.sid, name: accountName(account), account };
}

function cloudSessionOf(entry: JsonObject): EvidenceParts {
	return {
		session: {
			id: text(entry.sessionId),
			userAgent: text(entry.userAgent),
			browser: text(entry.browser),
			device: text(entry.deviceName),
			os: text(entry.operatingSystem),
			protocol: text(entry.protocol),
			startDateTime: timeText(entry.startUtcDateTime),
		},
	};
}
