import type { Visit } from '../core/visit';
import type { RequestQuota } from '../transport/requestQuota';
import type { Wave } from './delivery/room';

/** What is kept in memory between polls, besides the state. */
export interface PollMemory {
	/** By `partitionKey` of the tenant as typed. */
	visits: Map<string, Visit>;
	/** When customers were found whose service does not sort, by `partitionKey`; milliseconds since 1970. */
	unsorted: Map<string, number>;
	quota: RequestQuota;
}

/** What surrounds a poll. */
export interface PollFrame {
	memory: PollMemory;
	time: PollTime;
	/** It is the first one of a process to get so far, and goes on from what a process before stored. */
	resumes: boolean;
	/** Takes what is ready while others are still being read; absent where all has to wait for the end of the poll. */
	handOver?: (wave: Wave) => void;
}

/** How long a poll may take. */
export interface PollTime {
	/** After this no page is begun; milliseconds since 1970. */
	lastStartAt: number;
	/** Settles when the poll has to end, whatever is still under way. */
	over: Promise<unknown>;
}
