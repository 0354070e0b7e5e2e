import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checks, compatibilityTable } from '../../e2e/older/compatibility';
import { currentN8n, olderN8n } from '../../e2e/stage/versions';

const readme = readFileSync(join(__dirname, '..', '..', '..', 'README.md'), 'utf8');

describe('the compatibility table', () => {
	it('tells of a check that failed and of one that was not come to', () => {
		const results = { load: true, connect: false };
		expect(compatibilityTable([{ version: '1.2.3', results }])).toBe(
			[
				'| n8n | load | connect | poll | act |',
				'| --- | --- | --- | --- | --- |',
				'| 1.2.3 | yes | no | - | - |',
			].join('\n'),
		);
	});

	it('stands in README.md for the very versions that the scenario tries, and only where all of them passed', () => {
		const results = Object.fromEntries(checks.map((check) => [check, true]));
		const table = compatibilityTable([...olderN8n, currentN8n].map((version) => ({ version, results })));
		expect(readme).toContain(`\n\n${table}\n\n`);
	});
});
