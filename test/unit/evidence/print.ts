import { fullEvidence, UNKNOWN_TYPE } from '../../support/fullEvidence';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';
import { markdownTable } from './markdownTable';
import { OUTPUTS } from './outputs';

// `npx tsx test/unit/evidence/print.ts` prints what each output keeps of each type of evidence, as Markdown.
const all = [...EVIDENCE_TYPES, UNKNOWN_TYPE].map(fullEvidence);
const tables = (['simplified', 'raw'] as const).map((source) => {
	const outputs = OUTPUTS.filter((output) => output.source === source);
	return `From the ${source} item:\n\n${markdownTable(all, outputs)}\n`;
});
process.stdout.write(tables.join('\n'));
