import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from './sourceFiles';
import type { Workflow } from './workflowFiles';
import { jobsOf, workflowFiles } from './workflowFiles';

const workflows = workflowFiles();
const jobs = jobsOf(workflows);
const named = (file: string): Workflow => {
	const found = workflows.find((workflow) => workflow.file === file);
	if (found === undefined) throw new Error(`There is no ${file}.`);
	return found;
};
const commandsOf = (workflow: Workflow) =>
	Object.values(workflow.jobs).flatMap(({ steps }) =>
		steps.flatMap(({ run }) => (run === undefined ? [] : [run])),
	);

// SAFETY: our own package.json.
const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
	engines: { node: string };
	scripts: Record<string, string>;
};

describe('the workflows', () => {
	it('are these', () => {
		expect(workflows.map(({ file }) => file).sort()).toEqual(['ci.yml', 'nightly.yml', 'publish.yml']);
	});

	it('use only actions of GitHub itself, each pinned to a commit beside its version', () => {
		const uses = workflows.flatMap(({ text }) => text.match(/^.*\buses:.*$/gm) ?? []);
		expect(uses.length).toBeGreaterThan(5);
		const pinned = /^\s*- uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
		expect(uses.filter((line) => !pinned.test(line))).toEqual([]);
	});

	it('pin one commit for one action', () => {
		const pins = workflows.flatMap(({ text }) => text.match(/actions\/.*$/gm) ?? []);
		const actions = new Set(pins.map((pin) => pin.split('@')[0]));
		expect(new Set(pins).size).toBe(actions.size);
	});

	it('may do nothing unless they say so, and write only where something is published', () => {
		expect(workflows.map(({ permissions }) => Object.values(permissions ?? { everything: 'write' }))).toEqual(
			workflows.map(({ file }) => (file === 'publish.yml' ? [] : ['read'])),
		);
		const writing = jobs.filter(([, { permissions }]) => Object.values(permissions ?? {}).includes('write'));
		expect(writing.map(([name, { permissions }]) => [name, permissions])).toEqual([
			['publish.yml: npm', { 'id-token': 'write' }],
			['publish.yml: github', { contents: 'write' }],
		]);
	});

	it('run no code of the repository where they may write', () => {
		const writing = jobs.filter(([, { permissions }]) => Object.values(permissions ?? {}).includes('write'));
		const steps = writing.flatMap(([, job]) => job.steps);
		expect(steps.filter(({ uses }) => uses?.includes('/checkout@'))).toEqual([]);
		expect(
			steps.flatMap(({ run }) => (run === undefined ? [] : [run.split(' ').slice(0, 2).join(' ')])),
		).toEqual(['npm publish', 'gh release']);
	});

	it('leave no credential of git behind for the code that they run', () => {
		const checkouts = jobs.flatMap(([, { steps }]) =>
			steps.filter(({ uses }) => uses?.includes('/checkout@')),
		);
		expect(checkouts.length).toBeGreaterThan(3);
		expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
	});

	it('put nothing from outside into a command, where it could become one', () => {
		const commands = workflows.flatMap(commandsOf);
		expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
	});

	it('do not start for code of strangers with the rights of the repository', () => {
		const events = workflows.flatMap(({ on }) => Object.keys(on));
		expect(events).not.toContain('pull_request_target');
		expect(events).not.toContain('workflow_run');
	});

	it('end by themselves, on a machine that has a version', () => {
		expect(jobs.filter(([, job]) => !(Number(job['timeout-minutes']) > 0)).map(([name]) => name)).toEqual([]);
		expect(jobs.filter(([, job]) => !/-\d/.test(job['runs-on'])).map(([name]) => name)).toEqual([]);
	});

	it('call only commands that the project has', () => {
		const called = workflows
			.flatMap(({ text }) => [...text.matchAll(/npm run ([\w:-]+)|'(test:\w+)'/g)])
			.map(([, run, listed]) => run ?? listed ?? '');
		expect(called.length).toBeGreaterThan(3);
		expect(called.filter((name) => !(name in manifest.scripts))).toEqual([]);
	});
});

describe('the workflow CI', () => {
	it('tests the lowest Node that package.json allows, and the later ones', () => {
		const versions = named('ci.yml').jobs.test?.strategy?.matrix.node ?? [];
		expect(versions).toEqual(['20.19', '22', '24']);
		expect(`>=${versions[0] ?? ''}`).toBe(manifest.engines.node);
	});

	it('checks lint, types, tests, a running n8n and known vulnerabilities', () => {
		expect(commandsOf(named('ci.yml')).filter((command) => command !== 'npm ci --ignore-scripts')).toEqual([
			'npm test',
			'npm run demo -- --check',
			'npm run test:e2e',
			'npm run audit',
		]);
	});
});

describe('the workflow Publish', () => {
	const publish = named('publish.yml');

	it('starts with a tag of a version, and by nothing else', () => {
		expect(publish.on).toEqual({ push: { tags: ['v*'] } });
	});

	it('checks tag and changelog, vulnerabilities and every test before it publishes', () => {
		expect(publish.jobs.build?.steps.map(({ run }) => run).filter((run) => run !== undefined)).toEqual([
			'npm ci --ignore-scripts',
			'npm run release -- "$GITHUB_REF_NAME"',
			'npm run audit',
			'npm test',
			'npm run test:e2e',
		]);
		expect([publish.jobs.npm?.needs, publish.jobs.github?.needs]).toEqual(['build', 'npm']);
	});

	it('publishes what was tested, with provenance', () => {
		const [command = ''] = commandsOf({ ...publish, jobs: { npm: publish.jobs.npm ?? failed() } });
		expect(command).toMatch(/^npm publish \.\/\*\.tgz .*--provenance/);
	});

	it('attaches package, bill of materials and checksums to the release', () => {
		const [command] = commandsOf({ ...publish, jobs: { github: publish.jobs.github ?? failed() } });
		expect(command).toMatch(/\.tgz .*\.cdx\.json SHA256SUMS .*--verify-tag/);
	});
});

function failed(): never {
	throw new Error('There is no such job.');
}
