import type { Exception } from './exception';

/** What the simplified item leaves out. */
export const ITEM_EXCEPTIONS: readonly Exception[] = [
	{
		targets: ['item'],
		source: 'simplified',
		types: ['deviceEvidence', 'hostLogonSessionEvidence'],
		paths: /(^|\.)(hostName|dnsDomain|ntDomain|rbacGroupId)$/,
		reason: 'The DNS name of the device and the name of its group tell the same.',
	},
	{
		targets: ['item'],
		source: 'simplified',
		types: [
			'userEvidence',
			'mailboxEvidence',
			'processEvidence',
			'malwareEvidence',
			'cloudLogonSessionEvidence',
		],
		paths: /userAccount\.(activeDirectoryObjectGuid|tenantId)$/,
		reason:
			'Entra ID, SID and names beside them are what every operation takes; an account is mostly of the same tenant.',
	},
	{
		targets: ['item'],
		source: 'simplified',
		types: ['processEvidence', 'malwareEvidence'],
		paths: /userAccount\.resourceAccessEvents\[/,
		reason: 'What the owner of a process used stands in the evidence of that user, if it matters.',
	},
	{
		targets: ['item'],
		source: 'simplified',
		types: ['processEvidence', 'malwareEvidence'],
		paths: /parentProcessImageFile\.(filePath|md5|sha1|sha256)$/,
		reason:
			'The parent is context: its hash among the others would have it blocked, and it is explorer.exe mostly.',
	},
	{
		targets: ['item'],
		source: 'simplified',
		types: ['fileEvidence', 'processEvidence', 'malwareEvidence', 'teamsMessageEvidence'],
		paths: /\.sha256Ac$/,
		reason: 'The hash of the Authenticode signature: no look-up takes it, and sha256 stands beside it.',
	},
	{
		targets: ['item'],
		source: 'simplified',
		types: ['analyzedMessageEvidence'],
		paths: /^(p1Sender\.displayName|p[12]Sender\.domainName|urn)$/,
		reason:
			'The addresses have the domain; nobody sees a name of the envelope; the network message ID identifies the mail.',
	},
];
