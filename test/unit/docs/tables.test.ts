import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tables } from '../../../scripts/docs/tables';
import { withTable } from '../../../scripts/docs/withTable';
import { repositoryRoot } from '../../package/sourceFiles';

describe('what `npm run docs` makes', () => {
	it.each(Object.entries(tables))('is in docs/%s as the code has it now', (name, make) => {
		const page = readFileSync(join(repositoryRoot, 'docs', name), 'utf8');
		expect(withTable(page, make())).toBe(page);
	});

	it('needs a place in the page', () => {
		expect(() => withTable('# Operations', '')).toThrow(/needs the lines/);
	});
});
