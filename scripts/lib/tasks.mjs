import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, tool } from './paths.mjs';
import { runNode } from './spawn.mjs';
import { jest } from './tests.mjs';

const tsc = (args) => runNode([tool('typescript/bin/tsc'), ...args]);
const eslint = () => runNode([tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0']);
const prettier = (mode) => runNode([tool('prettier/bin/prettier.cjs'), mode, '--log-level', 'warn', '.']);
const typescriptProgram = (file, args) => runNode(['--import', 'tsx', file, ...args]);

/** Runs named steps one after the other, says how long each took, and stops at the first that fails. */
async function inOrder(steps) {
	for (const [name, step] of steps) {
		console.log(`> ${name}`);
		const started = Date.now();
		const code = await step();
		const seconds = ((Date.now() - started) / 1000).toFixed(1);
		console.log(`> ${name}: ${code === 0 ? 'ok' : `failed with exit code ${code}`}, ${seconds} s\n`);
		if (code !== 0) return code;
	}
	return 0;
}

/** Does lists of steps side by side, because each step keeps one core busy. Resolves to the exit code of one that failed. */
async function sideBySide(...lists) {
	const codes = await Promise.all(lists.map(inOrder));
	return codes.find((code) => code !== 0) ?? 0;
}

async function build() {
	await rm(join(root, 'dist'), { recursive: true, force: true });
	return await inOrder([
		['compile', () => tsc(['-p', 'tsconfig.build.json'])],
		['copy icons and codex files', () => runNode([tool('gulp/bin/gulp.js'), '--silent'])],
	]);
}

const typecheck = () => tsc(['--noEmit']);
const eslintStep = ['eslint', eslint];
const prettierStep = ['prettier', () => prettier('--check')];

const lint = () => sideBySide([eslintStep], [prettierStep]);

/** ESLint takes the longest. */
const checks = () => sideBySide([eslintStep], [['typecheck', typecheck], prettierStep]);

/** Random histories in another n8n against another Microsoft than the other tests know, see test/independent. */
async function independent(args) {
	const { INDEPENDENT_RUNS = '1000', INDEPENDENT_SEED = String(randomInt(2 ** 31)) } = process.env;
	console.log(`INDEPENDENT_RUNS=${INDEPENDENT_RUNS} INDEPENDENT_SEED=${INDEPENDENT_SEED}`);
	const env = { INDEPENDENT_RUNS, INDEPENDENT_SEED };
	const { code, summary } = await jest(['test/independent', ...args], env);
	if (summary) console.log(summary);
	return code;
}

async function test(args) {
	let summary;
	const runJest = async () => {
		const result = await jest(args);
		summary = result.summary;
		return result.code;
	};
	const isAll = args.length === 0;
	const code = await inOrder([...(isAll ? [['checks', checks]] : []), ['jest', runJest]]);
	if (summary) console.log(summary);
	return code;
}

/** The property tests with many more random histories than `npm test` takes, for a nightly run. */
async function properties(args) {
	const env = { PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '10000' };
	const { code, summary } = await jest(['test/properties', ...args], env);
	if (summary) console.log(summary);
	return code;
}

/** Every `npm run` command of the project. A task takes the command's arguments and resolves to its exit code. */
export const tasks = {
	build,
	test,
	'test:properties': properties,
	/** Plants faults in a copy of the code and says which test notices each, see docs/testing.md. */
	'test:mutations': (args) => typescriptProgram('scripts/mutations/main.ts', args),
	/** Every example workflow, or those named, in a real n8n. */
	'test:examples': (args) => typescriptProgram('test/examples/main.ts', args),
	/** In a real n8n, see docs/testing.md. */
	'test:e2e': (args) => typescriptProgram('test/e2e/main.ts', args),
	'test:endurance': (args) => typescriptProgram('test/e2e/main.ts', ['endure', '--kills', '100', ...args]),
	'test:independent': independent,
	/** What it costs, see docs/performance.md. */
	bench: (args) => typescriptProgram('test/bench/main.ts', args),
	lint,
	typecheck,
	format: () => prettier('--write'),
	demo: (args) => typescriptProgram('demo/main.ts', args),
	/** Known vulnerabilities, high or above, of what is installed with the package. */
	audit: (args) => typescriptProgram('scripts/release/audit.ts', args),
	/** What is published for a tag, into artifacts/release; stops where something is missing, see docs/releasing.md. */
	release: (args) =>
		inOrder([
			['check', () => typescriptProgram('scripts/release/check.ts', args)],
			['build', build],
			['pack', () => typescriptProgram('scripts/release/pack.ts', args)],
		]),
	/** Renews what in the documents is made from the code. */
	docs: (args) => typescriptProgram('scripts/docs/main.ts', args),
	screenshots: (args) => typescriptProgram('demo/screenshots.ts', args),
	'screenshots:examples': (args) => typescriptProgram('test/examples/pictures.ts', args),
};
