import type { Exception } from './exception';
import { ITEM_EXCEPTIONS } from './item';

/** What Splunk HEC leaves out: of a simplified item what that does not have itself. */
export const SPLUNK_EXCEPTIONS: readonly Exception[] = [
	...ITEM_EXCEPTIONS.map((exception) => ({ ...exception, targets: ['splunkHec'] as const })),
	{
		targets: ['splunkHec'],
		source: 'simplified',
		types: ['hostLogonSessionEvidence'],
		paths: /userAccount\.(activeDirectoryObjectGuid|tenantId)$/,
		reason: 'The simplified item does not have them: the IDs that operations take stand beside them.',
	},
];
