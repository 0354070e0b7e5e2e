import { setTimeout as sleep } from 'node:timers/promises';
import type { Tenant } from '../../emulator';

/** Notices at once when the trigger asks the emulator's Graph for a customer's alerts. */
export interface PollWatch {
	/** Resolves to whether some customer is asked for within that time, at the moment it happens. */
	untilOneIsAsked: (withinMs: number) => Promise<boolean>;
	/** As above, for every customer. */
	untilAllAreAsked: (withinMs: number) => Promise<boolean>;
}

/** Watches these tenants. */
export function pollWatch(tenants: readonly Tenant[]): PollWatch {
	const listeners = new Set<(tenantId: string) => void>();
	for (const tenant of tenants) {
		tenant.addFault({
			api: 'graph',
			// A fault that never strikes, but is asked about each request before it is answered.
			when: ({ method }) => {
				// The trigger only reads; what changes alerts comes from the steps behind it.
				if (method === 'GET') for (const listener of listeners) listener(tenant.id);
				return false;
			},
			delayMs: 0,
		});
	}

	async function until(count: number, withinMs: number): Promise<boolean> {
		const asked = new Set<string>();
		const timer = new AbortController();
		let listener: (tenantId: string) => void = () => undefined;
		const happened = new Promise<boolean>((resolve) => {
			listener = (tenantId) => {
				asked.add(tenantId);
				if (asked.size >= count) resolve(true);
			};
		});
		listeners.add(listener);
		try {
			const tooLate = sleep(withinMs, false, { signal: timer.signal }).catch(() => false);
			return await Promise.race([happened, tooLate]);
		} finally {
			listeners.delete(listener);
			timer.abort();
		}
	}

	return {
		untilOneIsAsked: async (withinMs) => await until(1, withinMs),
		untilAllAreAsked: async (withinMs) => await until(tenants.length, withinMs),
	};
}
