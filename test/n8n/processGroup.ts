import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from './files';

const guard = join(__dirname, 'exitWithParent.js');

export interface GroupOptions {
	nodeBinary: string;
	/** The script and its arguments. */
	args: string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Where everything it prints goes. */
	logFile: string;
}

/** How the process ended. */
export interface Exit {
	code: number | null;
	signal: NodeJS.Signals | null;
}

/** A Node program in a process group of its own, which ends with us in any case. */
export interface ProcessGroup {
	pid: number;
	exited: Promise<Exit>;
	/** Asks the program itself to end. */
	terminate: () => void;
	/** Ends the whole group at once (kill -9). */
	kill: () => void;
}

const isWindows = process.platform === 'win32';

/** `kill` that does not mind a process that has gone already. */
function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch (error) {
		if (!hasCode(error, 'ESRCH')) throw error;
	}
}

function killGroup(pid: number): void {
	if (isWindows) spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
	else signal(-pid, 'SIGKILL');
}

function exitOf(child: ChildProcess): Promise<Exit> {
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code, name) => {
			resolve({ code, signal: name });
		});
	});
}

/** Starts a Node program in its own process group. Rejects when it cannot be started at all. */
export async function startProcessGroup(options: GroupOptions): Promise<ProcessGroup> {
	await mkdir(dirname(options.logFile), { recursive: true });
	const log = createWriteStream(options.logFile);
	const child = spawn(options.nodeBinary, ['--require', guard, ...options.args], {
		cwd: options.cwd,
		env: options.env,
		detached: !isWindows,
		windowsHide: true,
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	const exited = exitOf(child);
	await new Promise<void>((resolve, reject) => {
		child.once('spawn', resolve);
		child.once('error', reject);
	});
	const { pid } = child;
	if (pid === undefined) throw new Error(`${options.nodeBinary} started without a process id`);
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	child.stdin.on('error', () => child.stdin.destroy());
	const kill = (): void => {
		killGroup(pid);
	};
	process.once('exit', kill);
	void exited.then(() => {
		process.off('exit', kill);
		// What it started itself (n8n's task runner) must not outlive it.
		kill();
		log.end();
	});
	return {
		pid,
		exited,
		terminate: () => {
			signal(pid, 'SIGTERM');
		},
		kill,
	};
}
