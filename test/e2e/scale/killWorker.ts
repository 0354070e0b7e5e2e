import { onCallChannel } from '../../../demo/channels';
import { at } from '../../n8n/json';
import type { N8nHost } from '../stage/n8nHost';
import { storedExecution, type StoredExecution, type UnderWay } from './batch';
import { failOn, type Scale } from './scale';

export interface LostWorker {
	/** Executions that were under way on it, and the alerts in them. */
	executions: number;
	alerts: number;
	/** Alerts of the same moment that were on the other worker. */
	spared: number;
	/** How n8n ended the executions of the killed one, each way once. */
	statuses: string[];
	/** Whether their alerts were in their data then. */
	kept: boolean;
	/** Seconds from the kill to that status. */
	seconds: number;
	/** Whether the error workflow told of it. */
	told: boolean;
}

/** A worker that was killed in mid-execution. */
export interface Killed {
	worker: N8nHost;
	/** What was under way on it. */
	dead: UnderWay[];
	others: UnderWay[];
	/** What their data was before the kill. */
	dataBefore: string;
	killedAt: number;
}

/** Kills the worker with the fewest executions of the batch, at least one. */
export async function killOne({ queries, run }: Scale, batch: readonly UnderWay[]): Promise<Killed> {
	const of = (worker: N8nHost): UnderWay[] => batch.filter((execution) => execution.worker === worker);
	const busy = [...new Set(batch.map(({ worker }) => worker))].sort((a, b) => of(a).length - of(b).length);
	const [worker] = busy;
	if (worker === undefined) throw new Error('No worker has anything to do');
	const dead = of(worker);
	const stored = await Promise.all(dead.map(async ({ id }) => await storedExecution(queries, id)));
	failOn(
		stored.flatMap(({ status }) => (status === 'running' ? [] : [`The execution is already ${status}`])),
	);
	await worker.kill();
	run.log(`Worker killed with ${dead.length} of ${batch.length} executions`);
	return {
		worker,
		dead,
		others: batch.filter((execution) => execution.worker !== worker),
		dataBefore: stored.map(({ data }) => data).join('\n'),
		killedAt: Date.now(),
	};
}

/** The alerts in these executions. */
export const alertsOf = (executions: readonly UnderWay[]): string[] =>
	executions.flatMap(({ alerts }) => alerts.map(({ alertId }) => alertId));

/** What became of the executions of the killed worker, by what the database and the receiver have now. */
export function outcomeOf(
	{ stage }: Scale,
	{ dead, others, killedAt }: Killed,
	stored: readonly StoredExecution[],
): LostWorker {
	const told = (id: number): boolean =>
		stage.arrivals.some(
			({ channel, item }) => channel === onCallChannel && at(item, 'execution', 'id') === String(id),
		);
	return {
		executions: dead.length,
		alerts: alertsOf(dead).length,
		spared: alertsOf(others).length,
		statuses: [...new Set(stored.map(({ status }) => status))],
		kept: dead.every(({ alerts }, index) =>
			alerts.every(({ alertId }) => stored[index]?.data.includes(alertId)),
		),
		seconds: (Date.now() - killedAt) / 1_000,
		told: dead.every(({ id }) => told(id)),
	};
}
