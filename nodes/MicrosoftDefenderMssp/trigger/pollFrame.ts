import type { Pace } from '../core/pace';
import type { Visit } from '../core/visit';
import type { Discovery } from '../tenants/discoverTenants';
import type { RequestQuota } from '../transport/requestQuota';

/** What is kept in memory between polls, besides the state. */
export interface PollMemory {
	/** By `partitionKey` of the tenant as typed. */
	visits: Map<string, Visit>;
	/** Sources that were found not to sort. */
	unsorted: Set<string>;
	quota: RequestQuota;
	/** Replaced by each poll. */
	pace: Pace;
}

/** What surrounds a poll. */
export interface PollFrame {
	memory: PollMemory;
	time: PollTime;
	/** It is the first one of a process to get so far, and goes on from what a process before stored. */
	resumes: boolean;
	/** How the customers were discovered, if they were. */
	discovery?: Discovery;
}

/** How long a poll may take. */
export interface PollTime {
	/** After this no page is begun; milliseconds since 1970. */
	lastStartAt: number;
	/** Settles when the poll has to end, whatever is still under way. */
	over: Promise<unknown>;
}
