import type { Pace } from '../core/pace';
import type { Visit } from '../core/visit';
import type { KeptTies } from '../sources/tiePaging';
import type { Timer } from '../tenants/inTurns';
import type { Discovery } from '../tenants/discoverTenants';
import type { RequestQuota } from '../transport/requestQuota';
import type { Delivery } from './deliver';
import type { HealthItem } from './health';
import type { TriggerState } from './state';

/** What is kept in memory between polls, besides the state. */
export interface PollMemory {
	/** By `partitionKey` of the tenant as typed. */
	visits: Map<string, Visit>;
	/** When a customer's service refused to sort or to follow its own links, by `partitionKey` and which; milliseconds since 1970. */
	refused: Map<string, number>;
	/** How far a customer's alerts of one time were read; see `keptTies.ts`. */
	ties: KeptTies;
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
	/** Takes what was read while others are still being read; absent: everything comes at the end. */
	handOver?: (wave: Wave) => void;
	/** How the customers were discovered, if they were. */
	discovery?: Discovery;
}

/** How long a poll may take. */
export interface PollTime {
	/** After this no page is begun; milliseconds since 1970. */
	lastStartAt: number;
	/** Settles when the poll has to end, whatever is still under way. */
	over: Promise<unknown>;
	timer: Timer;
}

/** What a poll hands over before its end. */
export interface Wave {
	/** At least one. */
	deliveries: Delivery[];
	health: HealthItem[];
	/** What to remember once this wave and those before it are handed over. */
	state: TriggerState;
}
