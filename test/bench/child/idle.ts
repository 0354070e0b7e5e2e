import type { IDataObject } from 'n8n-workflow';

import { benchTrigger } from './trigger';
import { beginStage, takeTraffic } from './control';
import type { Cost } from './probe';
import { costOf, peakMb } from './probe';
import { createTally } from './tally';
import type { Traffic } from '../service/stage';

/** Polls of tenants that have had some alerts and then nothing new. */
export interface IdleJob {
	kind: 'idle';
	origin: string;
	packageDir: string;
	tenants: number;
	alertsPerTenant: number;
	polls: number;
	concurrency?: number;
}

export interface IdleResult {
	/** The polls that brought the alerts there are, if any. */
	first: Cost;
	/** Each poll that found nothing new. */
	idle: Cost[];
	/** What n8n stored at last, without what waits to be known to have arrived. */
	stateBytes: number;
	/** The same with it, as stored by the first hand-overs; null where there was none. */
	handOverBytes: number | null;
	peakMb: number;
	traffic: Traffic;
	faults: string[];
}

export async function idle(job: IdleJob): Promise<IdleResult> {
	const { packageDir, origin, tenants, alertsPerTenant, polls, concurrency } = job;
	const stage = { tenants, alertsPerTenant, firstAt: Date.now() - 600_000, stepMs: 1_000 };
	await beginStage(origin, { ...stage, latencyMs: 0 });
	const options = concurrency === undefined ? {} : { concurrency };
	const setup = { packageDir, origin, tenants, options: { ...options, maxItems: 10_000 } };
	const trigger = benchTrigger(setup);
	const tally = createTally();
	const total = tenants * alertsPerTenant;
	const first = { wallMs: 0, cpuMs: 0 };
	do {
		const { value, wallMs, cpuMs } = await costOf(trigger.poll);
		first.wallMs += wallMs;
		first.cpuMs += cpuMs;
		tally.add(value);
	} while (tally.delivered() < total && first.wallMs < 300_000);
	const handOverBytes = trigger.storedBytes();
	await takeTraffic(origin);
	const costs: Cost[] = [];
	for (let poll = 0; poll < polls; poll += 1) {
		const { value, ...cost } = await costOf(trigger.poll);
		tally.add(value);
		costs.push(cost);
	}
	return {
		first,
		idle: costs,
		stateBytes: bytesOf(withoutHandOver(trigger.staticData())),
		handOverBytes: Number.isNaN(handOverBytes) ? null : handOverBytes,
		peakMb: peakMb(),
		traffic: await takeTraffic(origin),
		faults: tally.faults(tenants, alertsPerTenant),
	};
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

function withoutHandOver(staticData: IDataObject): IDataObject {
	return JSON.parse(
		JSON.stringify(staticData, (name, value: unknown) => (name === 'handOver' ? undefined : value)),
	) as IDataObject;
}
