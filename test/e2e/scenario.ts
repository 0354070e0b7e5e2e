import type { Cleanup } from '../../demo/cleanup';
import type { Log } from '../n8n/npm';
import type { Evidence } from './evidence';
import type { RunOptions } from './runOptions';

/** What a scenario is given to work with. */
export interface ScenarioRun {
	options: RunOptions;
	log: Log;
	/** Ends what the scenario started, whether it passed or not. */
	cleanup: Cleanup;
	/** What is kept if the scenario fails. */
	evidence: Evidence;
}

/** One proof in a running n8n. It passes by coming to its end and fails by throwing. */
export interface Scenario {
	/** What it is called on the command line. */
	name: string;
	title: string;
	/** What takes long and can be done while scenarios before it run, without the processor that they need. */
	prepare?: (log: Log) => Promise<void>;
	run: (run: ScenarioRun) => Promise<void>;
}
