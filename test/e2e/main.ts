import { cleanupList, endRequested } from '../../demo/cleanup';
import { printLine, progressPrinter } from '../../demo/progress';
import { ensureN8n } from '../n8n/install';
import { connectScenario } from './connect/scenario';
import { endure } from './endure/scenario';
import { evidenceOf } from './evidence';
import { install } from './install/scenario';
import { olderScenario } from './older/scenario';
import { prepareInBackground } from './prepare';
import { parseRunOptions, usage, type RunOptions } from './runOptions';
import { scaleOut } from './scale/scenario';
import type { Scenario } from './scenario';
import { currentN8n } from './stage/versions';
import { useScenario } from './use/scenario';

const scenarios: Scenario[] = [install, connectScenario, useScenario, endure, scaleOut, olderScenario];

function chosen({ scenarios: names }: RunOptions): Scenario[] {
	const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
	if (unknown.length > 0) {
		const known = scenarios.map(({ name }) => name).join(', ');
		throw new Error(`There is no scenario ${unknown.join(', ')}, only ${known}. Usage:\n${usage}`);
	}
	return names.length === 0 ? scenarios : scenarios.filter(({ name }) => names.includes(name));
}

/** Runs one scenario and tells how it went. Resolves to whether it passed. */
async function runOne(
	scenario: Scenario,
	options: RunOptions,
	interrupted: Promise<never>,
): Promise<boolean> {
	printLine(`\n== ${scenario.name}: ${scenario.title}`);
	const started = Date.now();
	const cleanup = cleanupList(printLine);
	const evidence = evidenceOf(scenario.name);
	const log = progressPrinter(printLine, Date.now);
	const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(0)} s`;
	try {
		await Promise.race([scenario.run({ options, log, cleanup, evidence }), interrupted]);
		printLine(`== ${scenario.name}: passed, ${seconds()}`);
		return true;
	} catch (error) {
		printLine(error instanceof Error ? (error.stack ?? error.message) : String(error));
		printLine(`What helps to find out why: ${await evidence.save()}`);
		printLine(`== ${scenario.name}: failed, ${seconds()}`);
		return false;
	} finally {
		await cleanup.run();
	}
}

/** Runs the scenarios one after the other, all of them unless interrupted. Resolves to the exit code. */
async function runAll(options: RunOptions): Promise<number> {
	const stop = new AbortController();
	const interrupted = endRequested().then((): never => {
		stop.abort();
		throw new Error('Interrupted');
	});
	// Nobody may be racing with it when it happens.
	interrupted.catch(() => undefined);
	const results: boolean[] = [];
	const scenarios = chosen(options);
	// First of all, so that nothing that can wait gets in its way.
	await ensureN8n({ version: currentN8n, log: printLine });
	void prepareInBackground(scenarios, printLine);
	for (const scenario of scenarios) {
		if (!stop.signal.aborted) results.push(await runOne(scenario, options, interrupted));
	}
	const failed = results.filter((passed) => !passed).length;
	printLine(`\n${results.length - failed} passed, ${failed} failed`);
	return failed === 0 && !stop.signal.aborted ? 0 : 1;
}

async function main(): Promise<void> {
	try {
		const newSeed = (): number => Math.floor(Math.random() * 1_000_000);
		process.exitCode = await runAll(parseRunOptions(process.argv.slice(2), newSeed));
	} catch (error) {
		printLine(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	} finally {
		process.exit();
	}
}

void main();
