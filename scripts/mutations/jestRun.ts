import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A fault may make code go on without end. */
const LONGEST_MS = 300_000;

interface Report {
	testResults: Array<{
		name: string;
		message: string;
		assertionResults: Array<{ status: string; fullName: string }>;
	}>;
}

/** Runs test files in a copy of the project. Resolves to the first test that failed, in words; undefined if all passed. */
export async function firstFailure(
	folder: string,
	tests: string[],
	env: Record<string, string> = {},
): Promise<string | undefined> {
	const output = join(folder, 'report.json');
	rmSync(output, { force: true });
	const args = [
		'node_modules/jest/bin/jest.js',
		'--runInBand',
		'--json',
		`--outputFile=${output}`,
		'--silent',
	];
	const outcome = await exitOf([...args, '--runTestsByPath', ...tests], folder, env);
	if (outcome === 0) return undefined;
	if (outcome === 'no end') return 'it does not come to an end';
	return describe(output, folder);
}

async function exitOf(args: string[], cwd: string, env: Record<string, string>): Promise<number | 'no end'> {
	return await new Promise((resolve) => {
		const child = spawn(process.execPath, args, { cwd, stdio: 'ignore', env: { ...process.env, ...env } });
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			resolve('no end');
		}, LONGEST_MS);
		child.once('close', (code) => {
			clearTimeout(timer);
			resolve(code ?? 1);
		});
	});
}

function describe(output: string, folder: string): string {
	// SAFETY: jest wrote the file; its shape is jest's documented JSON output.
	const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
	for (const { name, assertionResults, message } of report.testResults) {
		const failed = assertionResults.find(({ status }) => status === 'failed');
		const file = name.slice(folder.length + 1).replace(/^test\//, '');
		if (failed !== undefined) return `${file}: ${failed.fullName}`;
		if (message !== '') return `${file} does not load`;
	}
	return 'jest failed without naming a test';
}
