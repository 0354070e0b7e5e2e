import { join } from 'node:path';
import type { InstalledN8n } from '../../n8n/install';
import { freePort } from '../../n8n/ports';
import { startN8n, type RunningN8n, type StartOptions } from '../../n8n/process';

/** One end of an n8n process. */
export interface ProcessEnd {
	kind: 'kill' | 'stop';
	/** Milliseconds since 1970. */
	at: number;
}

export interface HostInput {
	n8n: InstalledN8n;
	userFolder: string;
	caPath: string;
	role?: StartOptions['role'];
	env?: NodeJS.ProcessEnv;
}

/** An n8n that can be killed, stopped and started again, with the same address, database and key each time. */
export interface N8nHost {
	url: string;
	/** A folder with what each of its processes printed. */
	logFolder: string;
	/** How and when its processes ended so far. */
	ends: readonly ProcessEnd[];
	/** Its process while it runs. */
	pid: () => number | undefined;
	/** `settings` come on top of those it had so far, at each later start too. */
	start: (settings?: NodeJS.ProcessEnv) => Promise<void>;
	/** `kill -9` for the whole process group. */
	kill: () => Promise<void>;
	/** SIGTERM, as a restart of the service does. */
	stop: () => Promise<void>;
	/** Throws if n8n ended although nobody ended it. */
	assertRunning: () => void;
}

const startsAtMost = 3;

/** A host whose n8n is not started yet. */
export async function n8nHost(input: HostInput): Promise<N8nHost> {
	const port = await freePort();
	const ends: ProcessEnd[] = [];
	const logFolder = join(input.userFolder, 'logs');
	let running: RunningN8n | undefined;
	let starts = 0;
	let diedAlone = false;
	let env = input.env;

	async function start(settings: NodeJS.ProcessEnv = {}): Promise<void> {
		env = { ...env, ...settings };
		for (let attempt = 1; ; attempt += 1) {
			try {
				await startOnce();
				return;
			} catch (error) {
				// As whatever looks after n8n does: after a kill, 2.41 can stumble over its own recovery of executions and end.
				if (ends.length === 0 || attempt === startsAtMost) throw error;
			}
		}
	}

	async function startOnce(): Promise<void> {
		starts += 1;
		const logFile = join(logFolder, `n8n-${String(starts).padStart(3, '0')}.log`);
		const started = await startN8n({ ...input, env, port, logFile });
		running = started;
		void started.exited.then(() => (diedAlone ||= running === started));
	}

	/** Ends the process in the given way, so that its end is not taken for one by itself. */
	async function end(kind: ProcessEnd['kind'], how: (n8n: RunningN8n) => Promise<void>): Promise<void> {
		const ending = running;
		if (ending === undefined) return;
		running = undefined;
		const at = Date.now();
		await how(ending);
		// What an orderly end does on its way out still belongs to this process.
		ends.push({ kind, at: kind === 'kill' ? at : Date.now() });
	}

	return {
		url: `http://127.0.0.1:${port}`,
		logFolder,
		ends,
		pid: () => running?.pid,
		start,
		kill: async () => await end('kill', async (n8n) => await n8n.kill()),
		stop: async () => await end('stop', async (n8n) => await n8n.stop()),
		assertRunning: () => {
			if (diedAlone) throw new Error(`n8n ended by itself; see the last file in ${logFolder}`);
		},
	};
}
