import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { RESOURCES } from '../../../nodes/MicrosoftDefenderMssp/actions/node.description';
import { repositoryRoot } from '../../package/sourceFiles';

const page = readFileSync(join(repositoryRoot, 'docs', 'operations.md'), 'utf8');

describe('docs/operations.md', () => {
	it('names every operation with each of its calls and permissions', () => {
		const operations = RESOURCES.flatMap((resource) => Object.values(resource.operations));
		for (const { option, endpoints } of operations) {
			expect(page).toContain(`| **${option.name}** |`);
			for (const { method, path, permission } of endpoints) {
				expect(page).toContain(
					`| \`${method} ${path}\` | \`${permission.application}\` | \`${permission.delegated}\` |`,
				);
			}
		}
	});
});
