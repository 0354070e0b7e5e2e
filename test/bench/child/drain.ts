import { benchTrigger } from './trigger';
import { beginStage, fastClock, takeTraffic } from './control';
import type { Cost } from './probe';
import { costOf, memoryMb, peakMb } from './probe';
import { createTally } from './tally';
import type { Traffic } from '../service/stage';

/** Polls until a backlog is handed over, a minute apart by every clock, so that the services' limits and token lives count. */
export interface DrainJob {
	kind: 'drain';
	origin: string;
	packageDir: string;
	tenants: number;
	alertsPerTenant: number;
	maxItems: number;
	/** Ends after so long, drained or not. */
	capMs?: number;
}

export interface DrainResult extends Cost {
	/** Handed over. */
	alerts: number;
	drained: boolean;
	polls: number;
	peakMb: number;
	/** After each poll. */
	memory: Array<{ alerts: number; rssMb: number; heapMb: number }>;
	/** Of all polls, the tenth that took longest begins here. */
	slowPollMs: number;
	traffic: Traffic;
	faults: string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export async function drain(job: DrainJob): Promise<DrainResult> {
	const { packageDir, origin, tenants, alertsPerTenant, maxItems, capMs = Infinity } = job;
	const total = tenants * alertsPerTenant;
	// Over twelve hours, which the trigger looks back over.
	const stepMs = Math.max(1, Math.floor((12 * HOUR_MS) / Math.max(1, alertsPerTenant)));
	const firstAt = Date.now() - 12 * HOUR_MS;
	await beginStage(origin, { tenants, alertsPerTenant, firstAt, stepMs, latencyMs: 0 });
	const clock = fastClock(origin);
	const trigger = benchTrigger({ packageDir, origin, tenants, options: { maxItems } });
	const tally = createTally();
	await takeTraffic(origin);
	const memory: DrainResult['memory'] = [];
	const times: number[] = [];
	let cpuMs = 0;
	let wallMs = 0;
	// A poll without progress is one for which the services' limits left nothing.
	for (let idle = 0; tally.delivered() < total && idle < 5 && wallMs < capMs;) {
		const { value, ...cost } = await costOf(trigger.poll);
		times.push(cost.wallMs);
		cpuMs += cost.cpuMs;
		wallMs += cost.wallMs;
		tally.add(value);
		idle = value.length === 0 ? idle + 1 : 0;
		const { rss, heap } = memoryMb();
		memory.push({ alerts: tally.delivered(), rssMb: rss, heapMb: heap });
		await clock.pass(MINUTE_MS);
	}
	const sorted = [...times].sort((a, b) => a - b);
	return {
		alerts: tally.delivered(),
		drained: tally.delivered() >= total,
		polls: times.length,
		wallMs,
		cpuMs,
		peakMb: peakMb(),
		memory,
		slowPollMs: sorted[Math.floor(sorted.length * 0.9)] ?? 0,
		traffic: await takeTraffic(origin),
		faults: wallMs < capMs ? tally.faults(tenants, alertsPerTenant) : tally.doubts(),
	};
}
