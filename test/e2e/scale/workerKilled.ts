import { setTimeout as sleep } from 'node:timers/promises';
import { onCallChannel } from '../../../demo/channels';
import { at, stringAt } from '../../n8n/json';
import type { N8nHost } from '../stage/n8nHost';
import { until } from '../until';
import { startBatch, storedExecution, untilGivenUp, type UnderWay } from './batch';
import { delivered, failOn, type Scale } from './scale';
import { forgottenAfterMs } from './settings';

/** Long enough to be found running and be killed. */
const slowSeconds = 15;
const arriveWithinMs = 60_000;
/** n8n looks again for 30 seconds whether the execution ended well after all. */
const giveUpWithinMs = forgottenAfterMs + 60_000;

export interface LostWorker {
	/** Executions that were under way on it, and the alerts in them. */
	executions: number;
	alerts: number;
	/** Alerts of the same moment that were on the other worker. */
	spared: number;
	/** How n8n ended the executions of the killed one. */
	status: string;
	/** Whether their alerts were in their data then. */
	kept: boolean;
	/** Seconds from the kill to that status. */
	seconds: number;
	/** Whether the error workflow told of it. */
	told: boolean;
}

interface Killed {
	worker: N8nHost;
	/** What was under way on it. */
	dead: UnderWay[];
	others: UnderWay[];
	/** What their data was before the kill. */
	dataBefore: string;
	killedAt: number;
}

/** Kills the worker with the fewest executions of the batch, at least one. */
async function killOne({ queries, run }: Scale, batch: readonly UnderWay[]): Promise<Killed> {
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

const alertsOf = (executions: readonly UnderWay[]): string[] =>
	executions.flatMap(({ alerts }) => alerts.map(({ alertId }) => alertId));

async function untilDelivered(scale: Scale, alertIds: readonly string[], by: (id: number) => boolean) {
	const has = (alertId: string): boolean =>
		delivered(scale).some((delivery) => delivery.alertId === alertId && by(delivery.executionId));
	await until(`${alertIds.join(', ')} at the receiver`, () => alertIds.every(has), arriveWithinMs);
}

/** Waits until n8n gave up what was on the killed worker, and says in which way. */
async function givenUp(scale: Scale, { dead, others, killedAt }: Killed): Promise<LostWorker> {
	const stored = await Promise.all(
		dead.map(async ({ id }) => await untilGivenUp(scale.queries, id, giveUpWithinMs)),
	);
	const seconds = (Date.now() - killedAt) / 1_000;
	await sleep(2_000);
	const told = (id: number): boolean =>
		scale.stage.arrivals.some(
			({ channel, item }) => channel === onCallChannel && at(item, 'execution', 'id') === String(id),
		);
	const lost = {
		executions: dead.length,
		alerts: alertsOf(dead).length,
		spared: alertsOf(others).length,
		status: [...new Set(stored.map(({ status }) => status))].join(' and '),
		kept: stored.every(({ data }, index) =>
			alertsOf(dead.slice(index, index + 1)).every((alertId) => data.includes(alertId)),
		),
		seconds,
		told: dead.every(({ id }) => told(id)),
	};
	scale.run.log(`n8n ended them as ${lost.status} after ${seconds.toFixed(0)} s`);
	return lost;
}

/** Retries an execution as a person does. Resolves to the id of the new one. */
async function retry({ stage }: Scale, id: number): Promise<number> {
	const again = await stage.rest.call('POST', `/executions/${id}/retry`, { loadWorkflow: false });
	return Number(stringAt(again, 'id'));
}

/**
 * A worker is killed, and main is started again before it noticed: n8n marks the execution as crashed, with everything in
 * it, and one retry delivers it all.
 */
export async function killWorkerAndRestartMain(scale: Scale): Promise<LostWorker> {
	const { stage, workflow, run } = scale;
	await workflow.change({ executionPer: 'poll', slowSeconds });
	const killed = await killOne(scale, await startBatch(scale));
	await stage.host.stop();
	// Main only takes for crashed what is no longer in the queue.
	await sleep(forgottenAfterMs);
	await Promise.all([stage.host.start(), killed.worker.start()]);
	const lost = await givenUp(scale, killed);
	failOn(lost.kept ? [] : ['What was on the killed worker is not in its execution']);
	for (const { id, alerts } of killed.dead) {
		const again = await retry(scale, id);
		await untilDelivered(
			scale,
			alerts.map(({ alertId }) => alertId),
			(executionId) => executionId === again,
		);
		run.log(`One retry delivered ${alerts.length} alerts`);
	}
	return lost;
}

/**
 * A worker is killed while main runs on, with an execution for each alert: the others' alerts arrive. What was under way on it n8n ends as failed,
 * tells the error workflow, and throws the alerts away, so that a retry delivers nothing. A replay does, as the same events.
 */
export async function killWorkerUnderMain(scale: Scale): Promise<LostWorker> {
	const { workflow, run } = scale;
	const replayFrom = new Date().toISOString();
	await workflow.change({ executionPer: 'alert', slowSeconds });
	const killed = await killOne(scale, await startBatch(scale));
	failOn(
		killed.dead.flatMap(({ id, alerts }) =>
			alerts.length === 1 ? [] : [`Execution ${id} has ${alerts.length} alerts, not one`],
		),
	);
	await killed.worker.start();
	await untilDelivered(scale, alertsOf(killed.others), () => true);
	const lost = await givenUp(scale, killed);
	const lostIds = alertsOf(killed.dead);
	failOn(lost.told ? [] : ['The error workflow was not told of the killed worker']);
	await workflow.change({ slowSeconds: 0, replayFrom });
	await untilDelivered(scale, lostIds, () => true);
	run.log(`A replay delivered ${lostIds.length} alerts`);
	const others = delivered(scale).filter(
		({ alertId, eventId }) => lostIds.includes(alertId) && !killed.dataBefore.includes(eventId),
	);
	failOn(others.map(({ alertId, eventId }) => `${alertId} was replayed as another event: ${eventId}`));
	return lost;
}
