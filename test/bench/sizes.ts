/** How much a run measures. */
export interface Sizes {
	sweep: {
		tenants: number;
		alertsPerTenant: number;
		latencyMs: number;
		/** Tenants at a time, and how often each contender runs with so many. */
		rounds: Array<{ concurrency: number; times: number }>;
		/** As many customers as one poll should manage, with an alert each. */
		large: { tenants: number; concurrency: number };
	};
	backlog: {
		maxItems: number;
		/** One tenant's alerts; the first is the small one that the others' memory is held against. */
		oneTenant: number[];
		/** Drained for so long at most. */
		manyTenants: { tenants: number; alertsPerTenant: number; capMs?: number };
	};
	fairness: { tenants: number; alertsPerTenant: number; maxItems: number };
	latency: {
		tenants: number;
		/** That of all but the slow ones. */
		latencyMs: number;
		/** So many take long. */
		slow: number;
		everyMs: number;
		minutes: number;
		/** As many customers as one poll should manage, with nobody slow. */
		many: { tenants: number; minutes: number };
	};
	idle: { tenants: number; alertsPerTenant: number; polls: number };
	growth: { tenants: number[]; alerts: number[]; polls: number };
	actions: { tenants: number; alertsPerTenant: number; items: number; times: number };
	load: { times: number };
}

/** What the issue asks for. */
export const FULL: Sizes = {
	sweep: {
		tenants: 1_000,
		alertsPerTenant: 10,
		latencyMs: 100,
		rounds: [
			{ concurrency: 10, times: 1 },
			{ concurrency: 50, times: 3 },
		],
		large: { tenants: 5_000, concurrency: 50 },
	},
	backlog: {
		maxItems: 1_000,
		oneTenant: [10_000, 100_000],
		manyTenants: { tenants: 100, alertsPerTenant: 5_000, capMs: 45_000 },
	},
	fairness: { tenants: 300, alertsPerTenant: 500, maxItems: 1_000 },
	latency: {
		tenants: 100,
		latencyMs: 300,
		slow: 30,
		// Falls on every second of a minute in turn.
		everyMs: 13_000,
		minutes: 20,
		many: { tenants: 1_000, minutes: 3 },
	},
	idle: { tenants: 1_000, alertsPerTenant: 10, polls: 5 },
	growth: { tenants: [1, 10, 100, 1_000, 5_000], alerts: [1, 10, 100, 1_000, 10_000, 100_000], polls: 3 },
	actions: { tenants: 100, alertsPerTenant: 50, items: 1_000, times: 3 },
	load: { times: 9 },
};

/** Just enough to see that everything is measured. */
export const TINY: Sizes = {
	sweep: {
		tenants: 3,
		alertsPerTenant: 2,
		latencyMs: 1,
		rounds: [{ concurrency: 2, times: 1 }],
		large: { tenants: 4, concurrency: 2 },
	},
	backlog: { maxItems: 20, oneTenant: [30, 60], manyTenants: { tenants: 3, alertsPerTenant: 20 } },
	fairness: { tenants: 3, alertsPerTenant: 20, maxItems: 20 },
	latency: {
		tenants: 4,
		latencyMs: 300,
		slow: 2,
		everyMs: 13_000,
		minutes: 3,
		many: { tenants: 5, minutes: 1 },
	},
	idle: { tenants: 3, alertsPerTenant: 2, polls: 1 },
	growth: { tenants: [1, 3], alerts: [1, 20], polls: 1 },
	actions: { tenants: 2, alertsPerTenant: 3, items: 5, times: 1 },
	load: { times: 1 },
};
