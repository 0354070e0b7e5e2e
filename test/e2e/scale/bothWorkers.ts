import { until } from '../until';
import { executionsOn } from './workerLog';
import { delivered, type Scale } from './scale';

const wantedExecutions = 3;
const withinMs = 90_000;

/** For each worker, how many of its executions sent alerts. */
async function sendingExecutions(scale: Scale): Promise<number[]> {
	const sending = new Set(delivered(scale).map(({ executionId }) => executionId));
	const started = await Promise.all(scale.workers.map(executionsOn));
	return started.map((ids) => ids.filter((id) => sending.has(id)).length);
}

/** Waits until both workers changed and sent alerts. Resolves to how many executions of each did. */
export async function untilBothWork(scale: Scale): Promise<number[]> {
	const enough = (counts: readonly number[]): boolean => counts.every((count) => count >= wantedExecutions);
	await until('alerts by way of both workers', async () => enough(await sendingExecutions(scale)), withinMs);
	return await sendingExecutions(scale);
}
