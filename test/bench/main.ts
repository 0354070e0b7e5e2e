import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { join, resolve } from 'node:path';

import { printLine, progressPrinter } from '../../demo/progress';
import { repositoryRoot } from '../n8n/cache';
import { ensureN8n } from '../n8n/install';
import type { Bench } from './bench';
import { startBench } from './bench';
import { buildPackage } from './builtPackage';
import type { Findings, Measurement } from './measurement';
import { MEASUREMENTS } from './measurements';
import { withSections } from './report/docs';
import { hotSpotsIn } from './report/hotSpots';
import type { Run } from './report/markdown';
import { goalsText, headText, resultText, sectionsOf } from './report/markdown';
import type { RunOptions } from './runOptions';
import { parseRunOptions } from './runOptions';
import type { Sizes } from './sizes';
import { FULL, TINY } from './sizes';

const N8N_VERSION = '2.41.1';

const document = join(repositoryRoot, 'docs', 'performance.md');

/** Measures what was asked for, prints and keeps it. Resolves to the exit code: 0 if the numbers can be trusted. */
async function runBench(options: RunOptions): Promise<number> {
	const folder = resolve(repositoryRoot, options.out);
	const profileDir = join(folder, 'profiles');
	const log = progressPrinter((line) => process.stderr.write(`${line}\n`), Date.now);
	const loadBefore = loadavg()[0] ?? 0;
	const n8n = options.withoutN8n ? undefined : await ensureN8n({ version: N8N_VERSION, log });
	log('building the package');
	const built = buildAll(options, folder);
	if (options.profile) rmSync(profileDir, { recursive: true, force: true });
	const bench = await startBench({
		sizes: sizesFor(options),
		nodeBinary: n8n?.nodeBinary ?? process.execPath,
		...built,
		n8nDir: n8n?.dir,
		...(options.profile && { profileDir }),
		log,
	});
	const started = new Date().toISOString();
	const runOf = (results: Run['results']): Run => ({
		date: started,
		machine: machine(),
		node: nodeVersion(bench.nodeBinary),
		n8n: `n8n-core ${N8N_VERSION}`,
		commit: commit(),
		load: [loadBefore, loadavg()[0] ?? 0],
		results,
	});
	try {
		const run = runOf(await measureAll(bench, options.names, (results) => keep(runOf(results), folder)));
		printLine([...goalsText(run), headText(run)].join('\n\n'));
		if (options.profile) printLine(`\nHot spots, profiles in ${profileDir}\n\n${hotSpotsIn(profileDir)}`);
		if (options.writeDocs)
			writeFileSync(document, withSections(readFileSync(document, 'utf8'), sectionsOf(run)));
		printLine(`\nJSON: ${fileOf(run, folder)}`);
		return run.results.some(({ findings }) => findings.faults.length > 0) ? 1 : 0;
	} finally {
		await bench.close();
	}
}

/** The package, and the one that it is held against if there is one. */
function buildAll({ before }: RunOptions, folder: string): { packageDir: string; beforeDir?: string } {
	const packageDir = join(folder, 'package');
	buildPackage(packageDir);
	if (before === undefined) return { packageDir };
	const beforeDir = join(folder, 'packageBefore');
	buildPackage(beforeDir, resolve(before));
	return { packageDir, beforeDir };
}

function sizesFor({ tiny, long }: RunOptions): Sizes {
	const sizes = tiny ? TINY : FULL;
	const { tenants, alertsPerTenant } = sizes.backlog.manyTenants;
	return long
		? { ...sizes, backlog: { ...sizes.backlog, manyTenants: { tenants, alertsPerTenant } } }
		: sizes;
}

/** Prints and keeps each one's findings at once: an interrupted run is not for nothing. */
async function measureAll(
	bench: Bench,
	names: string[],
	keepSoFar: (results: Run['results']) => void,
): Promise<Run['results']> {
	const chosen = MEASUREMENTS.filter(({ name }) => names.length === 0 || names.includes(name));
	const results: Run['results'] = [];
	for (const measurement of chosen) {
		const started = performance.now();
		const findings = await findingsOf(measurement, bench);
		const result = { measurement, findings, seconds: (performance.now() - started) / 1000 };
		results.push(result);
		printLine(`${resultText(result)}\n`);
		keepSoFar(results);
	}
	return results;
}

/** One that breaks down must not cost the others their numbers. */
async function findingsOf(measurement: Measurement, bench: Bench): Promise<Findings> {
	try {
		return await measurement.run(bench);
	} catch (thrown) {
		const reason = thrown instanceof Error ? thrown.message : String(thrown);
		bench.log(reason);
		return { tables: [], goals: [], faults: [reason], raw: null };
	}
}

const fileOf = ({ date }: Run, folder: string): string => join(folder, `${date.replace(/[:.]/g, '-')}.json`);

function keep(run: Run, folder: string): void {
	mkdirSync(folder, { recursive: true });
	const kept = run.results.map(({ measurement: { name, title }, ...rest }) => ({ name, title, ...rest }));
	const json = JSON.stringify({ ...run, results: kept }, null, '\t');
	for (const path of [fileOf(run, folder), join(folder, 'latest.json')]) writeFileSync(path, json);
}

function machine(): string {
	const [first] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} x ${first?.model.trim() ?? 'unknown CPU'}, ${memory} GB, ${process.platform}`;
}

const textOf = (command: string, args: string[]): string =>
	spawnSync(command, args, { cwd: repositoryRoot, encoding: 'utf8' }).stdout.trim();

const nodeVersion = (binary: string): string => textOf(binary, ['--version']).replace(/^v/, '');

const commit = (): string => textOf('git', ['describe', '--always', '--dirty']) || 'an unknown state';

async function main(): Promise<void> {
	try {
		const names = MEASUREMENTS.map(({ name }) => name);
		process.exitCode = await runBench(parseRunOptions(process.argv.slice(2), names));
	} catch (error) {
		printLine(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	}
}

void main();
