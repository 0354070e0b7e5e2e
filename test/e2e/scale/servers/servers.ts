import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScenarioRun } from '../../scenario';
import { unprivilegedAccount } from './account';
import { serverBinaries } from './binaries';
import { postgresDatabase, postgresUser, startPostgres } from './postgres';
import { startRedis } from './redis';

/** The servers that queue mode needs. */
export interface Servers {
	postgresPort: number;
	/** The settings with which n8n uses them. */
	env: NodeJS.ProcessEnv;
}

/** Starts PostgreSQL and Redis on free ports, in a folder that goes with them. What they print goes to `logFolder`. */
export async function startServers({ cleanup, log }: ScenarioRun, logFolder: string): Promise<Servers> {
	const binaries = serverBinaries();
	const account = unprivilegedAccount();
	log('Starting PostgreSQL and Redis');
	// Not in the cache: the account cannot enter folders that are ours alone.
	const folder = await mkdtemp(join(tmpdir(), 'n8n-scale-'));
	cleanup.add('The folder of PostgreSQL and Redis', async () => {
		await rm(folder, { recursive: true, force: true });
	});
	await chmod(folder, 0o755);
	const postgres = await startPostgres(binaries, account, folder, join(logFolder, 'postgres.log'));
	cleanup.add('PostgreSQL', postgres.stop);
	const redis = await startRedis(binaries, account, folder, join(logFolder, 'redis.log'));
	cleanup.add('Redis', redis.stop);
	return {
		postgresPort: postgres.port,
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_DATABASE: postgresDatabase,
			DB_POSTGRESDB_USER: postgresUser,
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
		},
	};
}
