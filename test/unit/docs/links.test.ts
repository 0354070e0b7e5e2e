import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from '../../package/sourceFiles';
import { anchorsOf, linksOf, markdownFiles, scriptsIn } from './markdown';

const files = markdownFiles();
const texts = new Map(files.map(({ path, text }) => [path, text]));
// SAFETY: our own package.json has scripts.
const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};

describe('the documents', () => {
	it('are found', () => {
		expect(files.length).toBeGreaterThan(15);
		expect(files.flatMap(linksOf).length).toBeGreaterThan(80);
	});

	it.each(files)('$path links only to files and headings that exist', (file) => {
		const broken = linksOf(file).filter(({ target, anchor }) => {
			if (!existsSync(join(repositoryRoot, target))) return true;
			return anchor !== '' && !anchorsOf(texts.get(target) ?? '').includes(anchor);
		});
		expect(broken).toEqual([]);
	});

	it.each(files)('$path names only commands that there are', ({ text }) => {
		expect(scriptsIn(text).filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
	});

	it('are all reached from the list of documents or from README', () => {
		const reached = new Set(
			['README.md', 'docs/README.md', 'docs/decisions/README.md'].flatMap((path) =>
				linksOf({ path, text: texts.get(path) ?? '' }).map(({ target }) => target),
			),
		);
		const alone = files.map(({ path }) => path).filter((path) => path !== 'README.md' && !reached.has(path));
		expect(alone).toEqual([]);
	});
});
