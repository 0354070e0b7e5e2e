import { join, resolve } from 'node:path';

/** The repository root. */
export const repositoryRoot = resolve(__dirname, '..', '..');

/** The git-ignored folder for what takes long to make: n8n itself, the packed package, the demo's secrets. */
export function cacheRoot(): string {
	return resolve(process.env.DEFENDER_MSSP_CACHE ?? join(repositoryRoot, '.cache'));
}
