import { MESSAGE_FORMATS } from '../../../../nodes/MicrosoftDefenderMssp/messages/formats';
import type { Target } from '../outputs';
import type { Exception } from './exception';
import { ITEM_EXCEPTIONS } from './item';

const MESSAGES = Object.keys(MESSAGE_FORMATS) as Target[];

/** What messages leave out. */
export const MESSAGE_EXCEPTIONS: readonly Exception[] = [
	// What the simplified item does not have, no message of it can tell.
	...ITEM_EXCEPTIONS.map((exception) => ({ ...exception, targets: MESSAGES })),
	{
		targets: MESSAGES,
		source: 'simplified',
		types: ['hostLogonSessionEvidence'],
		paths: /userAccount\.(activeDirectoryObjectGuid|tenantId)$/,
		reason:
			'The user has a line with what the list of users says; the item says more within the session only.',
	},
	{
		targets: MESSAGES,
		types: ['processEvidence', 'malwareEvidence'],
		paths: /parentProcessImageFile\.sha256(Ac)?$|userAccount\.(?!userPrincipalName|userSid|azureAdUserId)/,
		reason:
			'A line has 1,000 characters: the hash of the parent and other names of the owner come last in it.',
	},
	{
		targets: MESSAGES,
		source: 'raw',
		types: ['analyzedMessageEvidence'],
		paths: /^urn$/,
		reason: 'A line has 1,000 characters, and the network message ID in it identifies the mail.',
	},
	{
		targets: ['markdown'],
		source: 'raw',
		types: ['containerEvidence', 'kubernetesPodEvidence'],
		paths: /\./,
		reason:
			'A ticket ends at 4,000 characters and says how many lines it left out: what stands within comes last.',
	},
	{
		targets: ['text'],
		types: [
			'analyzedMessageEvidence',
			'containerEvidence',
			'hostLogonSessionEvidence',
			'ioTDeviceEvidence',
			'kubernetesPodEvidence',
			'kubernetesServiceEvidence',
			'malwareEvidence',
			'processEvidence',
			'teamsMessageEvidence',
		],
		paths: /./,
		reason:
			'A plain message ends at 1,600 characters, and shows by a sign or a number where it left out what.',
	},
];
