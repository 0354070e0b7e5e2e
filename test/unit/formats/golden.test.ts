import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { FORMATS } from '../../../nodes/MicrosoftDefenderMssp/formats';
import type { FormatDocument } from '../../../nodes/MicrosoftDefenderMssp/formats/format';
import { SAMPLES } from './samples';

const FOLDER = join(__dirname, 'golden');
/** After a change that is meant: `UPDATE_GOLDEN=1 npx jest test/unit/formats/golden`, then read the differences in git. */
const renew = process.env.UPDATE_GOLDEN === '1';

const CASES = Object.entries(SAMPLES).flatMap(([sample, item]) =>
	Object.values(FORMATS).map((format) => {
		const { ending, shown } = golden(format.documents(item));
		return { file: `${sample}.${format.name}.${ending}`, shown };
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
	it.each(CASES)('are as in golden/$file', ({ file, shown: written }) => {
		const path = join(FOLDER, file);
		if (renew) writeFileSync(path, written);
		expect(existsSync(path) ? readFileSync(path, 'utf8') : 'no such file').toBe(written);
	});

	it('have no golden file left over', () => {
		const files = CASES.map(({ file }) => file);
		expect(readdirSync(FOLDER).filter((file) => !files.includes(file))).toEqual([]);
	});
});
