import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheRoot, repositoryRoot } from '../../n8n/cache';
import { isObject } from '../../n8n/json';
import type { Log } from '../../n8n/npm';
import { packTarball } from '../../n8n/packPackage';
import type { ShelvedTarball } from './shelf';

/** As long as no version was published, an upgrade comes from this state of the repository. */
const olderCommit = 'e17462b';
const olderVersion = '0.0.1';

function succeeded(command: string, args: string[], cwd: string): string {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		cwd,
		encoding: 'utf8',
		maxBuffer: 1e8,
	});
	if (status === 0) return stdout;
	throw new Error(
		`${command} ${args.join(' ')} failed: ${error?.message ?? `${stderr}${stdout}`.slice(-2_000)}`,
	);
}

const isKnown = (commit: string): boolean =>
	spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: repositoryRoot }).status === 0;

/**
 * The newest tag before the state at hand, or the commit named above. A clone without history has neither: there it is the
 * state at hand, and the upgrade is one of the version number only.
 */
function olderState(): string {
	const head = succeeded('git', ['rev-parse', 'HEAD'], repositoryRoot).trim();
	const tags = succeeded('git', ['tag', '--merged', 'HEAD', '--sort=-creatordate'], repositoryRoot);
	const older = tags
		.split('\n')
		.find((tag) => tag !== '' && succeeded('git', ['rev-list', '-n1', tag], repositoryRoot).trim() !== head);
	return older ?? (isKnown(olderCommit) ? olderCommit : head);
}

async function setVersion(folder: string, version: string): Promise<void> {
	const file = join(folder, 'package.json');
	const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
	if (!isObject(manifest)) throw new Error(`${file} is no object`);
	await writeFile(file, JSON.stringify({ ...manifest, version }, null, '\t'));
}

/** Builds what the repository held then, with the tools that are installed now. */
async function buildAt(state: string, tarball: string, log: Log): Promise<void> {
	log(`Building the package as it was at ${state}`);
	const work = await mkdtemp(join(tmpdir(), 'n8n-older-package-'));
	try {
		const archive = join(work, 'source.tar');
		const folder = join(work, 'package');
		await mkdir(folder);
		succeeded('git', ['archive', '--format=tar', `--output=${archive}`, state], repositoryRoot);
		succeeded('tar', ['-xf', archive, '-C', folder], work);
		await symlink(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
		await setVersion(folder, olderVersion);
		const tool = (path: string): string => join(folder, 'node_modules', path);
		succeeded(process.execPath, [tool('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], folder);
		succeeded(process.execPath, [tool('gulp/bin/gulp.js'), '--silent'], folder);
		await cp(await packTarball(folder, work, log), tarball);
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

/** An older build of this package under a lower version number, kept in the cache. */
export async function olderPackage(log: Log): Promise<ShelvedTarball> {
	const state = olderState();
	const store = join(cacheRoot(), 'older-packages');
	const file = join(store, `${state}.tgz`);
	await mkdir(store, { recursive: true });
	if (!existsSync(file)) await buildAt(state, file, log);
	return { file, version: olderVersion };
}
