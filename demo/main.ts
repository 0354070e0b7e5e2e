import { join } from 'node:path';
import { withLock } from '../test/n8n/lock';
import { endRequested, type Cleanup } from './cleanup';
import { parseOptions, type DemoOptions } from './options';
import { messageAlone, runProgram } from './program';
import { printLine, progressPrinter } from './progress';
import { runCheck } from './runCheck';
import { demoFolder } from './secrets';
import type { Session } from './session';
import { startDemo } from './start';
import { stay } from './stay';

/** Starts everything and stays or checks, whatever was asked for. Resolves to the exit code. */
async function run(options: DemoOptions, cleanup: Cleanup): Promise<number> {
	const folder = join(demoFolder(), options.check ? 'check' : 'stay');
	const session: Session = {
		folder,
		cleanup,
		ended: endRequested(),
		log: progressPrinter(printLine, Date.now),
	};
	let staying = false;
	const work = async (): Promise<number> => {
		const demo = await startDemo(session);
		if (options.check) return await runCheck(demo, session);
		staying = true;
		return await stay(demo, session);
	};
	const waiting = (pid: number): void => {
		session.log(`Waiting for the demo of process ${pid} to end`);
	};
	// Ctrl+C is how a demo ends, but not how it starts.
	const interrupted = session.ended.then(() => (staying ? 0 : 130));
	return await Promise.race([withLock(`${folder}.lock`, work, waiting), interrupted]);
}

void runProgram(async (cleanup) => await run(parseOptions(process.argv.slice(2)), cleanup), messageAlone);
