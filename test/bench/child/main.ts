import '../../support/setup';
import { readFileSync } from 'node:fs';

import type { Job } from './job';

/** A measuring process: does the one job it is given as a file, and answers its parent. */
async function main(): Promise<void> {
	// The benchmark was ended: nobody waits for the result.
	process.once('disconnect', () => process.exit(1));
	// SAFETY: what bench.ts wrote.
	const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Job;
	// Loaded afterwards, so that a job carries nothing of another one.
	const { runJob } = await import('./job');
	const result = await runJob(job);
	await new Promise<void>((resolve) => {
		process.send?.(result, () => {
			resolve();
		});
	});
	process.exit(0);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	process.exit(1);
});
