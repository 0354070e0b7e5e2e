import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import type { Bench } from '../bench';
import type { Measurement } from '../measurement';
import { median, megabytes, milliseconds } from '../report/numbers';

interface Loaded {
	ms: number;
	/** More resident memory than with n8n-workflow alone. */
	rssMb: number;
	heapMb: number;
	isMsal: boolean;
}

const KINDS = ['bare', 'package', 'msal'] as const;
type Kind = (typeof KINDS)[number];

const NAMES: Record<Kind, string> = {
	bare: 'n8n-workflow alone',
	package: 'this package, both nodes and credentials',
	msal: 'and MSAL, at the first token',
};

/** What the package adds to n8n's start, in new processes. */
export const load: Measurement = {
	name: 'load',
	title: "what the package adds to n8n's start",
	run(bench) {
		const loaded: Record<Kind, Loaded[]> = { bare: [], package: [], msal: [] };
		// In turns, so that whatever else the machine does meets all of them.
		for (let round = 0; round < bench.sizes.load.times; round += 1) {
			for (const kind of KINDS) loaded[kind].push(loadOnce(bench, kind));
		}
		const middle = (kind: Kind, of: (one: Loaded) => number): number => median(loaded[kind].map(of));
		const rssMb = middle('package', (one) => one.rssMb) - middle('bare', (one) => one.rssMb);
		return Promise.resolve({
			tables: [
				{
					title: `Loading, ${bench.sizes.load.times} new processes each`,
					columns: ['', 'time', 'resident memory', 'heap'],
					rows: KINDS.map((kind) => [
						NAMES[kind],
						milliseconds(middle(kind, ({ ms }) => ms)),
						megabytes(middle(kind, (one) => one.rssMb)),
						megabytes(middle(kind, ({ heapMb }) => heapMb)),
					]),
					notes: ['Memory beyond that of the process with n8n-workflow, after a garbage collection.'],
				},
			],
			goals: [
				{ text: 'Load: time', value: middle('package', ({ ms }) => ms), unit: ' ms', atMost: 150 },
				{ text: 'Load: resident memory', value: rssMb, unit: ' MB', atMost: 30 },
			],
			faults: loaded.package.some(({ isMsal }) => isMsal) ? ['MSAL is loaded at the start'] : [],
			raw: loaded,
		});
	},
};

function loadOnce({ nodeBinary, packageDir }: Bench, kind: Kind): Loaded {
	const program = join(__dirname, '..', 'child', 'load.js');
	const args = ['--expose-gc', program, packageDir, kind];
	const { status, stdout, stderr } = spawnSync(nodeBinary, args, { encoding: 'utf8' });
	if (status !== 0) throw new Error(`Loading (${kind}) failed:\n${stderr.slice(-2_000)}`);
	// SAFETY: what child/load.js prints.
	return JSON.parse(stdout) as Loaded;
}
