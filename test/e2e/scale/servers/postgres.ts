import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../n8n/ports';
import { giveTo, type Account } from './account';
import type { ServerBinaries } from './binaries';
import { startServer, type RunningServer } from './server';

/** The superuser of a cluster of our own, and the database that every cluster has. */
export const postgresUser = 'n8n';
export const postgresDatabase = 'postgres';

/** The eight bytes with which a client asks for TLS: a server that is up answers them with one letter. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Makes an empty cluster in `folder` and starts it. Whoever is on this machine may use it: it holds nothing real. */
export async function startPostgres(
	binaries: ServerBinaries,
	account: Account,
	folder: string,
	logFile: string,
): Promise<RunningServer> {
	const data = join(folder, 'postgres');
	await mkdir(data, { mode: 0o700 });
	await giveTo(account, data);
	const as = account.uid < 0 ? {} : account;
	const made = spawnSync(
		binaries.initdb,
		['-D', data, '-U', postgresUser, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
		{ ...as, cwd: '/', encoding: 'utf8' },
	);
	if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
	const port = await freePort();
	const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
	return await startServer({
		name: 'PostgreSQL',
		account,
		program: binaries.postgres,
		args: ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
		port,
		greeting: sslRequest,
		logFile,
	});
}
