import { randomUUID } from 'node:crypto';

import type { TokenCache } from '../auth/tokenCache';
import { createTokenCache } from '../auth/tokenCache';
import type { DiscoveredTenants } from '../tenants/discoverTenants';
import type { KeptTies } from '../sources/tiePaging';
import type { KnownDomains } from '../tenants/resolveTenant';
import type { ServiceClocks } from '../transport/serviceClock';
import type { RequestQuota } from '../transport/requestQuota';
import { createRequestQuota } from '../transport/requestQuota';
import type { DeliveryMemory } from '../core/deliveryMemory';
import { createDeliveryMemory } from '../core/deliveryMemory';
import type { Pace } from '../core/pace';
import type { Visit } from '../core/visit';

/** Tokens of two APIs for 5,000 customer tenants, about 2 KB each. */
const MOST_TOKENS = 10_000;

/** What is kept between runs in this process, and nowhere else. */
export interface ProcessMemory {
	tokens: TokenCache;
	domains: KnownDomains;
	discovered: DiscoveredTenants;
	/** Tells this process's hand-overs from those of one before. */
	processId: string;
	quota: RequestQuota;
	/** By workflow and node. */
	triggers: Map<string, TriggerMemory>;
	clocks: ServiceClocks;
	/** Milliseconds that pass whatever our clock is set to; since any moment. */
	elapsed: () => number;
}

/** What is kept of one trigger. */
export interface TriggerMemory {
	/** A poll is under way. */
	polling: boolean;
	/** It has polled since this process started. */
	polled: boolean;
	/** n8n itself started it, and it has not got to its customers since: it goes on from what a process before stored. */
	resumes: boolean;
	/** What is known of its tenants' last reads. */
	visits: Map<string, Visit>;
	/** When a customer's service refused to sort or to follow its own links, by `partitionKey` and which; milliseconds since 1970. */
	refused: Map<string, number>;
	/** How far alerts of one time were read, where that takes longer than a poll. */
	ties: KeptTies;
	delivery: DeliveryMemory;
	/** When it polled. */
	pace: Pace;
}

/** The memory of the trigger with this key, an empty one at first. */
export function triggerMemory({ triggers, processId }: ProcessMemory, key: string): TriggerMemory {
	const known = triggers.get(key);
	if (known !== undefined) return known;
	const fresh: TriggerMemory = {
		polling: false,
		polled: false,
		resumes: false,
		visits: new Map(),
		refused: new Map(),
		ties: new Map(),
		delivery: createDeliveryMemory(processId),
		pace: {},
	};
	triggers.set(key, fresh);
	return fresh;
}

export const createProcessMemory = (): ProcessMemory => ({
	tokens: createTokenCache(MOST_TOKENS),
	domains: new Map(),
	discovered: new Map(),
	processId: randomUUID(),
	quota: createRequestQuota(),
	triggers: new Map(),
	clocks: new Map(),
	elapsed: () => performance.now(),
});

/**
 * The one mutable module state of the package. n8n gives a node no other place for it: it calls `execute` and `poll`
 * without an instance of ours, and static data would put tokens into the database.
 */
export const processMemory = createProcessMemory();
