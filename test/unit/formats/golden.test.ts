import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { FORMATS } from '../../../nodes/MicrosoftDefenderMssp/formats';
import type { FormatDocument } from '../../../nodes/MicrosoftDefenderMssp/formats/format';
import { goldenFile } from '../../support/goldenFile';
import { SAMPLES } from './samples';

const FOLDER = join(__dirname, 'golden');

const CASES = Object.entries(SAMPLES).flatMap(([sample, item]) =>
	Object.entries(FORMATS).map(([name, format]) => {
		const { ending, shown } = golden(format.documents(item));
		return { file: `${sample}.${name}.${ending}`, shown };
	}),
);

/** Lines as they are, objects as a list. */
function golden(documents: FormatDocument[]): { ending: string; shown: string } {
	const isLines = documents.every((document) => typeof document === 'string');
	return isLines
		? { ending: 'txt', shown: `${documents.join('\n')}\n` }
		: { ending: 'json', shown: `${JSON.stringify(documents, undefined, '\t')}\n` };
}

describe('the formats of the sample items', () => {
	it.each(CASES)('are as in golden/$file', ({ file, shown }) => {
		expect(shown).toBe(goldenFile(join(FOLDER, file), shown));
	});

	it('have no golden file left over', () => {
		const files = CASES.map(({ file }) => file);
		expect(readdirSync(FOLDER).filter((file) => !files.includes(file))).toEqual([]);
	});
});
