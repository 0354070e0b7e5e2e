import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { textOf } from '../../n8n/files';
import { at, stringAt } from '../../n8n/json';
import { npmCli } from '../../n8n/npm';

/** A call of npm by n8n, without the registry's address. */
export interface NpmCallSeen {
	cwd: string;
	args: string[];
}

/** Tarballs that n8n finds when it asks npm for them. */
export interface Shelf {
	/** Settings of the n8n that shall use it. */
	env: NodeJS.ProcessEnv;
	/** What n8n called npm with so far. */
	calls: () => Promise<NpmCallSeen[]>;
}

export interface ShelvedTarball {
	file: string;
	version: string;
}

const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function callOf(line: string): NpmCallSeen {
	const call: unknown = JSON.parse(line);
	const args = at(call, 'args');
	return { cwd: stringAt(call, 'cwd'), args: Array.isArray(args) ? args.map(String) : [] };
}

/** Puts tarballs of one package on a shelf in `folder`. */
export async function shelfIn(folder: string, name: string, tarballs: ShelvedTarball[]): Promise<Shelf> {
	const [shelf, bin, log] = [join(folder, 'tarballs'), join(folder, 'bin'), join(folder, 'npm-calls.jsonl')];
	await Promise.all([mkdir(shelf, { recursive: true }), mkdir(bin, { recursive: true })]);
	for (const { file, version } of tarballs) await cp(file, join(shelf, `${name}-${version}.tgz`));
	const shim = join(__dirname, 'npmShim.js');
	// Without this n8n's Node, which brings no npm: npm runs on the Node that runs us.
	const launcher = `#!/bin/sh\nexec ${shellQuoted(process.execPath)} ${shellQuoted(shim)} "$@"\n`;
	await writeFile(join(bin, 'npm'), launcher, { mode: 0o755 });
	return {
		env: {
			PATH: [bin, process.env.PATH ?? ''].join(delimiter),
			E2E_SHELF: shelf,
			E2E_NPM_CLI: npmCli(),
			E2E_NPM_LOG: log,
		},
		calls: async () =>
			((await textOf(log)) ?? '')
				.split('\n')
				.filter((line) => line !== '')
				.map(callOf),
	};
}

/** Name and version of a package folder. */
export async function manifestOf(folder: string): Promise<{ name: string; version: string }> {
	const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
	return { name: stringAt(manifest, 'name'), version: stringAt(manifest, 'version') };
}
