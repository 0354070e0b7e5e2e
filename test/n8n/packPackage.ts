import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { cacheRoot, repositoryRoot } from './cache';
import { hasCode, logTail } from './files';
import { isObject } from './json';
import { withLock } from './lock';
import { npm, type Log } from './npm';
import { startProcessGroup } from './processGroup';

/** Everything that decides what ends up in the package. */
const sources = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'gulpfile.js'];
const sourceFolders = ['nodes', 'credentials', 'icons', 'index.ts'];

async function filesBelow(path: string): Promise<string[]> {
	try {
		const entries = await readdir(path, { withFileTypes: true });
		const nested = entries.map(async (entry) => await filesBelow(join(path, entry.name)));
		return (await Promise.all(nested)).flat();
	} catch (error) {
		if (hasCode(error, 'ENOTDIR')) return [path];
		if (hasCode(error, 'ENOENT')) return [];
		throw error;
	}
}

async function sourceHash(): Promise<string> {
	const folders = sourceFolders.map(async (name) => await filesBelow(join(repositoryRoot, name)));
	const files = [
		...sources.map((name) => join(repositoryRoot, name)),
		...(await Promise.all(folders)).flat(),
	];
	const hash = createHash('sha256');
	for (const file of files.sort())
		hash.update(file.slice(repositoryRoot.length)).update(await readFile(file));
	return hash.digest('hex').slice(0, 16);
}

async function build(log: Log): Promise<void> {
	const logFile = join(cacheRoot(), 'build.log');
	log('Building the package');
	const child = await startProcessGroup({
		nodeBinary: process.execPath,
		args: [join(repositoryRoot, 'scripts', 'run.mjs'), 'build'],
		cwd: repositoryRoot,
		env: process.env,
		logFile,
	});
	const { code } = await child.exited;
	if (code !== 0) throw new Error(`The package does not build:\n${await logTail(logFile)}`);
}

/** Packs the built package in `packageFolder` into `folder`. Resolves to the tarball. */
export async function packTarball(packageFolder: string, folder: string, log: Log): Promise<string> {
	await npm({
		args: ['pack', '--ignore-scripts', '--pack-destination', folder],
		cwd: packageFolder,
		logFile: join(folder, 'pack.log'),
		doing: 'Packing the package (npm pack)',
		log,
	});
	const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
	if (tarball === undefined)
		throw new Error(`npm pack wrote no tarball: ${await logTail(join(folder, 'pack.log'))}`);
	return join(folder, tarball);
}

/** n8n takes these out before it installs a community package's own dependencies. */
const removedByN8n = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

async function rewritePackageJson(file: string): Promise<string> {
	const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
	if (!isObject(manifest) || typeof manifest.name !== 'string') throw new Error(`${file} names no package`);
	const kept = Object.entries(manifest).filter(([key]) => !removedByN8n.includes(key));
	await writeFile(file, JSON.stringify(Object.fromEntries(kept), null, 2));
	return manifest.name;
}

/** Unpacks and installs the tarball in `folder` with the very npm command that n8n uses. */
async function installTarball(tarball: string, folder: string, log: Log): Promise<void> {
	await mkdir(folder, { recursive: true });
	const tar = spawnSync('tar', ['-xzf', basename(tarball), '-C', folder, '--strip-components=1'], {
		cwd: join(tarball, '..'),
		encoding: 'utf8',
	});
	if (tar.status !== 0)
		throw new Error(`tar could not unpack ${tarball}: ${tar.error?.message ?? tar.stderr}`);
	await rewritePackageJson(join(folder, 'package.json'));
	const args = ['--audit=false', '--fund=false', '--bin-links=false', '--install-strategy=shallow'];
	await npm({
		args: ['install', ...args, '--ignore-scripts=true', '--package-lock=false'],
		cwd: folder,
		logFile: `${folder}.install.log`,
		doing: "Installing the package's own dependencies as n8n does",
		log,
	});
}

interface PreparedPackage {
	/** What `npm pack` made. */
	tarball: string;
	/** The same, unpacked and with its own dependencies. */
	folder: string;
}

/** Builds, packs and installs the package once for each state of its sources. */
async function preparedPackage(log: Log): Promise<PreparedPackage> {
	const store = join(cacheRoot(), 'package');
	const folder = join(store, await sourceHash());
	const prepared = { folder, tarball: `${folder}.tgz` };
	const isThere = async (): Promise<boolean> => {
		const parts = [prepared.tarball, join(folder, 'package.json')].map(filesBelow);
		return (await Promise.all(parts)).every((files) => files.length > 0);
	};
	if (await isThere()) return prepared;
	await withLock(join(cacheRoot(), 'package.lock'), async () => {
		if (await isThere()) return;
		await rm(store, { recursive: true, force: true });
		await mkdir(store, { recursive: true });
		const work = await mkdtemp(join(tmpdir(), 'n8n-package-'));
		try {
			await build(log);
			const tarball = await packTarball(repositoryRoot, work, log);
			await installTarball(tarball, join(store, 'unfinished'), log);
			await cp(tarball, prepared.tarball);
			await rename(join(store, 'unfinished'), folder);
		} finally {
			await rm(work, { recursive: true, force: true });
		}
	});
	return prepared;
}

/** This package as `npm pack` makes it for the registry. Resolves to the file. */
export async function packedPackage(log: Log): Promise<string> {
	return (await preparedPackage(log)).tarball;
}

/**
 * Installs this package into an n8n user folder the way n8n's own "install community node" does: a packed tarball, unpacked
 * to `.n8n/nodes/node_modules/<name>`, with its own production dependencies. To be called before n8n starts.
 */
export async function installPackageInto(userFolder: string, log: Log): Promise<void> {
	const { folder: prepared } = await preparedPackage(log);
	const manifest: unknown = JSON.parse(await readFile(join(prepared, 'package.json'), 'utf8'));
	if (!isObject(manifest) || typeof manifest.name !== 'string') throw new Error('The package has no name');
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', ...manifest.name.split('/'));
	await rm(target, { recursive: true, force: true });
	await cp(prepared, target, { recursive: true });
}
