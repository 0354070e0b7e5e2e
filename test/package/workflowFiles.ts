import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import { repositoryRoot } from './sourceFiles';

export interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
	env?: Record<string, string>;
}

export interface Job {
	'runs-on': string;
	'timeout-minutes'?: number;
	needs?: string | string[];
	permissions?: Record<string, string>;
	strategy?: { matrix: Record<string, string[]> };
	steps: Step[];
}

export interface Workflow {
	file: string;
	text: string;
	on: Record<string, unknown>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const folder = join(repositoryRoot, '.github', 'workflows');

/** Every workflow of GitHub Actions in the repository, parsed. */
export function workflowFiles(): Workflow[] {
	return readdirSync(folder).map((file) => {
		const text = readFileSync(join(folder, file), 'utf8');
		// SAFETY: our own files; the tests that use this fail when they have another shape.
		return { ...(parse(text) as Omit<Workflow, 'file' | 'text'>), file, text };
	});
}

/** Every job with its name, as "file: job". */
export const jobsOf = (workflows: Workflow[]): Array<[string, Job]> =>
	workflows.flatMap(({ file, jobs }) =>
		Object.entries(jobs).map(([name, job]): [string, Job] => [`${file}: ${name}`, job]),
	);
