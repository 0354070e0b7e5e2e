import { existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from './cache';
import { textOf } from './files';
import { at } from './json';
import type { NodeRuntime } from './nodeRuntime';
import { npm, type Log } from './npm';

export interface SqliteInput {
	/** Where an n8n is installed without its SQLite binary. */
	dir: string;
	runtime: NodeRuntime;
	log: Log;
	background?: boolean;
}

const packageIn = (dir: string): string => join(dir, 'node_modules', 'sqlite3');
const binaryIn = (dir: string): string => join(packageIn(dir), 'build', 'Release', 'node_sqlite3.node');

async function sqliteVersion(dir: string): Promise<string | undefined> {
	const manifest = await textOf(join(packageIn(dir), 'package.json'));
	const version = manifest === undefined ? undefined : at(JSON.parse(manifest), 'version');
	return typeof version === 'string' ? version : undefined;
}

/** Another n8n in the cache with the same version of the binary, prepared on this machine for the same Node. */
export async function twinOf(dir: string): Promise<string | undefined> {
	const version = await sqliteVersion(dir);
	for (const name of await readdir(cacheRoot())) {
		const other = join(cacheRoot(), name);
		if (!name.startsWith('n8n-') || other === dir || !existsSync(join(other, '.sqlite'))) continue;
		// The stamp says `n8n@<version> <Node and platform>`.
		const [mine, its] = await Promise.all([textOf(join(dir, '.packages')), textOf(join(other, '.sqlite'))]);
		const sameNode = mine?.split(' ').slice(1).join(' ') === its?.split(' ').slice(1).join(' ');
		if (sameNode && existsSync(binaryIn(other)) && (await sqliteVersion(other)) === version) return other;
	}
	return undefined;
}

/** Gives n8n its SQLite binary: taken from another n8n of the cache where one fits, because compiling takes minutes. */
export async function prepareSqlite({ dir, runtime, log, background }: SqliteInput): Promise<void> {
	const twin = await twinOf(dir);
	if (twin !== undefined) {
		await cp(binaryIn(twin), binaryIn(dir));
		return;
	}
	// Where no ready-made binary can be downloaded, node-gyp compiles against these headers instead of downloading them.
	const headers = runtime.kind === 'package' ? join(dir, 'node_modules', runtime.name) : undefined;
	const hasHeaders = headers !== undefined && existsSync(join(headers, 'include', 'node', 'node_api.h'));
	await npm({
		args: ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
		cwd: dir,
		env: hasHeaders ? { npm_config_nodedir: headers } : {},
		logFile: join(dir, 'sqlite.log'),
		doing: "Preparing n8n's SQLite (seconds, or about a minute where it has to be compiled)",
		log,
		background,
	});
}
