import type { Exception } from './exception';
import { ITEM_EXCEPTIONS } from './item';

/** Types with evidence in them, which may be more telling. */
const WITH_OTHERS = [
	'activeDirectoryDomainEvidence',
	'blobContainerEvidence',
	'blobEvidence',
	'cloudLogonSessionEvidence',
	'containerEvidence',
	'containerImageEvidence',
	'dnsEvidence',
	'hostLogonSessionEvidence',
	'ioTDeviceEvidence',
	'kubernetesClusterEvidence',
	'kubernetesControllerEvidence',
	'kubernetesNamespaceEvidence',
	'kubernetesPodEvidence',
	'kubernetesSecretEvidence',
	'kubernetesServiceAccountEvidence',
	'kubernetesServiceEvidence',
	'malwareEvidence',
	'networkConnectionEvidence',
	'nicEvidence',
	'sasTokenEvidence',
	'teamsMessageEvidence',
];

/** What the rows and lines of SIEM, CEF and LEEF have no place for. */
export const LINE_EXCEPTIONS: readonly Exception[] = [
	{
		targets: ['siem', 'cef', 'leef'],
		paths: /^(?!(fileDetails|imageFile|userAccount)\.).*\./,
		reason: 'A row or line has a fixed set of fields: for the evidence, and none for what hangs on it.',
	},
	{
		targets: ['cef', 'leef'],
		source: 'simplified',
		types: WITH_OTHERS,
		paths: /^[^.]+$/,
		reason:
			'Entities of a simplified item do not tell which stand within others: the line tells the most telling, and names this one.',
	},
	{
		targets: ['siem', 'cef', 'leef'],
		source: 'simplified',
		types: ['processEvidence'],
		paths: /^userAccount\.(azureAdUserId|displayName|userSid)$/,
		reason: 'A simplified process names its owner; the IDs of the owner stand in the list of users.',
	},
	{
		targets: ['cef', 'leef'],
		source: 'simplified',
		types: ['mailboxEvidence'],
		paths: /^userAccount\./,
		reason:
			'The account of a simplified mailbox is one of its users: the line names the mailbox or the user.',
	},
	...ITEM_EXCEPTIONS.filter(({ paths }) => !paths.source.includes('parentProcessImageFile')).map(
		(exception) => ({
			...exception,
			targets: ['siem', 'cef', 'leef'] as const,
		}),
	),
];

/** Types of which a row or line tells nothing, at most three, each with the reason. */
export const NOTHING_IN_LINES: Readonly<Record<string, string>> = {};
