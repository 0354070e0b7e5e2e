import type { INodeExecutionData } from 'n8n-workflow';

import type { Traffic } from '../service/stage';
import { benchTrigger } from './trigger';
import { beginStage, takeTraffic } from './control';
import type { Floor } from './floor';
import { fetchFloor, helperFloor } from './floor';
import type { Cost } from './probe';
import { costOf, peakMb } from './probe';
import { createTally } from './tally';

/** One poll of every tenant by one contender: with no tokens yet, then with all of them. */
export interface SweepJob {
	kind: 'sweep';
	contender: 'trigger' | 'helper' | 'fetch';
	origin: string;
	packageDir: string;
	tenants: number;
	alertsPerTenant: number;
	latencyMs: number;
	concurrency: number;
	/** More than may fit into one poll: what is missing is told by `delivered`. */
	mayEndEarly?: boolean;
}

export interface SweepResult {
	cold: Round;
	warm: Round;
	peakMb: number;
	faults: string[];
}

export interface Round extends Cost {
	traffic: Traffic;
	/** Alerts handed over. */
	delivered: number;
}

const MINUTE_MS = 60_000;

/** Alerts of the last ten minutes, which every trigger that is just published reads. */
export async function sweep(job: SweepJob): Promise<SweepResult> {
	const { origin, tenants, alertsPerTenant, latencyMs } = job;
	const firstAt = Date.now() - 10 * MINUTE_MS;
	await beginStage(origin, { tenants, alertsPerTenant, firstAt, stepMs: 1_000, latencyMs });
	const rounds = job.contender === 'trigger' ? triggerRounds(job) : floorRounds(job);
	const cold = await measured(job, rounds);
	const warm = await measured(job, rounds);
	return { cold: cold.round, warm: warm.round, peakMb: peakMb(), faults: [...cold.faults, ...warm.faults] };
}

type Rounds = () => Promise<INodeExecutionData[]>;

/** A new workflow each time, which has to read the same again; the process remembers the tokens. */
function triggerRounds({ packageDir, origin, tenants, concurrency, alertsPerTenant }: SweepJob): Rounds {
	const maxItems = Math.min(10_000, Math.max(1_000, tenants * alertsPerTenant));
	const setup = { packageDir, origin, tenants, options: { concurrency, maxItems } };
	return async () => await benchTrigger(setup).poll();
}

function floorRounds(job: SweepJob): Rounds {
	const trigger = benchTrigger({ ...job, tenants: 1 });
	const floor: Floor = job.contender === 'helper' ? helperFloor(trigger.context()) : fetchFloor();
	const tokens = new Map<string, string>();
	return async () => {
		const bodies = await floor(job, tokens);
		return bodies.flatMap(({ value }) => value.map((alert) => ({ json: { alert } })));
	};
}

async function measured(
	{ origin, tenants, alertsPerTenant, mayEndEarly = false }: SweepJob,
	rounds: Rounds,
): Promise<{ round: Round; faults: string[] }> {
	await takeTraffic(origin);
	const { value, ...cost } = await costOf(rounds);
	const traffic = await takeTraffic(origin);
	const tally = createTally();
	tally.add(value);
	const faults = mayEndEarly ? tally.doubts() : tally.faults(tenants, alertsPerTenant);
	return { round: { ...cost, traffic, delivered: tally.delivered() }, faults };
}
