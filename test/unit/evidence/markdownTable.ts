import type { FullEvidence } from '../../support/fullEvidence';
import type { Output } from './outputs';
import { survey, tally } from './survey';

/** A row for each piece of evidence with `kept/total` for each output, and the sums below. */
export function markdownTable(all: readonly FullEvidence[], outputs: readonly Output[]): string {
	const rows = all.map((evidence) => [
		`\`${evidence.type.replace(/Evidence$/, '')}\``,
		...outputs.map((output) => {
			const { kept, missing } = survey(evidence, output);
			return `${kept.length}/${kept.length + missing.length}`;
		}),
	]);
	const tallies = outputs.map((output) => tally(all, output));
	return [
		['evidence', ...outputs.map(({ target }) => target)],
		['---', ...outputs.map(() => '---:')],
		...rows,
		['**all**', ...tallies.map(({ kept, total }) => `${Math.floor((100 * kept) / total)} %`)],
		['**nothing left of**', ...tallies.map(({ lost }) => `${lost.length} types`)],
	]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}
