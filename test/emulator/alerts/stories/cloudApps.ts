import type { EvidenceInput } from '../evidence';
import { addressOf, exchangeOnline, graphOnly, mailboxOf, personOf } from './parts';
import { eventId, lastingId, type Scene, type Story } from './scene';
import { services } from './services';

const applicationOf = (scene: Scene, displayName: string): EvidenceInput => ({
	kind: 'oauthApplication',
	roles: ['suspicious'],
	appId: lastingId(scene, displayName),
	objectId: lastingId(scene, `${displayName} object`),
	displayName,
	publisher: 'Unverified publisher',
});

/** Somebody consented to an app that reads all mail. */
export const oauthGrant: Story = (scene) =>
	graphOnly({
		...services.cloudApps,
		title: 'Malicious OAuth app consent',
		description: 'A user consented to an app of an unverified publisher that reads and sends mail.',
		severity: 'high',
		category: 'CredentialAccess',
		categories: ['CredentialAccess', 'Persistence'],
		mitreTechniques: ['T1528'],
		recommendedActions: 'Disable the app, revoke its consent and the sessions of the user.',
		moreEvidence: [
			applicationOf(scene, 'Invoice Viewer'),
			personOf(scene, { roles: ['compromised'] }),
			exchangeOnline(),
			addressOf('203.0.113.90', { roles: ['source'] }, 'elsewhere'),
		],
	});

/** An app that searches mail as none did before. */
export const appGovernance: Story = (scene) =>
	graphOnly({
		...services.appGovernance,
		title: 'App with suspicious mail search activity',
		description: 'An app that was registered lately searched the mail of many users through Graph.',
		severity: 'medium',
		category: 'Collection',
		mitreTechniques: ['T1114.002'],
		moreEvidence: [
			applicationOf(scene, 'Mail Archiver'),
			{
				kind: 'servicePrincipal',
				servicePrincipalName: 'Mail Archiver',
				servicePrincipalObjectId: lastingId(scene, 'Mail Archiver principal'),
				servicePrincipalType: 'application',
				appId: lastingId(scene, 'Mail Archiver'),
				appOwnerTenantId: lastingId(scene, 'foreign tenant'),
				tenantId: scene.tenantId,
			},
			personOf(scene, { roles: ['contextual'], verdict: 'unknown' }),
			exchangeOnline(),
		],
	});

/** Mails about invoices are hidden from the one whom they are for. */
export const inboxRule: Story = (scene) => {
	const { userPrincipalName, azureAdUserId } = scene.user;
	return graphOnly({
		...services.cloudApps,
		title: 'Suspicious inbox manipulation rule',
		description: 'A new rule moves messages about invoices into a hidden folder.',
		severity: 'low',
		category: 'DefenseEvasion',
		mitreTechniques: ['T1564.008'],
		moreEvidence: [
			{
				kind: 'mailboxConfiguration',
				roles: ['created'],
				configurationId: `${userPrincipalName}\\${eventId(scene, 'rule')}`,
				configurationType: 'userInboxRule',
				displayName: '..',
				mailboxPrimaryAddress: userPrincipalName,
				upn: userPrincipalName,
				externalDirectoryObjectId: azureAdUserId,
			},
			mailboxOf(scene, { roles: ['edited'] }),
			personOf(scene, { roles: ['compromised'] }),
			addressOf('203.0.113.91', { roles: ['source'] }, 'elsewhere'),
			exchangeOnline(),
		],
	});
};

/** Two places at once. */
export const impossibleTravel: Story = (scene) =>
	graphOnly({
		...services.cloudApps,
		title: 'Impossible travel activity',
		description: 'The account signed in from two places that are too far apart for the time between.',
		severity: 'medium',
		category: 'InitialAccess',
		mitreTechniques: ['T1078.004'],
		moreEvidence: [
			personOf(scene, { roles: ['compromised'] }),
			addressOf('198.51.100.30', { verdict: 'unknown' }, 'home'),
			addressOf('203.0.113.92', {}, 'elsewhere'),
			exchangeOnline(),
		],
	});

/** Several services together saw one attack. */
export const businessMailCompromise: Story = (scene) =>
	graphOnly({
		...services.xdr,
		title: 'Business email compromise (BEC) financial fraud',
		description: 'A session that was taken over wrote to a supplier about other bank details.',
		severity: 'high',
		category: 'SuspiciousActivity',
		categories: ['InitialAccess', 'Persistence', 'SuspiciousActivity'],
		mitreTechniques: ['T1557', 'T1114'],
		systemTags: ['BEC Fraud'],
		moreEvidence: [
			personOf(scene, { roles: ['compromised'], verdict: 'malicious', remediationStatus: 'active' }),
			mailboxOf(scene, { roles: ['compromised'] }),
			addressOf('2001:db8::91', { roles: ['attacker'], verdict: 'malicious' }, 'elsewhere'),
			exchangeOnline(),
		],
	});
