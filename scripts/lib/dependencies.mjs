import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { runNpm } from './spawn.mjs';

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.package-lock.sha256');
/** npm's own record of what it put into node_modules. */
const installedFile = join(root, 'node_modules', '.package-lock.json');

/** The file's text, or an empty string when there is no such file. */
async function textOf(file) {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if (error.code === 'ENOENT') return '';
		throw error;
	}
}

/** Whether an `npm install` made by hand already put every locked package in place, so that nothing need be done. */
async function installedByHand(lock) {
	const installedText = await textOf(installedFile);
	if (!installedText) return false;
	const installed = JSON.parse(installedText).packages ?? {};
	return Object.entries(JSON.parse(lock).packages).every(
		([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
	);
}

/** Brings node_modules to exactly what package-lock.json says, in seconds when it is there already. Resolves to an exit code. */
export async function ensureDependencies() {
	const lock = await readFile(lockFile, 'utf8');
	const wanted = createHash('sha256').update(lock).digest('hex');
	if ((await textOf(stampFile)) === wanted) return 0;
	if (!(await installedByHand(lock))) {
		console.log('> installing the development dependencies (npm ci, usually 20 to 60 seconds)');
		const started = Date.now();
		const code = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
		if (code !== 0) return code;
		console.log(`> dependencies installed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
	}
	await writeFile(stampFile, wanted);
	return 0;
}
