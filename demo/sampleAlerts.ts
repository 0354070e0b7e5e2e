import { stories, type AlertInput, type Scene, type StoryName } from '../test/emulator';
import type { SampleCustomer } from './sampleCustomers';

/**
 * The alerts of each customer in turn. Neighbours are of other services, high severity is the exception, as it is in life,
 * and customers who start a third apart show something else at the same time.
 */
const order: readonly StoryName[] = [
	'powershell',
	'phishing',
	'inboxRule',
	'analyticsRule',
	'bruteForce',
	'unwantedSoftware',
	'storageToken',
	'remoteSession',
	'leakedCredentials',
	'oauthGrant',
	'publicRepository',

	'teamsMessage',
	'controllerProgramming',
	'fileWithCards',
	'impossibleTravel',
	'mailRemoved',
	'persistence',
	'riskySignIn',
	'amazonBucket',
	'leavingEmployee',
	'exposedService',
	'businessMailCompromise',

	'sensitiveGroup',
	'agentJailbreak',
	'coinMiner',
	'reportedMail',
	'credentialTheft',
	'googleMachine',
	'mailWithCards',
	'virtualMachine',
	'appGovernance',
	'directoryReplication',
	'ransomware',
];

/** This many alerts in a row for one customer all differ; some are high and some are not. */
export const varietyOf = order.length;

const pick = <T>(list: readonly T[], index: number): T => {
	const chosen = list[index % list.length];
	if (chosen === undefined) throw new Error('There is nothing to choose from');
	return chosen;
};

function device(customer: SampleCustomer, index: number): Scene['device'] {
	const host = pick(customer.hosts, index);
	const number = customer.hosts.indexOf(host) + 10;
	return {
		// 40 hex digits that say where they come from.
		id: Buffer.from(`${customer.channel}-${host}`).toString('hex').padEnd(40, '0').slice(0, 40),
		dnsName: `${host}.${customer.domain}`,
		osPlatform: host.includes('srv') || host.includes('dc') ? 'WindowsServer2022' : 'Windows11',
		groupName: customer.name,
		tags: [customer.slaTier],
		riskScore: 'medium',
		lastIpAddress: `192.0.2.${number}`,
	};
}

function user(customer: SampleCustomer, index: number): Scene['user'] {
	const displayName = pick(customer.people, index);
	const accountName = displayName.toLowerCase().replace(' ', '.');
	const number = customer.people.indexOf(displayName) + 1;
	return {
		accountName,
		domainName: customer.channel.toUpperCase(),
		userSid: `S-1-5-21-1111111111-2222222222-3333333333-110${number}`,
		azureAdUserId: `${customer.tenantId.slice(0, 8)}-dddd-4000-8000-00000000d00${number}`,
		userPrincipalName: `${accountName}@${customer.domain}`,
		displayName,
	};
}

/** The n-th alert of a customer: neighbours differ in title, severity, service and in whom they are about. */
export function sampleAlert(customer: SampleCustomer, index: number, time = Date.now()): AlertInput {
	const { tenantId, domain } = customer;
	const tell = stories[pick(order, index)];
	return tell({
		tenantId,
		domain,
		user: user(customer, index),
		device: device(customer, index),
		number: index,
		time,
	});
}
