import { at } from '../../n8n/json';
import { textOf } from '../../n8n/files';
import type { N8nHost } from '../stage/n8nHost';
import type { Scale } from './scale';

/** Megabytes that a process has in memory, out of Linux's `/proc/<pid>/status`; undefined where there is none. */
export function residentMegabytes(status: string | undefined): number | undefined {
	const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
	return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

async function memoryOf(host: N8nHost): Promise<string> {
	const megabytes = residentMegabytes(await textOf(`/proc/${host.pid() ?? 0}/status`));
	return megabytes === undefined ? 'unknown' : `${megabytes} MB`;
}

/** What main and workers take, and how large the trigger's state is. */
export async function measuresOf({ stage, workers, queries, workflow }: Scale): Promise<string> {
	const [row] = await queries.rows(
		'SELECT length(CAST("staticData" AS TEXT)) AS size FROM workflow_entity WHERE id = ?',
		[workflow.id],
	);
	const memory = await Promise.all([stage.host, ...workers].map(memoryOf));
	return `Memory of main and workers: ${memory.join(', ')}. State of the trigger: ${Number(at(row, 'size'))} bytes.`;
}
