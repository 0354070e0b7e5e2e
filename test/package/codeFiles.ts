import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from './sourceFiles';

/** Made or brought in by tools, or not ours. */
const NOT_OURS = new Set(['node_modules', 'dist', 'artifacts', 'coverage']);

/** Every file of code in the repository: published, tests, demo and tools. */
export const codeFiles = (): string[] => below('').filter((path) => /\.(ts|js|mjs)$/.test(path));

function below(folder: string): string[] {
	return readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) => {
		if (NOT_OURS.has(entry.name) || entry.name.startsWith('.')) return [];
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		return entry.isDirectory() ? below(path) : [path];
	});
}
