import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ORDER } from '../../package/layers';
import { NODE_FOLDER, repositoryRoot, sourceFiles } from '../../package/sourceFiles';

const page = readFileSync(join(repositoryRoot, 'docs', 'architecture.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, level, folder = '']) => ({
	level: Number(level),
	folder,
}));
const levelOf = (folder: string) => ORDER.findIndex((layers) => layers.includes(folder)) + 1;

/** The arrows of the picture; `a & b --> c` is two. */
const arrows = [...page.matchAll(/^ {4}(.+) --> (.+)$/gm)].flatMap(([, from = '', to = '']) =>
	namesIn(from).flatMap((one) => namesIn(to).map((other) => [one, other] as const)),
);
function namesIn(side: string): string[] {
	return side.split(' & ').map((name) => name.replace(/\[.*\]/, ''));
}

describe('docs/architecture.md', () => {
	it('has every folder with its level', () => {
		expect(rows.map(({ level, folder }) => [folder, level])).toEqual(
			ORDER.flat().map((folder) => [folder, levelOf(folder)]),
		);
	});

	it('draws only arrows that lead down, from every folder', () => {
		expect(arrows.filter(([from, to]) => levelOf(from) === 0 || levelOf(to) <= levelOf(from))).toEqual([]);
		const drawn = new Set(arrows.flat());
		const folders = ORDER.flat().filter((folder) => !['credentials', 'index'].includes(folder));
		expect(folders.filter((folder) => !drawn.has(folder))).toEqual([]);
	});

	it('draws only imports that there are', () => {
		const imports = new Set(
			sourceFiles().flatMap(({ layer, imports: found }) =>
				found.flatMap(({ target }) => {
					const [, folder] = new RegExp(`^${NODE_FOLDER}/(\\w+)/`).exec(target) ?? [];
					return folder === undefined ? [] : [`${layer} -> ${folder}`];
				}),
			),
		);
		expect(arrows.map(([from, to]) => `${from} -> ${to}`).filter((arrow) => !imports.has(arrow))).toEqual([]);
	});

	it('names only files that there are', () => {
		const named = [...page.matchAll(/`((?:adapters|actions|core|sources|tenants|trigger)\/\w+\.ts)`/g)];
		const missing = named.filter(([, path = '']) => !existsSync(join(repositoryRoot, NODE_FOLDER, path)));
		expect(named.length).toBeGreaterThan(8);
		expect(missing.map(([, path]) => path)).toEqual([]);
	});
});
