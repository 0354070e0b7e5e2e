import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockHolder, withLock } from '../../n8n/lock';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'lock-'))));
afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

describe('withLock', () => {
	it('lets one work at a time', async () => {
		const file = join(folder, 'work.lock');
		const happened: string[] = [];
		const work = (name: string) => async (): Promise<void> => {
			happened.push(`${name} begins`);
			await sleep(50);
			happened.push(`${name} ends`);
		};
		const waits: number[] = [];
		const first = withLock(file, work('first'));
		await sleep(10);
		await Promise.all([first, withLock(file, work('second'), (pid) => void waits.push(pid))]);
		expect(happened).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
		expect(waits).toEqual([process.pid]);
	});

	it('takes over from a process that died, and leaves nothing behind after a throw', async () => {
		const file = join(folder, 'dead.lock');
		// Above the largest process id that Linux hands out.
		await writeFile(file, '4194305');
		const failing = async (): Promise<void> => {
			expect(await readFile(file, 'utf8')).toBe(String(process.pid));
			throw new Error('the work failed');
		};
		await expect(withLock(file, failing)).rejects.toThrow('the work failed');
		expect(await lockHolder(file)).toBeUndefined();
	});
});
