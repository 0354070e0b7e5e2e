import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's packages with the servers that queue mode needs. */
const aptPackages = ['postgresql', 'redis-server'];

/** Programs by their paths. */
export interface ServerBinaries {
	initdb: string;
	postgres: string;
	redis: string;
}

/** Debian keeps the programs of each PostgreSQL version apart, outside of PATH. */
const debianVersions = '/usr/lib/postgresql';

/** The folders of Debian's PostgreSQL versions (as `15`), the newest first; what is no version is left out. */
export function newestFirst(names: readonly string[]): string[] {
	return names.filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(b) - Number(a));
}

/** What to tell when some programs are not there. */
export function missingText(missing: readonly string[]): string {
	return (
		`Queue mode needs ${missing.join(' and ')}, which this machine does not have. On Debian and Ubuntu: ` +
		`apt-get install --no-install-recommends ${aptPackages.join(' ')}. ` +
		'The scenario starts servers of its own; none of the system need run.'
	);
}

function searchFolders(): string[] {
	const versions = existsSync(debianVersions) ? newestFirst(readdirSync(debianVersions)) : [];
	return [
		...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
		...versions.map((version) => join(debianVersions, version, 'bin')),
	];
}

/** Finds the servers on this machine. Throws with the packages to install when one is missing. */
export function serverBinaries(): ServerBinaries {
	const folders = searchFolders();
	const missing: string[] = [];
	const find = (name: string): string => {
		const path = folders.map((folder) => join(folder, name)).find(existsSync);
		if (path === undefined) missing.push(name);
		return path ?? name;
	};
	const found = { initdb: find('initdb'), postgres: find('postgres'), redis: find('redis-server') };
	if (missing.length > 0) throw new Error(missingText(missing));
	return found;
}
