import { printLine } from '../../../demo/progress';
import type { Scenario } from '../scenario';
import { modesFor } from './modes';
import { findingsOf, reportOf, type Result } from './report';
import { runMode } from './runMode';

/** Kills, restarts, outages, edits and locks while alerts keep coming: nothing may be lost, and nothing comes twice without a reason. */
export const endure: Scenario = {
	name: 'endure',
	title: 'every alert arrives through kills and troubles',
	run: async (run) => {
		const { options, log } = run;
		const results: Result[] = [];
		for (const mode of modesFor(options.mode)) {
			const kills = options.kills ?? mode.shortKills;
			log(`Mode ${mode.name}: ${kills} kills, seed ${options.seed}`);
			results.push(await runMode(run, mode, kills));
			// At once, because the next mode may take an hour.
			printLine(`\n${reportOf(results)}\n`);
		}
		const findings = results.flatMap(findingsOf);
		if (findings.length > 0) throw new Error(findings.join('\n'));
	},
};
