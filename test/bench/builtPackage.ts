import { cpSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';

import { repositoryRoot } from '../n8n/cache';

/**
 * Builds the package of a checkout into this folder as n8n would have it: compiled, and with a luxon of its own, because n8n installs a
 * package's dependencies beside it.
 */
export function buildPackage(folder: string, checkout = repositoryRoot): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const tsc = require.resolve('typescript/bin/tsc');
	const args = [
		tsc,
		'-p',
		'tsconfig.build.json',
		'--declaration',
		'false',
		'--noCheck',
		'--outDir',
		join(folder, 'dist'),
		// Another checkout needs no packages of its own.
		'--typeRoots',
		join(repositoryRoot, 'node_modules', '@types'),
	];
	const { status, stdout } = spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8' });
	if (status !== 0) throw new Error(`The package does not compile:\n${stdout}`);
	const modules = join(folder, 'node_modules');
	const luxon = dirname(require.resolve('luxon/package.json'));
	cpSync(luxon, join(modules, 'luxon'), { recursive: true, dereference: true });
	// MSAL is not loaded at the start, and n8n's own packages are n8n's.
	for (const name of ['@azure', 'n8n-workflow']) {
		symlinkSync(realpathSync(join(repositoryRoot, 'node_modules', name)), join(modules, name), 'junction');
	}
}
