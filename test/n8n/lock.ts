import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode, textOf } from './files';

/** Whether a process of this machine is alive. */
function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it lives, but belongs to someone else.
		return hasCode(error, 'EPERM');
	}
}

async function tryLock(file: string): Promise<boolean> {
	try {
		await writeFile(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) return false;
		throw error;
	}
}

/** The process that holds the lock; undefined when nobody does or the one that did has died. */
export async function lockHolder(file: string): Promise<number | undefined> {
	const pid = Number(await textOf(file));
	return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
}

/**
 * Runs the work while holding a lock file with our process id, so that two processes do not do it at once. Waits for a
 * living holder (`onWait` is told its process id, once) and takes over from a dead one.
 */
export async function withLock<T>(
	file: string,
	work: () => Promise<T>,
	onWait: (holder: number) => void = () => undefined,
): Promise<T> {
	await mkdir(dirname(file), { recursive: true });
	let told = false;
	while (!(await tryLock(file))) {
		const holder = await lockHolder(file);
		if (holder === undefined) {
			// Just created and not written yet, or left behind by a process that died: look twice before taking over.
			await sleep(200);
			if ((await lockHolder(file)) === undefined) await rm(file, { force: true });
			continue;
		}
		if (!told) onWait(holder);
		told = true;
		await sleep(500);
	}
	try {
		return await work();
	} finally {
		await rm(file, { force: true });
	}
}
