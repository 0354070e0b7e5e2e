import type { Output } from '../../test/unit/evidence/outputs';
import { DOCUMENTS, MESSAGES, OUTPUTS } from '../../test/unit/evidence/outputs';
import { survey, tally } from '../../test/unit/evidence/survey';
import { fullEvidence, UNKNOWN_TYPE } from '../../test/support/fullEvidence';
import { EVIDENCE_TYPES } from '../../test/support/graphSecuritySchema';

const ALL = [...EVIDENCE_TYPES, UNKNOWN_TYPE].map(fullEvidence);

const ofRawItem = (targets: readonly string[]): Output[] =>
	OUTPUTS.filter(({ target, source }) => source === 'raw' && targets.includes(target));

/** What documents keep: of the simplified item, and of each format made of the service's own object. */
export const formatsTable = (): string =>
	keptTable([
		...OUTPUTS.filter(({ target, source }) => target === 'item' && source === 'simplified'),
		...ofRawItem(DOCUMENTS),
	]);

/** What messages keep, of the service's own object and at full length. */
export const messagesTable = (): string => keptTable(ofRawItem(MESSAGES));

/**
 * A row for each type of evidence of Graph's schema and for one that no code knows: the share of its values that each output
 * keeps, measured on an object in which every property is filled in.
 */
function keptTable(outputs: readonly Output[]): string {
	const rows = ALL.map((evidence) => [
		`\`${evidence.type.replace(/Evidence$/, '')}\``,
		...outputs.map((output) => {
			const { kept, missing } = survey(evidence, output);
			return percent(kept.length, kept.length + missing.length);
		}),
	]);
	const sums = outputs.map((output) => {
		const { kept, total } = tally(ALL, output);
		return `**${percent(kept, total)}**`;
	});
	return [
		['evidence', ...outputs.map(({ target }) => (target === 'item' ? 'item' : `\`${target}\``))],
		['---', ...outputs.map(() => '---:')],
		...rows,
		['**all**', ...sums],
	]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

const percent = (part: number, whole: number): string => `${Math.floor((100 * part) / whole)} %`;
