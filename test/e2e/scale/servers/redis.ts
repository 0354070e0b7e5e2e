import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../n8n/ports';
import { giveTo, type Account } from './account';
import type { ServerBinaries } from './binaries';
import { startServer, type RunningServer } from './server';

/** Starts an empty Redis that keeps nothing on disk. */
export async function startRedis(
	{ redis }: ServerBinaries,
	account: Account,
	folder: string,
	logFile: string,
): Promise<RunningServer> {
	const data = join(folder, 'redis');
	await mkdir(data, { mode: 0o700 });
	await giveTo(account, data);
	const port = await freePort();
	const settings = { bind: '127.0.0.1', port: String(port), dir: data, save: '', appendonly: 'no' };
	return await startServer({
		name: 'Redis',
		account,
		program: redis,
		args: Object.entries(settings).flatMap(([setting, value]) => [`--${setting}`, value]),
		port,
		greeting: Buffer.from('PING\r\n'),
		logFile,
	});
}
