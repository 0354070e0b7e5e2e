import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { TEST_FOLDER } from '../support/testFolder';
import { repositoryFiles } from './repositoryFiles';

/** A folder without git that holds these files. */
function download(files: Record<string, string>): string {
	const root = mkdtempSync(join(process.env[TEST_FOLDER] ?? '', 'download-'));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	return root;
}

describe('the files of a download without git', () => {
	it('are all but the ignored ones', () => {
		const root = download({
			'.gitignore': 'node_modules/\n.cache/\n*.log\n',
			'.ci/run': '',
			'a.ts': '',
			'npm.log': '',
			'nodes/b.ts': '',
			'nodes/.cache/c.ts': '',
			'node_modules/d/index.js': '',
		});
		expect(repositoryFiles(root).sort()).toEqual(['.ci/run', '.gitignore', 'a.ts', 'nodes/b.ts']);
	});

	it('cannot be told where a pattern is not understood', () => {
		expect(() => repositoryFiles(download({ '.gitignore': '/docs/**/x\n' }))).toThrow('/docs/**/x');
	});
});
