import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installPackageInto } from '../../n8n/packPackage';
import type { ScenarioRun } from '../scenario';
import type { Queries } from '../stage/database';
import { n8nHost, type N8nHost } from '../stage/n8nHost';
import { startStage, type Stage } from '../stage/stage';
import { postgresQueries } from './servers/queries';
import { startServers, type Servers } from './servers/servers';

/** n8n in queue mode: one main (`stage.host`), which polls, and workers, which execute. */
export interface QueueStage {
	stage: Stage;
	workers: readonly [N8nHost, N8nHost];
	queries: Queries;
}

/** A worker with a folder of its own, as if on another machine: package, but neither key nor database are there. */
async function worker(
	run: ScenarioRun,
	{ folder, installed }: Stage,
	name: string,
	env: NodeJS.ProcessEnv,
): Promise<N8nHost> {
	const userFolder = join(folder, name);
	await mkdir(userFolder, { mode: 0o700 });
	await installPackageInto(userFolder, run.log);
	const caPath = join(folder, 'emulator-ca.pem');
	const host = await n8nHost({ n8n: installed, userFolder, caPath, role: 'worker', env });
	run.cleanup.add(name, host.stop);
	run.evidence.addFolder(`${name}-logs`, host.logFolder);
	return host;
}

/** Brings up PostgreSQL, Redis, main and two workers, with these settings for all of n8n. */
export async function startQueueStage(run: ScenarioRun, settings: NodeJS.ProcessEnv): Promise<QueueStage> {
	const started: { servers?: Servers } = {};
	const common = { ...settings, N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex') };
	const stage = await startStage(run, {
		name: 'scale',
		install: async (folder) => {
			await installPackageInto(folder, run.log);
			const servers = await startServers(run, join(folder, 'logs'));
			started.servers = servers;
			return { ...common, ...servers.env };
		},
	});
	const { servers } = started;
	if (servers === undefined) throw new Error('Queue mode has no servers');
	const env = { ...common, ...servers.env };
	run.log('Starting two workers');
	const workers = [
		await worker(run, stage, 'worker-1', env),
		await worker(run, stage, 'worker-2', env),
	] as const;
	await Promise.all(workers.map(async ({ start }) => await start()));
	return { stage, workers, queries: postgresQueries(stage.installed, servers.postgresPort) };
}
