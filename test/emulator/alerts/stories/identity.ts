import { accountOf, addressOf, deviceOf, domainControllerOf, graphOnly, personOf } from './parts';
import { eventId, lastingId, minutesBefore, type Scene, type Story } from './scene';
import { services } from './services';

const domainOf = ({ domain }: Scene) => ({
	kind: 'activeDirectoryDomain',
	verdict: 'unknown',
	activeDirectoryDomainName: domain,
	trustedDomains: [{ activeDirectoryDomainName: `plant.${domain}` }],
});

/** Passwords are guessed against a domain controller. */
export const bruteForce: Story = (scene) =>
	graphOnly({
		...services.identity,
		title: 'Suspected brute-force attack (Kerberos, NTLM)',
		description: 'Many failed sign-ins against a domain controller were followed by one that succeeded.',
		severity: 'medium',
		category: 'CredentialAccess',
		mitreTechniques: ['T1110'],
		moreEvidence: [
			personOf(scene, { roles: ['attacked'] }),
			deviceOf(scene.device, { roles: ['source'] }),
			domainControllerOf(scene, { roles: ['destination'] }),
			addressOf(scene.device.lastIpAddress, { roles: ['source'] }),
		],
	});

/** All secrets of the domain are asked for. */
export const directoryReplication: Story = (scene) =>
	graphOnly({
		...services.identity,
		title: 'Suspected DCSync attack (replication of directory services)',
		description: 'A computer that is no domain controller asked for the secrets of the domain.',
		severity: 'high',
		category: 'CredentialAccess',
		mitreTechniques: ['T1003.006'],
		moreEvidence: [
			domainControllerOf(scene, { roles: ['destination'] }),
			deviceOf(scene.device, { roles: ['source', 'attacker'] }),
			personOf(scene, { roles: ['attacker'], verdict: 'malicious' }),
			domainOf(scene),
		],
	});

/** Somebody becomes an administrator. */
export const sensitiveGroup: Story = (scene) => {
	const { domain } = scene;
	const parts = domain.split('.').map((part) => `DC=${part}`);
	return graphOnly({
		...services.identity,
		title: 'Suspicious additions to sensitive groups',
		description: 'A user was added to a group that rules the domain, by an account that never did so before.',
		severity: 'medium',
		category: 'Persistence',
		categories: ['Persistence', 'PrivilegeEscalation'],
		mitreTechniques: ['T1098'],
		moreEvidence: [
			{
				kind: 'securityGroup',
				roles: ['edited'],
				displayName: 'Domain Admins',
				friendlyName: 'Domain Admins',
				distinguishedName: ['CN=Domain Admins', 'CN=Users', ...parts].join(','),
				securityGroupId: lastingId(scene, 'Domain Admins'),
				activeDirectoryObjectGuid: lastingId(scene, 'Domain Admins object'),
				sid: 'S-1-5-21-1111111111-2222222222-3333333333-512',
			},
			personOf(scene, { roles: ['added'] }),
			domainControllerOf(scene, { roles: ['destination'] }),
			domainOf(scene),
		],
	});
};

/** A sign-in that is unlike the person's others. */
export const riskySignIn: Story = (scene) => {
	const requestId = eventId(scene, 'request');
	const source = '203.0.113.120';
	return graphOnly({
		...services.identityProtection,
		title: 'Unfamiliar sign-in properties',
		description: 'The browser, the network and the place of a sign-in were never seen with this user before.',
		severity: 'high',
		category: 'InitialAccess',
		mitreTechniques: ['T1078.004'],
		recommendedActions: 'Confirm with the user; if it was somebody else, revoke the sessions.',
		moreEvidence: [
			personOf(scene, { roles: ['compromised'], remediationStatus: 'active' }),
			{
				kind: 'cloudLogonSession',
				sessionId: eventId(scene, 'session'),
				account: { userAccount: accountOf(scene.user, scene.tenantId) },
				browser: 'Edge 140',
				operatingSystem: 'Windows 11',
				userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/140',
				protocol: 'OAuth2',
				deviceName: null,
				startUtcDateTime: minutesBefore(scene, 6),
				previousLogonDateTime: minutesBefore(scene, 900),
			},
			{ kind: 'cloudLogonRequest', requestId },
			addressOf(source, { roles: ['source'] }, 'elsewhere'),
		],
	});
};
