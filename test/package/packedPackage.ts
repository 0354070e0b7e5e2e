import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { environmentForNpm } from '../n8n/npm';
import { repositoryRoot } from './sourceFiles';
import { readTarball } from './tarball';

const run = promisify(execFile);

/** Everything that the package is built from; what is not there yet cannot be packed either. */
const INPUT = `package.json tsconfig.json tsconfig.build.json gulpfile.js index.ts nodes credentials icons
	README.md LICENSE CHANGELOG.md .npmignore`.split(/\s+/);

export interface PackedPackage {
	/** The tarball, as it goes to the registry. */
	tarball: Buffer;
	/** Paths in the tarball. */
	files: string[];
	/** The package as n8n's nodes folder would hold it: the packed files, and its dependencies beside them. */
	folder: string;
	read: (path: string) => Promise<string>;
	remove: () => Promise<void>;
}

/**
 * Builds and packs a copy of the sources, because other processes build in the checkout itself. Asks no registry:
 * the dependencies are links to those that are installed here.
 */
export async function packPackage(): Promise<PackedPackage> {
	const work = await mkdtemp(join(tmpdir(), 'pack-test-'));
	const remove = async () => {
		await rm(work, { recursive: true, force: true });
	};
	try {
		return { ...(await packInto(work)), remove };
	} catch (error) {
		await remove();
		throw error;
	}
}

async function packInto(work: string): Promise<Omit<PackedPackage, 'remove'>> {
	const source = join(work, 'source');
	await copySources(source);
	await Promise.all([
		runNode(source, 'typescript/bin/tsc', '-p', 'tsconfig.build.json'),
		runNode(source, 'gulp/bin/gulp.js', '--silent'),
	]);
	const tarball = await pack(source, work);
	const entries = readTarball(tarball);
	const folder = join(work, 'n8n', 'nodes', 'node_modules', 'n8n-nodes-microsoft-defender-mssp');
	for (const { path, content } of entries) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), content);
	}
	await linkDependencies(folder);
	const read = async (path: string) => await readFile(join(folder, path), 'utf8');
	return { tarball, files: entries.map(({ path }) => path), folder, read };
}

async function copySources(source: string): Promise<void> {
	await mkdir(source);
	const there = INPUT.filter((name) => existsSync(join(repositoryRoot, name)));
	for (const name of there) await cp(join(repositoryRoot, name), join(source, name), { recursive: true });
	await symlink(join(repositoryRoot, 'node_modules'), join(source, 'node_modules'), 'dir');
}

async function runNode(cwd: string, tool: string, ...args: string[]): Promise<void> {
	await run(process.execPath, [join(repositoryRoot, 'node_modules', tool), ...args], { cwd });
}

async function pack(source: string, target: string): Promise<Buffer> {
	const env = { ...environmentForNpm(process.env), npm_config_update_notifier: 'false' };
	const args = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', target];
	const { stdout } = await run('npm', args, { cwd: source, env, shell: process.platform === 'win32' });
	// SAFETY: the shape of npm's own report, `npm help pack`.
	const [report] = JSON.parse(stdout) as Array<{ filename: string }>;
	return await readFile(join(target, report?.filename ?? ''));
}

/** Only what package.json declares, so that an undeclared import fails here as it would at a user's. */
async function linkDependencies(folder: string): Promise<void> {
	// SAFETY: package.json was just read by npm.
	const { dependencies = {}, peerDependencies = {} } = JSON.parse(
		await readFile(join(folder, 'package.json'), 'utf8'),
	) as Partial<Record<'dependencies' | 'peerDependencies', Record<string, string>>>;
	for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
		const link = join(folder, 'node_modules', name);
		await mkdir(dirname(link), { recursive: true });
		await symlink(join(repositoryRoot, 'node_modules', name), link, 'dir');
	}
}

/** Runs a script in a new Node process and gives what it prints as JSON. */
export async function inNewProcess(cwd: string, script: string): Promise<unknown> {
	const { stdout } = await run(process.execPath, ['-e', script], { cwd });
	return JSON.parse(stdout);
}
