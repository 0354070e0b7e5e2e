import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tool } from './paths.mjs';
import { runNode } from './spawn.mjs';

/** The counts of jest's own report, in the plain form that a build server recognises; undefined when jest wrote none. */
async function summaryOf(reportFile) {
	try {
		const report = JSON.parse(await readFile(reportFile, 'utf8'));
		// A file that does not even load has no tests of its own to count, but must not look like nothing happened.
		const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
		return `${report.numPassedTests} passed, ${failed} failed`;
	} catch (error) {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	}
}

/** Runs jest with the given arguments. Resolves to its exit code and the closing line to print. */
export async function jest(args, env = {}) {
	const folder = await mkdtemp(join(tmpdir(), 'jest-report-'));
	const report = join(folder, 'report.json');
	try {
		const code = await runNode([tool('jest/bin/jest.js'), '--json', `--outputFile=${report}`, ...args], {
			env,
		});
		return { code, summary: await summaryOf(report) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
