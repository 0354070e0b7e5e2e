import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * `npm` ended by a signal takes only the shell between us down with it, and would leave us running with nobody to end us.
 * Outside of npm a parent may end without meaning anything by it.
 */
function whenParentEnds(act) {
	if (process.env.npm_lifecycle_event === undefined) return undefined;
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		act();
	}, 500);
	return timer;
}

/**
 * Runs a command in the repository root with our own terminal and resolves to its exit code (128 + n for signal n).
 * Signals we receive are passed on, and we wait for the child to finish its own clean-up.
 */
export function run(command, args, { env = {}, shell = false } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: root,
			stdio: 'inherit',
			shell,
			env: { ...process.env, ...env },
		});
		const forward = (signal) => child.kill(signal);
		for (const signal of forwarded) process.on(signal, forward);
		const watch = whenParentEnds(() => child.kill('SIGTERM'));
		const settle = (result) => {
			clearInterval(watch);
			for (const signal of forwarded) process.off(signal, forward);
			result();
		};
		child.once('error', (error) => settle(() => reject(error)));
		child.once('close', (code, signal) => {
			const exitCode = code ?? 128 + (constants.signals[signal] ?? 1);
			settle(() => resolve(exitCode));
		});
	});
}

/** Runs a JavaScript file with the Node that runs us. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** Runs npm; under `npm run` by its own script file, because npm is a shell script on Windows. */
export function runNpm(args) {
	const cli = process.env.npm_execpath;
	if (cli?.endsWith('.js')) return runNode([cli, ...args]);
	return run('npm', args, { shell: process.platform === 'win32' });
}
