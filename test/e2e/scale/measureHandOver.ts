import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../../n8n/json';
import type { Queries } from '../stage/database';
import type { Stage } from '../stage/stage';
import type { Feed } from '../endure/feed';
import { executionsOf, executionWith } from '../endure/history';
import type { PollWatch } from '../endure/pollWatch';

const withinMs = 120_000;

/** How long after asking the last customer n8n creates the execution, in milliseconds, seen once in a poll left alone. */
export async function measureHandOver(
	{ arrivals }: Stage,
	database: Queries,
	workflowId: string,
	{ feed, watch }: { feed: Feed; watch: PollWatch },
): Promise<number> {
	const [probe] = feed.nextOfEach();
	if (probe === undefined || !(await watch.untilAllAreAsked(withinMs))) {
		throw new Error(`The trigger did not poll within ${withinMs / 1_000} s`);
	}
	const askedAt = Date.now();
	const isThere = () => arrivals.some(({ item }) => at(item, 'alert', 'id') === probe.alertId);
	while (!isThere()) {
		if (Date.now() - askedAt > withinMs) throw new Error('The first alert did not arrive');
		await sleep(50);
	}
	const id = await executionWith(database, probe.alertId);
	const execution = (await executionsOf(database, workflowId)).find((row) => row.id === id);
	return Math.max(0, (execution?.createdAt ?? askedAt) - askedAt);
}
