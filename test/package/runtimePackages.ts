import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from './sourceFiles';

interface LockedPackage {
	version: string;
	license?: string;
	dev?: boolean;
	devOptional?: boolean;
	peer?: boolean;
	hasInstallScript?: boolean;
}

export interface RuntimePackage {
	name: string;
	version: string;
	/** As its own package.json says, where it is installed. */
	license: string;
	/** Runs something of its own when it is installed. */
	hasInstallScript: boolean;
}

/** Every package that is installed with ours, as the lock file has it: not the development ones, and not n8n's own. */
export function runtimePackages(): RuntimePackage[] {
	// SAFETY: npm's own file, lockfileVersion 3.
	const { packages } = JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, LockedPackage>;
	};
	return Object.entries(packages)
		.filter(([path, { dev, devOptional, peer }]) => path !== '' && !(dev ?? devOptional ?? peer ?? false))
		.map(([path, { version, hasInstallScript = false }]) => {
			const { name, license } = manifestOf(path);
			return { name, version, license, hasInstallScript };
		});
}

function manifestOf(path: string): { name: string; license: string } {
	// SAFETY: the package.json of an installed package; npm puts both in the lock file from there.
	return JSON.parse(readFileSync(join(repositoryRoot, path, 'package.json'), 'utf8')) as {
		name: string;
		license: string;
	};
}
