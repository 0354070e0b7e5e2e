import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { repositoryRoot } from './sourceFiles';

const run = promisify(execFile);

async function json(program: string, ...args: string[]): Promise<unknown> {
	// n8n's plugin checks less thoroughly where it thinks that it is tested itself.
	const env = { ...process.env, NODE_ENV: 'production' };
	const { stdout } = await run(process.execPath, [join(__dirname, program), ...args], {
		cwd: repositoryRoot,
		env,
		maxBuffer: 64 * 1024 * 1024,
	});
	return JSON.parse(stdout);
}

export interface ScanResult {
	/** How many files were looked at. */
	files: number;
	/** "path: rule", each once. */
	findings: string[];
}

/** What n8n's scan of community packages finds in a folder; `source` looks at what it takes from a repository. */
export async function n8nScan(folder: string, ...patterns: string[]): Promise<ScanResult> {
	// SAFETY: written by n8nScan.mjs, beside this file.
	return (await json('n8nScan.mjs', folder, ...patterns)) as ScanResult;
}

export interface LintRules {
	/** By file, the recommended rules that our configuration does not hold it to. */
	weaker: Record<string, string[]>;
	/** Rules of n8n's plugins that are recommended for none of the files. */
	unused: string[];
}

/** How our ESLint configuration treats the rules that n8n recommends to packages. */
export async function lintRules(files: string[]): Promise<LintRules> {
	// SAFETY: written by lintRules.mjs, beside this file.
	return (await json('lintRules.mjs', ...files)) as LintRules;
}
