import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printLine } from '../../../demo/progress';
import { repositoryRoot } from '../../n8n/cache';
import { ensureN8n } from '../../n8n/install';
import type { Log } from '../../n8n/npm';
import { manifestOf } from '../install/shelf';
import type { Scenario, ScenarioRun } from '../scenario';
import { startStage } from '../stage/stage';
import { currentN8n, olderN8n } from '../stage/versions';
import { checks, compatibilityTable, type Compatibility } from './compatibility';
import { steps } from './steps';

/** So short that every use of a sign-in renews it. */
const accessTokenSeconds = 10;

interface Trial extends Compatibility {
	/** Why the check that failed did. */
	reason?: string;
}

async function tryVersion(run: ScenarioRun, version: string): Promise<Trial> {
	const { version: packageVersion } = await manifestOf(repositoryRoot);
	const results: Compatibility['results'] = {};
	try {
		results.load = false;
		const stage = await startStage(run, { name: `older-${version}`, version, accessTokenSeconds });
		for (const check of checks) {
			run.log(`n8n ${version}: ${check}`);
			results[check] = false;
			await steps[check](stage, packageVersion);
			results[check] = true;
		}
		await stage.host.stop();
		return { version, results };
	} catch (error) {
		const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
		return { version, results, reason };
	}
}

/** The package with older versions of n8n, and with the current one for comparison: what README.md says of them. */
export const olderScenario: Scenario = {
	name: 'older',
	title: 'the package loads, connects, polls and acts in older versions of n8n',
	prepare: async (log: Log) => {
		for (const version of olderN8n) await ensureN8n({ version, log, background: true });
	},
	run: async (run) => {
		const trials: Trial[] = [];
		for (const version of [...olderN8n, currentN8n]) trials.push(await tryVersion(run, version));
		const table = compatibilityTable(trials);
		printLine(`\n${table}\n`);
		const reasons = trials.flatMap(({ version, reason }) =>
			reason === undefined ? [] : [`n8n ${version}: ${reason}`],
		);
		if (reasons.length > 0) throw new Error(reasons.join('\n'));
		const readme = await readFile(join(repositoryRoot, 'README.md'), 'utf8');
		assert.ok(readme.includes(table), 'README.md has this table');
	},
};
