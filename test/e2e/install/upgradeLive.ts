import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { endureFeed } from '../endure/feed';
import { deliveriesOf, executionsOf } from '../endure/history';
import { judge } from '../endure/judge';
import { publishWorkflow } from '../endure/publishedWorkflow';
import { untilSettled } from '../endure/settle';
import type { ScenarioRun } from '../scenario';
import { databaseOf } from '../stage/database';
import type { Stage } from '../stage/stage';

/** Some polls of the workflow, which come every three seconds. */
const somePollsMs = 10_000;
const alertEveryMs = 500;

/**
 * Publishes a workflow, upgrades while alerts keep coming, and restarts. Throws if an alert was lost, or came twice without
 * having been in the last hand-over before the upgrade or the restart.
 */
export async function upgradeLive(
	{ log, cleanup }: ScenarioRun,
	stage: Stage,
	upgrade: () => Promise<void>,
): Promise<void> {
	const workflow = await publishWorkflow(stage);
	const feed = endureFeed(stage.tenants);
	const stopFeed = feed.keepComing(alertEveryMs);
	cleanup.add('The feed of alerts', stopFeed);
	await sleep(somePollsMs);
	const before = deliveriesOf(stage.arrivals).length;
	assert.ok(before > 0, 'alerts arrive before the upgrade');

	const upgradeFrom = Date.now();
	await upgrade();
	// n8n loads the new code at some time in it and leaves the workflow running, so its memory is a new one from then on.
	const upgraded = { from: upgradeFrom, to: Date.now() + somePollsMs };
	await sleep(somePollsMs);
	const after = deliveriesOf(stage.arrivals).length;
	assert.ok(after > before, 'alerts arrive after the upgrade');

	log('Restarting n8n');
	await stage.host.stop();
	await stage.host.start();
	await sleep(somePollsMs);
	stopFeed();
	const database = databaseOf(stage.installed, stage.folder);
	await untilSettled({ stage, database, sent: feed.sent });
	const { lost, elsewhere, repeated, unexplained } = judge({
		sent: feed.sent,
		deliveries: deliveriesOf(stage.arrivals),
		executions: await executionsOf(database, workflow.id, feed.sent),
		ends: [upgraded, ...stage.host.ends.map(({ at }) => ({ from: at, to: at }))],
		durable: false,
	});
	log(`${feed.sent.length} alerts: ${lost.length} lost, ${repeated} repeated by upgrade and restart`);
	assert.deepEqual([...lost, ...elsewhere, ...unexplained], []);
}
