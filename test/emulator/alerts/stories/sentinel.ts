import { addressOf, graphOnly, personOf } from './parts';
import { digest, lastingId, minutesBefore, shortName, type Story } from './scene';
import { services } from './services';

/** What an analytics rule of the customer found, with the details that the rule copies. */
export const analyticsRule: Story = (scene) => {
	const domainName = 'update-check.bad.example';
	return graphOnly({
		...services.sentinel,
		title: 'Beaconing to a domain that was registered lately',
		description: 'A host asked for the same young domain at regular intervals.',
		severity: 'medium',
		category: 'CommandAndControl',
		mitreTechniques: ['T1071.004'],
		customDetails: { QueryCount: '412', IntervalSeconds: '60', Workspace: `soc.${scene.domain}` },
		systemTags: ['Defender Experts'],
		comments: [
			{
				comment: 'Seen with two hosts.',
				createdByDisplayName: 'Analytics automation',
				createdDateTime: minutesBefore(scene, 1),
			},
		],
		moreEvidence: [
			{
				kind: 'dns',
				domainName,
				dnsServerIp: { ipAddress: '192.0.2.53' },
				hostIpAddress: { ipAddress: scene.device.lastIpAddress },
				ipAddresses: [{ ipAddress: '203.0.113.150' }],
			},
			personOf(scene, { roles: ['contextual'], verdict: 'unknown' }),
			addressOf('203.0.113.150', { roles: ['commandAndControl'] }),
			{ kind: 'url', url: `https://${domainName}/v1` },
			{ kind: 'fileHash', algorithm: 'sha256', value: digest('sha256', domainName) },
		],
	});
};

/** A repository that should be private becomes public. */
export const publicRepository: Story = (scene) => {
	const login = shortName(scene);
	const webUrl = `https://git.${scene.domain}/${login}`;
	return graphOnly({
		...services.sentinel,
		detectionSource: 'nrtAlerts',
		title: 'GitHub repository was made public',
		description: 'A repository with the source of the shop can be read by everybody.',
		severity: 'informational',
		category: 'Exfiltration',
		mitreTechniques: ['T1213.003'],
		customDetails: { Repository: 'shop-backend' },
		moreEvidence: [
			{
				kind: 'gitHubRepo',
				roles: ['edited'],
				repoId: '11111111',
				login: 'shop-backend',
				owner: login,
				ownerType: 'Organization',
				baseUrl: `${webUrl}/shop-backend`,
			},
			{
				kind: 'gitHubOrganization',
				orgId: '22222222',
				login,
				displayName: login,
				company: login,
				email: `git@${scene.domain}`,
				webUrl,
			},
			{
				kind: 'gitHubUser',
				userId: '33333333',
				login: scene.user.accountName,
				name: scene.user.displayName,
				email: scene.user.userPrincipalName,
				webUrl: `https://git.${scene.domain}/${scene.user.accountName}`,
			},
		],
	});
};

/** Something of the customer is sold. */
export const leakedCredentials: Story = (scene) =>
	graphOnly({
		...services.threatIntelligence,
		title: 'Credentials of a user were found in a leak',
		description: 'A name and a password of this organisation were offered on a market.',
		severity: 'low',
		category: 'CredentialAccess',
		mitreTechniques: ['T1589.001'],
		detectorId: lastingId(scene, 'leak detector'),
		moreEvidence: [
			personOf(scene, { roles: ['compromised'] }),
			{ kind: 'url', url: 'https://market.bad.example/offer' },
		],
	});
