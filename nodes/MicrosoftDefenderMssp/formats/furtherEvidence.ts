import type { Evidence } from '../core/evidence/evidence';
import { CUT_MARK, lineText } from './lineText';

/** So long that names of files, mails and resources fit, and so short that one cannot crowd out the others. */
const LONGEST = 160;

/**
 * The evidence that a line has no field for, by type, name, verdict and roles, in the order given: `mailbox
 * kim@contoso.example (malicious, attacked); 3 more`. Each
 * once; at most `limit` characters long, as `lengthOf` counts them.
 */
export function furtherEvidence(
	evidence: readonly Evidence[],
	limit: number,
	lengthOf: (text: string) => number,
): string {
	const entries = [...new Set(evidence.flatMap(entryOf))];
	let length = 0;
	const fitting = entries.findIndex((entry, index) => {
		length += lengthOf(entry) + SEPARATOR.length;
		const isLast = index === entries.length - 1;
		return isLast ? length - SEPARATOR.length > limit : length + left(entries.length).length > limit;
	});
	if (fitting === -1) return entries.join(SEPARATOR);
	return [...entries.slice(0, fitting), left(entries.length - fitting)].join(SEPARATOR);
}

const SEPARATOR = '; ';

const left = (count: number): string => `${count} more`;

function entryOf({ kind, id, name, verdict, roles }: Evidence): string[] {
	const called = name ?? id;
	const judged = [verdict === 'unknown' ? undefined : verdict, ...roles].filter((word) => word !== undefined);
	const judgement = judged.length === 0 ? '' : ` (${judged.join(', ')})`;
	return called === undefined
		? []
		: [`${lineText(`${kind} ${called}`, LONGEST, () => undefined, CUT_MARK)}${judgement.slice(0, LONGEST)}`];
}
