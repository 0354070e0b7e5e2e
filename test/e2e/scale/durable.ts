import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../../n8n/json';
import { executionsOf } from '../endure/history';
import { judge, type Verdict } from '../endure/judge';
import { modesFor } from '../endure/modes';
import { retryCrashed, untilSettled } from '../endure/settle';
import { until } from '../until';
import { delivered, type Scale } from './scale';
import { alertEveryMs } from './settings';

/** n8n's scheduler leaves what a killed process was doing alone for a minute. */
const pollWithinMs = 120_000;
/** Within a poll that has just asked the last customer. */
const killAfterMs = 60;

export interface DurableRun {
	alerts: number;
	verdict: Verdict;
	/** Whether n8n kept the trigger's state in its table of cursors. */
	cursors: boolean;
	/** Seconds from the kill until alerts arrived again. */
	silentSeconds: number;
	/** Alerts that came only by a retry: n8n stored their execution, was killed before it was in the queue, and forgot it. */
	byRetry: number;
}

/** Starts main with n8n's durable cursors, kills it once while alerts keep coming, and judges what happened since then. */
export async function runDurably(scale: Scale): Promise<DurableRun> {
	const { run, stage, queries, feed, watch, workflow } = scale;
	await stage.host.stop();
	const [mode] = modesFor('durable');
	await stage.host.start(mode?.env);
	// What was handed over before may come again: it was handed over without a transaction.
	await stage.rest.publish(workflow.id);
	const [firstSent, firstEnd] = [feed.sent.length, stage.host.ends.length];
	const sentSince = () => feed.sent.slice(firstSent);
	const arrivedAfter = (moment: number): boolean =>
		stage.arrivals.some(({ receivedAt, item }) => receivedAt > moment && at(item, 'alert') !== undefined);
	const stopFeed = feed.keepComing(alertEveryMs);
	run.cleanup.add('The feed of alerts', stopFeed);
	const startedAt = Date.now();
	await until('alerts with durable cursors', () => arrivedAfter(startedAt), pollWithinMs);
	if (!(await watch.untilAllAreAsked(pollWithinMs))) throw new Error('The trigger does not poll');
	await sleep(killAfterMs);
	await stage.host.kill();
	const killedAt = Date.now();
	run.log('Main killed with durable cursors');
	await stage.host.start();
	const readyAt = Date.now();
	await until('alerts after the kill', () => arrivedAfter(readyAt), pollWithinMs);
	const silentSeconds = (Date.now() - killedAt) / 1_000;
	stopFeed();
	const settling = { stage, database: queries, sent: sentSince() };
	await untilSettled(settling);
	const byRetry = await retryCrashed(settling);
	const ids = new Set(sentSince().map(({ alertId }) => alertId));
	const cursors = await queries.rows('SELECT 1 AS one FROM poller_state WHERE cursor IS NOT NULL');
	return {
		alerts: ids.size,
		verdict: judge({
			sent: sentSince(),
			deliveries: delivered(scale).filter(({ alertId }) => ids.has(alertId)),
			executions: await executionsOf(queries, workflow.id),
			ends: stage.host.ends.slice(firstEnd).map(({ at: moment }) => ({ from: moment, to: moment })),
			durable: true,
		}),
		cursors: cursors.length > 0,
		silentSeconds,
		byRetry,
	};
}
