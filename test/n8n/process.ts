import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logTail, textOf, writePrivately } from './files';
import { sendHttp } from './http';
import type { InstalledN8n } from './install';
import { freePort } from './ports';
import { startProcessGroup, type Exit, type ProcessGroup } from './processGroup';

export interface StartOptions {
	n8n: InstalledN8n;
	/** n8n keeps its database in `<userFolder>/.n8n`. */
	userFolder: string;
	port: number;
	/** What it is: all of n8n, or one of the workers beside it; all of it unless told. */
	role?: 'start' | 'worker';
	env?: NodeJS.ProcessEnv;
	/** A PEM file with a certificate authority that n8n shall trust: the emulator's. */
	caPath?: string;
	/** Where what it prints goes, in place of the file before; `<userFolder>/n8n.log` unless told. */
	logFile?: string;
}

export interface RunningN8n {
	url: string;
	pid: number;
	logFile: string;
	exited: Promise<Exit>;
	/** Ends n8n in the orderly way, by force after ten seconds. */
	stop: () => Promise<void>;
	/** Ends n8n at once (kill -9), as a crash would. */
	kill: () => Promise<void>;
	/** The last lines n8n printed. */
	log: (lines?: number) => Promise<string>;
}

const readyWithinMs = 120_000;
const stopWithinMs = 10_000;

/** The key that n8n encrypts credentials with: random, and the same for each start in the same user folder. */
async function encryptionKey(userFolder: string): Promise<string> {
	const file = join(userFolder, 'encryption-key');
	const known = await textOf(file);
	if (known) return known;
	const key = randomBytes(24).toString('hex');
	await writePrivately(file, key);
	return key;
}

/** A worker has no address but the one at which it says how it is. */
const addressOf = ({ role, port }: StartOptions): NodeJS.ProcessEnv =>
	role === 'worker'
		? {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			}
		: { N8N_PORT: String(port), N8N_LISTEN_ADDRESS: '127.0.0.1', N8N_HOST: '127.0.0.1' };

async function environment(options: StartOptions): Promise<NodeJS.ProcessEnv> {
	const { userFolder, env, caPath } = options;
	// Settings of an n8n that this machine may run for real must not leak into this one.
	const own = Object.entries(process.env).filter(
		([name]) => !/^(N8N_|DB_|EXECUTIONS_|QUEUE_|npm_)/i.test(name),
	);
	return {
		...Object.fromEntries(own),
		N8N_USER_FOLDER: userFolder,
		...addressOf(options),
		// The default port of the task broker is one for all n8n of a machine.
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_SECURE_COOKIE: 'false',
		N8N_ENCRYPTION_KEY: await encryptionKey(userFolder),
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		// By default a workflow can wait 15 s to be published, and 120 s after a crash.
		N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '500',
		N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '10',
		GENERIC_TIMEZONE: 'UTC',
		NO_PROXY: ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(','),
		...(caPath === undefined ? {} : { NODE_EXTRA_CA_CERTS: caPath }),
		...env,
	};
}

/**
 * What n8n answers when it is ready. It refuses connections for its first seconds, and n8n 1 then knows no addresses. A
 * worker has no others.
 */
const readyPaths = { start: ['/healthz/readiness', '/rest/settings'], worker: ['/healthz/readiness'] };

async function isReady(url: string, paths: string[]): Promise<boolean> {
	try {
		for (const path of paths) {
			if ((await sendHttp({ url: url + path })).status !== 200) return false;
		}
		return true;
	} catch {
		return false;
	}
}

async function untilReady(
	answers: () => Promise<boolean>,
	group: ProcessGroup,
	logFile: string,
): Promise<void> {
	let exit: Exit | undefined;
	void group.exited.then((value) => (exit = value));
	const deadline = Date.now() + readyWithinMs;
	while (!(await answers())) {
		if (exit === undefined && Date.now() < deadline) {
			await sleep(200);
			continue;
		}
		group.kill();
		const ending = exit ? `ended with ${exit.signal ?? `exit code ${exit.code}`}` : 'did not get ready';
		throw new Error(`n8n ${ending}. Its last lines (all of it: ${logFile}):\n${await logTail(logFile)}`);
	}
}

/** Starts n8n and resolves once it answers. Throws with the end of its log when it does not within two minutes. */
export async function startN8n(options: StartOptions): Promise<RunningN8n> {
	const { role = 'start' } = options;
	const logFile = options.logFile ?? join(options.userFolder, 'n8n.log');
	const group = await startProcessGroup({
		nodeBinary: options.n8n.nodeBinary,
		args: [options.n8n.bin, role],
		cwd: options.n8n.dir,
		env: await environment(options),
		logFile,
	});
	const url = `http://127.0.0.1:${options.port}`;
	await untilReady(async () => await isReady(url, readyPaths[role]), group, logFile);
	const kill = async (): Promise<void> => {
		group.kill();
		await group.exited;
	};
	const stop = async (): Promise<void> => {
		group.terminate();
		const force = setTimeout(group.kill, stopWithinMs);
		await group.exited;
		clearTimeout(force);
	};
	return {
		url,
		pid: group.pid,
		logFile,
		exited: group.exited,
		stop,
		kill,
		log: (lines) => logTail(logFile, lines),
	};
}
