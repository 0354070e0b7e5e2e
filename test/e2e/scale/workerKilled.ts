import { setTimeout as sleep } from 'node:timers/promises';
import { stringAt } from '../../n8n/json';
import { until } from '../until';
import { startBatch, storedExecution, untilGivenUp } from './batch';
import { alertsOf, killOne, outcomeOf, type Killed, type LostWorker } from './killWorker';
import { delivered, failOn, type Scale } from './scale';
import { forgottenAfterMs, noLooking } from './settings';

/** Long enough to be found running and be killed. */
const slowSeconds = 8;
const arriveWithinMs = 60_000;
/** The error workflow is an execution of its own. */
const tellWithinMs = 3_000;
/** n8n looks again for 30 seconds whether the execution ended well after all. */
const giveUpWithinMs = forgottenAfterMs + 60_000;
/** A worker that starts again marks what it was doing as crashed; main may still end it in another way when the queue gives it up. */
const finalAfterMs = forgottenAfterMs + 10_000;

async function untilDelivered(scale: Scale, alertIds: readonly string[], by: (id: number) => boolean) {
	const has = (alertId: string): boolean =>
		delivered(scale).some((delivery) => delivery.alertId === alertId && by(delivery.executionId));
	await until(`${alertIds.join(', ')} at the receiver`, () => alertIds.every(has), arriveWithinMs);
}

/** Waits until n8n gave up what was on the killed worker and says no more about it, and says in which way. */
async function givenUp(scale: Scale, killed: Killed): Promise<LostWorker> {
	await Promise.all(killed.dead.map(async ({ id }) => await untilGivenUp(scale.queries, id, giveUpWithinMs)));
	const seconds = (Date.now() - killed.killedAt) / 1_000;
	scale.run.log(`n8n gave up what was on it after ${seconds.toFixed(0)} s`);
	await sleep(Math.max(tellWithinMs, killed.killedAt + finalAfterMs - Date.now()));
	const stored = await Promise.all(
		killed.dead.map(async ({ id }) => await storedExecution(scale.queries, id)),
	);
	return { ...outcomeOf(scale, killed, stored), seconds };
}

/** Retries an execution as a person does. Resolves to the id of the new one, when that is over. */
async function retry({ stage }: Scale, id: number): Promise<number> {
	const again = await stage.rest.call('POST', `/executions/${id}/retry`, { loadWorkflow: false });
	return Number(stringAt(again, 'id'));
}

/** Retries each execution of the killed worker once, and waits for all its alerts to come by that. */
async function retryEach(scale: Scale, { dead }: Killed): Promise<void> {
	for (const { id, alerts } of dead) {
		const newId = await retry(scale, id);
		await untilDelivered(
			scale,
			alerts.map(({ alertId }) => alertId),
			(executionId) => executionId === newId,
		);
		scale.run.log(`One retry delivered ${alerts.length} alerts`);
	}
}

/** Retries each execution of the killed worker once. Throws when that delivers anything: then n8n keeps more than it did. */
async function retryInVain(scale: Scale, { dead }: Killed): Promise<void> {
	const newIds = new Set<number>();
	for (const { id } of dead) newIds.add(await retry(scale, id));
	await sleep(tellWithinMs);
	const arrived = delivered(scale).filter(({ executionId }) => newIds.has(executionId));
	failOn(arrived.map(({ alertId }) => `${alertId} came by a retry, although n8n had thrown it away`));
}

const keptOrFail = ({ kept }: LostWorker): void => {
	failOn(kept ? [] : ['What was on the killed worker is not in its execution']);
};

/**
 * A worker is killed, and main is started again before it noticed: n8n marks the execution as crashed, with everything in
 * it, and one retry delivers it all.
 */
export async function killWorkerAndRestartMain(scale: Scale): Promise<LostWorker> {
	const { stage, workflow } = scale;
	await workflow.change({ executionPer: 'poll', slowSeconds });
	const killed = await killOne(scale, await startBatch(scale));
	await stage.host.stop();
	// Main only takes for crashed what is no longer in the queue.
	await sleep(forgottenAfterMs);
	await Promise.all([stage.host.start(), killed.worker.start()]);
	const lost = await givenUp(scale, killed);
	keptOrFail(lost);
	await retryEach(scale, killed);
	return lost;
}

/**
 * A worker is killed while main runs on, with an execution for each alert: those on the other worker arrive. What was under
 * way on it n8n usually ends as failed and throws the alerts away, so that a retry delivers nothing; where main itself looks
 * for it first it stays crashed, and one retry delivers it. A replay delivers it either way, as the same events.
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
	await (lost.kept ? retryEach : retryInVain)(scale, killed);
	await workflow.change({ slowSeconds: 0, replayFrom });
	await untilDelivered(scale, lostIds, () => true);
	run.log(`A replay delivered ${lostIds.length} alerts`);
	const others = delivered(scale).filter(
		({ alertId, eventId }) => lostIds.includes(alertId) && !killed.dataBefore.includes(eventId),
	);
	failOn(others.map(({ alertId, eventId }) => `${alertId} was replayed as another event: ${eventId}`));
	return lost;
}

/**
 * A worker is killed, and no worker looks for executions of dead ones: they stay in the list as running, or as crashed if
 * the worker's own log tells it of them when it starts again, with everything in them, and one retry each delivers it.
 */
export async function killWorkerUnnoticed(scale: Scale): Promise<LostWorker> {
	const { workflow, workers, queries } = scale;
	await Promise.all(workers.map(async (worker) => await worker.stop()));
	await Promise.all(workers.map(async (worker) => await worker.start(noLooking)));
	await workflow.change({ executionPer: 'tenant', slowSeconds });
	const killed = await killOne(scale, await startBatch(scale));
	await Promise.all([killed.worker.start(), sleep(forgottenAfterMs)]);
	const stored = await Promise.all(killed.dead.map(async ({ id }) => await storedExecution(queries, id)));
	const lost = outcomeOf(scale, killed, stored);
	keptOrFail(lost);
	await retryEach(scale, killed);
	await untilDelivered(scale, alertsOf(killed.others), () => true);
	return lost;
}
