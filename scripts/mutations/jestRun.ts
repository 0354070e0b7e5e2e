import { spawn } from 'node:child_process';

/** A fault may make code go on without end. */
const LONGEST_MS = 900_000;

/** The second one beside that of every run of jest. */
const SETUP = ['everyTestAsserts', 'endOnFailure'];

/** Runs test files in a copy of the project. Resolves to the first test that failed, in words; undefined if all passed. */
export async function firstFailure(
	folder: string,
	tests: string[],
	env: Record<string, string> = {},
): Promise<string | undefined> {
	const args = [
		'node_modules/jest/bin/jest.js',
		'--runInBand',
		'--bail',
		'--silent',
		'--testSequencer=<rootDir>/scripts/mutations/asListed.cjs',
		...SETUP.flatMap((name) => ['--setupFilesAfterEnv', `<rootDir>/test/support/${name}.ts`]),
		'--runTestsByPath',
		...tests,
	];
	const { code, told } = await run(args, folder, { ...env, TESTS_AS_LISTED: JSON.stringify(tests) });
	if (code === 0) return undefined;
	return code === undefined ? 'it does not come to an end' : named(told);
}

interface Outcome {
	/** Undefined: it did not end in time. */
	code?: number;
	/** What it wrote. */
	told: string;
}

async function run(args: string[], cwd: string, env: Record<string, string>): Promise<Outcome> {
	return await new Promise((resolve) => {
		const child = spawn(process.execPath, args, {
			cwd,
			stdio: ['ignore', 'ignore', 'pipe'],
			env: { ...process.env, ...env },
		});
		let told = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			resolve({ told });
		}, LONGEST_MS);
		child.once('close', (code) => {
			clearTimeout(timer);
			resolve({ code: code ?? 1, told });
		});
	});
}

/** The first test that failed, as jest names it. */
function named(told: string): string {
	const file = /^FAIL test\/(\S+)/m.exec(told)?.[1] ?? 'jest';
	const test = /^ {2}● (.+)$/m.exec(told)?.[1] ?? 'failed without naming a test';
	return `${file}: ${test}`;
}
