import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { textOf } from '../../n8n/files';
import type { N8nHost } from '../stage/n8nHost';

/** The executions that a worker says it started, in order. */
export function startedExecutions(log: string): number[] {
	return [...log.matchAll(/Worker started execution (\d+) \(job /g)].map(([, id]) => Number(id));
}

/** The executions that this worker started in all its processes so far. */
export async function executionsOn({ logFolder }: N8nHost): Promise<number[]> {
	const files = (await readdir(logFolder)).sort();
	const logs = await Promise.all(files.map(async (name) => await textOf(join(logFolder, name))));
	return logs.flatMap((text) => startedExecutions(text ?? ''));
}
