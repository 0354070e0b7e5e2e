import { setTimeout as sleep } from 'node:timers/promises';
import { stringAt } from '../../n8n/json';
import { executionWith } from '../endure/history';
import type { SentAlert } from '../endure/judge';
import type { Queries } from '../stage/database';
import type { N8nHost } from '../stage/n8nHost';
import { until } from '../until';
import type { Scale } from './scale';
import { executionsOn } from './workerLog';

/** An execution that is under way, with the alerts of a batch that are in its data. */
export interface UnderWay {
	id: number;
	alerts: SentAlert[];
	worker: N8nHost;
}

const startWithinMs = 60_000;

/** Groups alerts by the execution that holds each of them; undefined as long as one is in none. */
export function groupedByExecution(
	alerts: readonly SentAlert[],
	holders: ReadonlyArray<number | undefined>,
): Map<number, SentAlert[]> | undefined {
	const groups = new Map<number, SentAlert[]>();
	for (const [index, alert] of alerts.entries()) {
		const id = holders[index];
		if (id === undefined) return undefined;
		groups.set(id, [...(groups.get(id) ?? []), alert]);
	}
	return groups;
}

async function underWay({ queries, workers }: Scale, alerts: readonly SentAlert[]): Promise<UnderWay[]> {
	const ids = await Promise.all(alerts.map(async ({ alertId }) => await executionWith(queries, alertId)));
	const started = await Promise.all(
		workers.map(async (worker) => ({ worker, ids: await executionsOn(worker) })),
	);
	return [...(groupedByExecution(alerts, ids) ?? [])].flatMap(([id, held]) => {
		const on = started.find((one) => one.ids.includes(id));
		return on === undefined ? [] : [{ id, alerts: held, worker: on.worker }];
	});
}

/** One alert at each customer, now, and the executions that workers have started for them. */
export async function startBatch(scale: Scale): Promise<UnderWay[]> {
	const alerts = scale.feed.nextOfEach();
	let found: UnderWay[] = [];
	await until(
		'every alert of a batch in an execution that a worker started',
		async () => {
			found = await underWay(scale, alerts);
			return found.flatMap((execution) => execution.alerts).length === alerts.length;
		},
		startWithinMs,
	);
	return found;
}

/** What the database has of an execution. */
export interface StoredExecution {
	status: string;
	/** Everything in it, as text. */
	data: string;
}

/** Reads an execution from the database. Throws when it is not there. */
export async function storedExecution(queries: Queries, id: number): Promise<StoredExecution> {
	const [row] = await queries.rows(
		`SELECT e.status AS status, d.data AS data FROM execution_entity e
			JOIN execution_data d ON d."executionId" = e.id WHERE e.id = ?`,
		[id],
	);
	return { status: stringAt(row, 'status'), data: stringAt(row, 'data') };
}

/** Waits until n8n no longer takes an execution for one that is running. Throws when it still does after that time. */
export async function untilGivenUp(queries: Queries, id: number, withinMs: number): Promise<void> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const { status } = await storedExecution(queries, id);
		if (status !== 'running' && status !== 'new') return;
		if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${status}`);
		await sleep(500);
	}
}
