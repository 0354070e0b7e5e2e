import { existsSync, realpathSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { logTail } from './files';
import { startProcessGroup } from './processGroup';

/** Tells a person how it goes, one line at a time. */
export type Log = (line: string) => void;

export interface NpmCall {
	args: string[];
	cwd: string;
	logFile: string;
	/** Heartbeat text, such as "installing n8n (usually about 4 minutes)". */
	doing: string;
	log: Log;
	env?: NodeJS.ProcessEnv;
	/** Give way to everything else that runs on this machine, and tell no progress. */
	background?: boolean;
}

const heartbeatMs = 10_000;

/** npm's own script file: we run it with Node because npm is a shell script on Windows. */
export function npmCli(): string {
	const candidates = [process.env.npm_execpath];
	const homes = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)];
	for (const home of homes) {
		candidates.push(join(home, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
		const launcher = join(home, 'npm');
		if (process.platform !== 'win32' && existsSync(launcher)) candidates.push(realpathSync(launcher));
	}
	const found = candidates.find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
	if (found === undefined) throw new Error('npm was not found: it comes with Node, put it on the PATH');
	return found;
}

/** Our environment without what `npm run` tells its script about this project: that is not meant for another npm. */
export function environmentForNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const ofThisProject = /^npm_(package_|lifecycle_|command$|node_execpath$|execpath$|config_local_prefix$)/i;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !ofThisProject.test(name)));
}

/** Runs npm quietly, with a line of progress at least every ten seconds. Throws with the end of its output when it fails. */
export async function npm(call: NpmCall): Promise<void> {
	const started = Date.now();
	const child = await startProcessGroup({
		nodeBinary: process.execPath,
		args: [npmCli(), ...call.args],
		cwd: call.cwd,
		env: { ...environmentForNpm(process.env), npm_config_update_notifier: 'false', ...call.env },
		logFile: call.logFile,
	});
	if (call.background) setPriority(child.pid, constants.priority.PRIORITY_LOW);
	call.log(call.doing);
	const tell = (): void => {
		call.log(`${call.doing}: ${Math.round((Date.now() - started) / 1000)} s so far`);
	};
	const heartbeat = call.background ? undefined : setInterval(tell, heartbeatMs);
	try {
		const { code, signal } = await child.exited;
		if (code !== 0) {
			const ending = signal ?? `exit code ${code}`;
			throw new Error(
				`npm ${call.args.join(' ')} ended with ${ending}.\n${await logTail(call.logFile)}\n(all of it: ${call.logFile})`,
			);
		}
	} finally {
		clearInterval(heartbeat);
	}
}
