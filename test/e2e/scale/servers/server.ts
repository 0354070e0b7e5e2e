import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logTail } from '../../../n8n/files';
import { startProcessGroup, type Exit } from '../../../n8n/processGroup';
import type { Account } from './account';

export interface ServerInput {
	/** For messages. */
	name: string;
	account: Account;
	program: string;
	args: string[];
	port: number;
	/** What it is greeted with; it is up once it answers. */
	greeting: Buffer;
	logFile: string;
}

/** A server of our own on loopback. */
export interface RunningServer {
	port: number;
	stop: () => Promise<void>;
}

const upWithinMs = 30_000;
const stopWithinMs = 10_000;
const answerWithinMs = 1_000;

/** Whether the server answers to its greeting. */
function answers({ port, greeting }: ServerInput): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		const done = (answered: boolean): void => {
			socket.destroy();
			resolve(answered);
		};
		socket.setTimeout(answerWithinMs, () => {
			done(false);
		});
		socket.once('error', () => {
			done(false);
		});
		socket.once('close', () => {
			done(false);
		});
		socket.once('data', () => {
			done(true);
		});
		socket.once('connect', () => socket.write(greeting));
	});
}

/** Starts a server that ends with us in any case. Throws with the end of its log when it does not come up. */
export async function startServer(input: ServerInput): Promise<RunningServer> {
	const { name, account, program, args, port, logFile } = input;
	const group = await startProcessGroup({
		nodeBinary: process.execPath,
		args: [join(__dirname, 'serverProcess.js'), String(account.uid), String(account.gid), program, ...args],
		// Neither the repository nor our own folder need be readable for the account.
		cwd: '/',
		env: process.env,
		logFile,
	});
	let exit: Exit | undefined;
	void group.exited.then((value) => (exit = value));
	const deadline = Date.now() + upWithinMs;
	while (!(await answers(input))) {
		if (exit === undefined && Date.now() < deadline) {
			await sleep(100);
			continue;
		}
		group.kill();
		throw new Error(`${name} did not come up. Its last lines:\n${await logTail(logFile)}`);
	}
	return {
		port,
		stop: async () => {
			group.terminate();
			const force = setTimeout(group.kill, stopWithinMs);
			await group.exited;
			clearTimeout(force);
		},
	};
}
