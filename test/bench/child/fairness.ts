import type { INodeExecutionData } from 'n8n-workflow';

import { beginStage, fastClock, takeTraffic } from './control';
import { costOf, memoryMb, peakMb } from './probe';
import { createTally, placeOf } from './tally';
import { benchTrigger } from './trigger';

/** Polls, a minute apart by every clock, of customers with a backlog and of a quiet one that has a new alert each minute. */
export interface FairnessJob {
	kind: 'fairness';
	origin: string;
	packageDir: string;
	/** With a backlog. */
	tenants: number;
	alertsPerTenant: number;
	maxItems: number;
}

export interface FairnessResult {
	/** Until the backlog was handed over. */
	polls: number;
	/** Polls that began while an alert of the quiet customer could be seen and did not bring it, at most. */
	quietLate: number;
	/** How many customers each poll read for the first time. */
	newlyRead: number[];
	/** Largest that n8n stored; characters of JSON. */
	stateSize: number;
	/** Before the first poll, and most of all. */
	idleMb: number;
	peakMb: number;
	/** Most heap in use after a poll, beyond that before the first one. */
	heapMb: number;
	/** Of the poll that took most. */
	cpuMs: number;
	wallMs: number;
	faults: string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A backlog that takes so many polls more than there are items for is not being drained. */
const MOST_POLLS = 3;

export async function fairness(job: FairnessJob): Promise<FairnessResult> {
	const { origin, packageDir, tenants: busy, alertsPerTenant, maxItems } = job;
	const total = busy * alertsPerTenant;
	const mostPolls = Math.ceil(total / maxItems) * MOST_POLLS + 10;
	const now = Date.now();
	const quiet = { alertsPerTenant: mostPolls, firstAt: now, stepMs: MINUTE_MS };
	// Over twelve hours, which the trigger looks back over.
	const stepMs = Math.floor((12 * HOUR_MS) / alertsPerTenant);
	const backlog = { tenants: busy + 1, alertsPerTenant, firstAt: now - 12 * HOUR_MS, stepMs };
	await beginStage(origin, { ...backlog, others: { [busy]: quiet } });
	const clock = fastClock(origin);
	const trigger = benchTrigger({ packageDir, origin, tenants: busy + 1, options: { maxItems } });
	const tally = createTally();
	const late = lateness(quiet.firstAt);
	const { rss: idleMb, heap: idleHeapMb } = memoryMb();
	const found = { newlyRead: [] as number[], stateSize: 0, heapMb: 0, cpuMs: 0, wallMs: 0 };
	let left = total;
	for (; left > 0 && found.newlyRead.length < mostPolls; await clock.pass(MINUTE_MS)) {
		const startedAt = Date.now();
		const { value, cpuMs, wallMs } = await costOf(trigger.poll);
		const [news, old] = partition(value, (item) => tenantOf(item) === busy);
		tally.add(old);
		left -= old.length;
		late.note(startedAt, news);
		found.newlyRead.push((await takeTraffic(origin)).newTenants);
		found.stateSize = Math.max(found.stateSize, JSON.stringify(trigger.staticData()).length);
		found.heapMb = Math.max(found.heapMb, memoryMb().heap - idleHeapMb);
		found.cpuMs = Math.max(found.cpuMs, cpuMs);
		found.wallMs = Math.max(found.wallMs, wallMs);
	}
	return {
		...found,
		polls: found.newlyRead.length,
		quietLate: late.most(),
		idleMb,
		peakMb: peakMb(),
		faults: tally.faults(busy, alertsPerTenant),
	};
}

/** How many polls late the alerts are that come into being one a minute. */
function lateness(firstAt: number): {
	note(startedAt: number, items: INodeExecutionData[]): void;
	most(): number;
} {
	/** By alert: the poll that could have brought it, and how late it was. */
	const due = new Map<number, number>();
	let polls = 0;
	let most = 0;
	return {
		note(startedAt, items) {
			for (let index = due.size; firstAt + index * MINUTE_MS <= startedAt; index += 1) due.set(index, polls);
			for (const item of items) {
				const index = placeOf(item)?.index ?? NaN;
				most = Math.max(most, polls - (due.get(index) ?? polls));
				due.set(index, Infinity);
			}
			polls += 1;
		},
		most: () => Math.max(most, ...[...due.values()].map((poll) => polls - 1 - poll)),
	};
}

const tenantOf = (item: INodeExecutionData): number | undefined => placeOf(item)?.tenant;

function partition<T>(values: T[], test: (value: T) => boolean): [T[], T[]] {
	return [values.filter(test), values.filter((value) => !test(value))];
}
