import { withLock } from '../n8n/lock';
import { endRequested, type Cleanup } from '../../demo/cleanup';
import { runProgram } from '../../demo/program';
import { printLine, progressPrinter } from '../../demo/progress';
import { cacheRoot } from '../n8n/cache';
import { chosenExamples } from './chosenExamples';
import { missingNodes } from './missingNodes';
import { runExample } from './runExample';
import { scenarios } from './scenarios';
import { openTheatre } from './theatre';

/** Runs the examples one after the other. Resolves to how many did not do what they promise. */
async function runAll(names: string[], cleanup: Cleanup): Promise<number> {
	const made = new Map(names.map((name) => [name, scenarios[name]?.()] as const));
	const hosts = [...made.values()].flatMap((scenario) => scenario?.hosts ?? []).flatMap((host) => host.names);
	const log = progressPrinter(printLine, Date.now);
	const theatre = await openTheatre('examples', [...new Set(hosts)], cleanup, log);
	const missing = await missingNodes(theatre.n8nFolder);
	if (missing.length > 0) throw new Error(`n8n lacks nodes that the examples use: ${missing.join(', ')}`);
	let failed = 0;
	for (const [name, scenario] of made) {
		const started = Date.now();
		const line = (verdict: string, text: string): void => {
			const seconds = ((Date.now() - started) / 1000).toFixed(0);
			printLine(`${verdict}  ${name} (${seconds} s): ${text}`);
		};
		try {
			if (!scenario) throw new Error('no scenario plays it');
			line('ok    ', await runExample(name, scenario, theatre));
		} catch (error) {
			failed += 1;
			line('FAILED', error instanceof Error ? error.message : String(error));
		}
	}
	return failed;
}

void runProgram(async (cleanup) => {
	const names = chosenExamples(process.argv.slice(2));
	const work = withLock(`${cacheRoot()}/examples.lock`, () => runAll(names, cleanup));
	const failed = await Promise.race([work, endRequested().then(() => undefined)]);
	if (failed === 0) printLine(`${names.length} of ${names.length} examples do what they promise.`);
	return failed === 0 ? 0 : 1;
});
