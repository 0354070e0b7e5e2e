import { spawnSync } from 'node:child_process';
import { chown } from 'node:fs/promises';

/** Whom the servers run as: PostgreSQL refuses to run as root. */
export interface Account {
	/** -1: as we are. */
	uid: number;
	gid: number;
}

const ourselves: Account = { uid: -1, gid: -1 };

function idOf(flag: '-u' | '-g', name: string): number {
	const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
	if (status !== 0) throw new Error(`There is no user '${name}', whom Debian's package of PostgreSQL makes`);
	return Number(stdout);
}

/** Ourselves, or the user of Debian's PostgreSQL if we are root. */
export function unprivilegedAccount(): Account {
	if (process.getuid?.() !== 0) return ourselves;
	return { uid: idOf('-u', 'postgres'), gid: idOf('-g', 'postgres') };
}

/** Lets the account use a folder of ours. */
export async function giveTo({ uid, gid }: Account, folder: string): Promise<void> {
	if (uid >= 0) await chown(folder, uid, gid);
}
