import type { Exception } from './exception';
import { ITEM_EXCEPTIONS } from './item';

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
