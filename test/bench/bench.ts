import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

import { repositoryRoot } from '../n8n/cache';
import type { Job } from './child/job';
import type { Sizes } from './sizes';

/** A state of the package, built as n8n has it. */
export interface Build {
	/** 'now', or 'before' for the one that it is held against. */
	name: string;
	packageDir: string;
	/** Goals are its. */
	isMeasured: boolean;
}

/** Where a measurement gets its processes from. */
export interface Bench {
	sizes: Sizes;
	/** Origin of the service. */
	origin: string;
	/** The built package, as n8n has it. */
	packageDir: string;
	/** It, after the one that it is held against if there is one. */
	builds: Build[];
	/** Node that measures: the one that n8n runs on. */
	nodeBinary: string;
	/** Folder of an installed n8n; absent: what needs one is left out. */
	n8nDir?: string;
	/** Runs a job in a process of its own and gives its result. */
	run: <Result>(job: Job, label: string) => Promise<Result>;
	log: (line: string) => void;
	close: () => Promise<void>;
}

export interface BenchOptions {
	sizes: Sizes;
	nodeBinary: string;
	packageDir: string;
	/** The package as it was before. */
	beforeDir?: string;
	n8nDir?: string;
	/** Where each measuring process leaves its CPU profile; absent: none is taken. */
	profileDir?: string;
	log: (line: string) => void;
}

const here = join(repositoryRoot, 'test', 'bench');

/** Starts the service of the benchmark. */
export async function startBench({
	sizes,
	nodeBinary,
	packageDir,
	beforeDir,
	n8nDir,
	profileDir,
	log,
}: BenchOptions): Promise<Bench> {
	const folder = mkdtempSync(join(tmpdir(), 'defender-bench-'));
	const caFile = join(folder, 'ca.pem');
	const service = spawn(nodeBinary, ['--import', 'tsx', join(here, 'service', 'main.ts'), caFile], {
		cwd: repositoryRoot,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const origin = await originOf(service.stdout);
	let jobs = 0;
	const profile = (label: string): string[] => {
		if (profileDir === undefined) return [];
		mkdirSync(profileDir, { recursive: true });
		return ['--cpu-prof', `--cpu-prof-dir=${profileDir}`, `--cpu-prof-name=${label}.cpuprofile`];
	};
	return {
		sizes,
		origin,
		nodeBinary,
		packageDir,
		builds: [
			...(beforeDir === undefined ? [] : [{ name: 'before', packageDir: beforeDir, isMeasured: false }]),
			{ name: 'now', packageDir, isMeasured: true },
		],
		n8nDir,
		log,
		async run<Result>(job: Job, label: string): Promise<Result> {
			jobs += 1;
			const jobFile = join(folder, `job-${jobs}.json`);
			writeFileSync(jobFile, JSON.stringify(job));
			const program = ['--import', 'tsx', join(here, 'child', 'main.ts'), jobFile];
			return await resultOf<Result>(nodeBinary, [...profile(label), ...program], caFile, label);
		},
		async close() {
			const ended = once(service, 'close');
			service.stdin.end();
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The service's first line. Throws when it ends without one. */
async function originOf(output: NodeJS.ReadableStream): Promise<string> {
	let text = '';
	for await (const chunk of output) {
		text += String(chunk);
		// SAFETY: what service/main.ts prints.
		if (text.includes('\n')) return (JSON.parse(text) as { origin: string }).origin;
	}
	throw new Error('The service of the benchmark did not start.');
}

async function resultOf<Result>(
	nodeBinary: string,
	args: string[],
	caFile: string,
	label: string,
): Promise<Result> {
	const child = spawn(nodeBinary, args, {
		cwd: repositoryRoot,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, N8N_LOG_LEVEL: 'error' },
	});
	const said: string[] = [];
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(String(chunk)));
	let result: Result | undefined;
	// SAFETY: what child/main.ts sends for this job.
	child.on('message', (message) => (result = message as Result));
	const [code] = (await once(child, 'close')) as [number | null];
	if (result !== undefined && code === 0) return result;
	throw new Error(`${label} failed with exit code ${code ?? 'none'}:\n${said.join('').slice(-4_000)}`);
}
