import { readFileSync } from 'node:fs';

/** What a piece of work cost this process. */
export interface Cost {
	wallMs: number;
	/** User and system time, all threads. */
	cpuMs: number;
}

/** Runs the work and tells what it gave and cost. */
export async function costOf<T>(work: () => Promise<T>): Promise<Cost & { value: T }> {
	const cpu = process.cpuUsage();
	const started = performance.now();
	const value = await work();
	const wallMs = performance.now() - started;
	const { user, system } = process.cpuUsage(cpu);
	return { wallMs, cpuMs: (user + system) / 1000, value };
}

/** Most memory that this process had at once; MB. */
export function peakMb(): number {
	return highWaterKb() / 1024;
}

/** Not `resourceUsage().maxRSS` where there is another way: on Linux it begins with that of the process that started us. */
function highWaterKb(): number {
	if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
	const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
	return line === undefined ? process.resourceUsage().maxRSS : Number(line);
}

export const memoryMb = (): { rss: number; heap: number } => {
	const { rss, heapUsed } = process.memoryUsage();
	return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
};
