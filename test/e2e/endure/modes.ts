/** How n8n keeps a trigger's state. */
export interface Mode {
	name: 'default' | 'durable';
	/** n8n stores state and execution in one transaction. */
	durable: boolean;
	env: NodeJS.ProcessEnv;
	/** Kills of the short run. */
	shortKills: number;
}

const defaultMode: Mode = { name: 'default', durable: false, env: {}, shortKills: 10 };

const durableMode: Mode = {
	name: 'durable',
	durable: true,
	env: {
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
