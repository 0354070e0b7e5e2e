import type { AlertInput, AlertRecord } from '../test/emulator';
import type { SampleCustomer } from './sampleCustomers';

type Severity = 'informational' | 'low' | 'medium' | 'high';

interface Finding {
	title: string;
	description: string;
	severity: Severity;
	category: string;
	mitreTechniques: string[];
	service: Service;
	/** What the alert is about; a host unless it says otherwise. */
	about?: 'host' | 'person';
}

type Service = 'endpoint' | 'office' | 'identity' | 'cloudApps';

const services: Record<Service, Pick<AlertRecord, 'serviceSource' | 'detectionSource' | 'productName'>> = {
	endpoint: {
		serviceSource: 'microsoftDefenderForEndpoint',
		detectionSource: 'microsoftDefenderForEndpoint',
		productName: 'Microsoft Defender for Endpoint',
	},
	office: {
		serviceSource: 'microsoftDefenderForOffice365',
		detectionSource: 'microsoftDefenderForOffice365',
		productName: 'Microsoft Defender for Office 365',
	},
	identity: {
		serviceSource: 'microsoftDefenderForIdentity',
		detectionSource: 'microsoftDefenderForIdentity',
		productName: 'Microsoft Defender for Identity',
	},
	cloudApps: {
		serviceSource: 'microsoftDefenderForCloudApps',
		detectionSource: 'cloudAppSecurity',
		productName: 'Microsoft Defender for Cloud Apps',
	},
};

/** Titles in the manner of Defender's own; high severity is the exception, as it is in life. */
const findings: readonly Finding[] = [
	{
		title: 'Suspicious PowerShell command line',
		description: 'PowerShell started with an encoded command and reached out to an unknown host.',
		severity: 'medium',
		category: 'Execution',
		mitreTechniques: ['T1059.001'],
		service: 'endpoint',
	},
	{
		title: 'Email messages containing malicious URL removed after delivery',
		description: 'Messages with a URL that was found to be malicious were taken out of mailboxes.',
		severity: 'informational',
		category: 'InitialAccess',
		mitreTechniques: ['T1566.002'],
		service: 'office',
		about: 'person',
	},
	{
		title: 'Possible ransomware activity based on a known malicious extension',
		description: 'A process renamed many files within seconds and deleted shadow copies.',
		severity: 'high',
		category: 'Impact',
		mitreTechniques: ['T1486', 'T1490'],
		service: 'endpoint',
	},
	{
		title: 'Impossible travel activity',
		description: 'The account signed in from two places that are too far apart for the time between.',
		severity: 'medium',
		category: 'InitialAccess',
		mitreTechniques: ['T1078.004'],
		service: 'cloudApps',
		about: 'person',
	},
	{
		title: 'Unwanted software was prevented',
		description: 'Antivirus removed a bundled installer before it ran.',
		severity: 'low',
		category: 'UnwantedSoftware',
		mitreTechniques: [],
		service: 'endpoint',
	},
	{
		title: 'Suspected brute-force attack (Kerberos, NTLM)',
		description: 'Many failed sign-ins against a domain controller were followed by one that succeeded.',
		severity: 'medium',
		category: 'CredentialAccess',
		mitreTechniques: ['T1110'],
		service: 'identity',
		about: 'person',
	},
	{
		title: 'Credential theft tool detected on one endpoint',
		description: 'A process read the memory of LSASS in the manner of a known credential dumper.',
		severity: 'high',
		category: 'CredentialAccess',
		mitreTechniques: ['T1003.001'],
		service: 'endpoint',
	},
	{
		title: 'Suspicious inbox manipulation rule',
		description: 'A new rule moves messages about invoices into a hidden folder.',
		severity: 'low',
		category: 'Persistence',
		mitreTechniques: ['T1564.008'],
		service: 'cloudApps',
		about: 'person',
	},
	{
		title: 'Suspicious scheduled task',
		description: 'A scheduled task was created that starts a script from a temporary folder.',
		severity: 'medium',
		category: 'Persistence',
		mitreTechniques: ['T1053.005'],
		service: 'endpoint',
	},
];

/** Of this many alerts in a row for one customer, some are high and some are not. */
export const varietyOf = findings.length;

const pick = <T>(list: readonly T[], index: number): T => {
	const chosen = list[index % list.length];
	if (chosen === undefined) throw new Error('There is nothing to choose from');
	return chosen;
};

function device(customer: SampleCustomer, index: number): AlertInput['device'] {
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

function user(customer: SampleCustomer, index: number): AlertInput['user'] {
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
export function sampleAlert(customer: SampleCustomer, index: number): AlertInput {
	const { service, about = 'host', ...finding } = pick(findings, index);
	const host = about === 'host';
	return {
		...finding,
		...services[service],
		device: host ? device(customer, index) : null,
		user: user(customer, index),
		...(host ? {} : { file: null, process: null }),
		urls: service === 'office' ? ['https://invoice-portal.bad.example/pay'] : [],
		ipAddresses: host ? [] : [`203.0.113.${10 + (index % 200)}`],
	};
}
