/** How n8n keeps a trigger's state. */
export interface Mode {
	name: 'default' | 'durable';
	/** n8n stores state and execution in one transaction. */
	durable: boolean;
	env: NodeJS.ProcessEnv;
	/** Kills of the short run. */
	shortKills: number;
}

/**
 * A trigger whose first poll takes 0.7 of this is given up by n8n until it is published again (a restart does not help), and
 * one that was killed in it is left alone for this long: longer than the slowest poll here on a busy machine, and much
 * shorter than the default of two minutes.
 */
const publicationLease = { N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '30' };

const defaultMode: Mode = { name: 'default', durable: false, env: publicationLease, shortKills: 10 };

const durableMode: Mode = {
	name: 'durable',
	durable: true,
	env: {
		...publicationLease,
		N8N_SCHEDULER_ENABLED: 'true',
		N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
		N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
		N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
		// How often the scheduler looks for what is due, and plans ahead; the defaults would make each round a minute.
		N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
		N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '2',
	},
	shortKills: 5,
};

const modes = [defaultMode, durableMode];

/** The mode of this name, or both. Throws when there is none. */
export function modesFor(name: string | undefined): Mode[] {
	const found = modes.filter((mode) => name === undefined || mode.name === name);
	if (found.length === 0) throw new Error(`There is no mode '${name}', only default and durable`);
	return found;
}
