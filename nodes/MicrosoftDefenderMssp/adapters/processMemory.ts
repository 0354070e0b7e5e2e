import type { TokenCache } from '../auth/tokenCache';
import { createTokenCache } from '../auth/tokenCache';
import type { DiscoveredTenants } from '../tenants/findTenants';
import type { KnownDomains } from '../tenants/resolveTenant';

/** Tokens of two APIs for 5,000 customer tenants, about 2 KB each. */
const MOST_TOKENS = 10_000;

/** What is kept between runs in this process, and nowhere else. */
export interface ProcessMemory {
	tokens: TokenCache;
	domains: KnownDomains;
	discovered: DiscoveredTenants;
	/** Triggers whose poll is under way, by workflow and node. */
	polling: Set<string>;
	/** Triggers that have polled since this process started. */
	polled: Set<string>;
}

export const createProcessMemory = (): ProcessMemory => ({
	tokens: createTokenCache(MOST_TOKENS),
	domains: new Map(),
	discovered: new Map(),
	polling: new Set(),
	polled: new Set(),
});

/**
 * The one mutable module state of the package. n8n gives a node no other place for it: it calls `execute` and `poll`
 * without an instance of ours, and static data would put tokens into the database.
 */
export const processMemory = createProcessMemory();
