import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { root } from './files';

interface Locked {
	dev?: boolean;
	devOptional?: boolean;
	peer?: boolean;
}

const read = (file: string): Record<string, unknown> =>
	// SAFETY: our own package.json and npm's own lock file, both objects.
	JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, unknown>;

/** Undefined members are not written. */
const withoutDevelopment = (manifest: Record<string, unknown>) =>
	JSON.stringify({ ...manifest, devDependencies: undefined, peerDependencies: undefined });

/**
 * Lets npm look at what is installed with the package, in a folder that knows of nothing else: seen in npm 11.19,
 * `--omit dev` also leaves out what both the package and its tools need.
 */
export function withRuntimeFolder<T>(use: (folder: string) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
	try {
		const lock = read('package-lock.json');
		// SAFETY: lockfileVersion 3.
		const { '': self, ...others } = lock.packages as Record<string, Locked>;
		const installed = Object.entries(others).filter(
			([, { dev, devOptional, peer }]) => !(dev ?? devOptional ?? peer ?? false),
		);
		const own: unknown = JSON.parse(withoutDevelopment({ ...self }));
		const packages = { '': own, ...Object.fromEntries(installed) };
		writeFileSync(join(folder, 'package.json'), withoutDevelopment(read('package.json')));
		writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages }));
		return use(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
