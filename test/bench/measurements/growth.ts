import type { Bench } from '../bench';
import type { DrainJob, DrainResult } from '../child/drain';
import type { IdleJob, IdleResult } from '../child/idle';
import type { Goal, Measurement } from '../measurement';
import { median, megabytes, milliseconds, readable, seconds, sum } from '../report/numbers';

/** Below this a poll's own cost hides what a customer or an alert costs. */
const ENOUGH = 100;
/** So much more than at {@link ENOUGH} is within what two runs differ. */
const TOLERANCE = 1.25;

/** Whether a customer or an alert costs more the more there are. */
export const growth: Measurement = {
	name: 'growth',
	title: 'what a customer and an alert cost, the more there are',
	async run(bench) {
		const { tenants, alerts } = bench.sizes.growth;
		const byTenants: Array<{ size: number; result: IdleResult }> = [];
		for (const size of tenants) byTenants.push({ size, result: await pollTenants(bench, size) });
		const byAlerts: Array<{ size: number; result: DrainResult }> = [];
		for (const size of alerts) byAlerts.push({ size, result: await drainAlerts(bench, size) });
		const perTenant = byTenants.map(({ size, result }) => ({
			size,
			// Of those that were read: a poll that runs out of time leaves some for the next one.
			ms: sum(result.idle.map(({ cpuMs }) => cpuMs)) / result.traffic.lists,
		}));
		const perAlert = byAlerts.map(({ size, result }) => ({ size, ms: result.cpuMs / size }));
		return {
			tables: [
				{
					title: 'Customers, an alert seen of each, polls with nothing new, no latency, 50 at a time',
					columns: [
						'customers',
						'read per poll',
						'wall',
						'CPU',
						'CPU per customer',
						'state per customer',
						'peak memory',
					],
					rows: byTenants.map(({ size, result: { idle, stateBytes, peakMb, traffic } }, index) => [
						size,
						readable(traffic.lists / idle.length),
						seconds(median(idle.map(({ wallMs }) => wallMs))),
						seconds(median(idle.map(({ cpuMs }) => cpuMs))),
						milliseconds(perTenant[index]?.ms ?? NaN),
						`${readable(stateBytes / size)} B`,
						megabytes(peakMb),
					]),
				},
				{
					title: `Alerts of one customer, at most ${bench.sizes.backlog.maxItems} per poll, the first poll of the process included`,
					columns: ['alerts', 'wall', 'CPU', 'CPU per alert', 'polls', 'peak memory'],
					rows: byAlerts.map(({ size, result: { wallMs, cpuMs, polls, peakMb } }, index) => [
						size,
						seconds(wallMs),
						seconds(cpuMs),
						milliseconds(perAlert[index]?.ms ?? NaN),
						polls,
						megabytes(peakMb),
					]),
				},
			],
			goals: [...growthGoal('a customer', perTenant), ...growthGoal('an alert', perAlert)],
			faults: [...byTenants, ...byAlerts].flatMap(({ size, result }) =>
				result.faults.map((fault) => `${size}: ${fault}`),
			),
			raw: { byTenants, byAlerts },
		};
	},
};

async function pollTenants(
	{ origin, packageDir, sizes, run, log }: Bench,
	tenants: number,
): Promise<IdleResult> {
	log(`growth: ${tenants} customers`);
	const { polls } = sizes.growth;
	const size = { tenants, alertsPerTenant: 1, polls, concurrency: 50 };
	const job: IdleJob = { kind: 'idle', origin, packageDir, ...size };
	return await run(job, `growth-tenants-${tenants}`);
}

async function drainAlerts(
	{ origin, packageDir, sizes, run, log }: Bench,
	alertsPerTenant: number,
): Promise<DrainResult> {
	log(`growth: ${alertsPerTenant} alerts`);
	const { maxItems } = sizes.backlog;
	const job: DrainJob = { kind: 'drain', origin, packageDir, tenants: 1, alertsPerTenant, maxItems };
	return await run(job, `growth-alerts-${alertsPerTenant}`);
}

function growthGoal(what: string, costs: Array<{ size: number; ms: number }>): Goal[] {
	const enough = costs.filter(({ size }) => size >= ENOUGH);
	const [first, last] = [enough[0], enough.at(-1)];
	if (first === undefined || last === undefined || first === last) return [];
	return [
		{
			text: `Growth: CPU of ${what} at ${last.size.toLocaleString('en-US')} to that at ${first.size}`,
			value: last.ms / first.ms,
			unit: ' x',
			atMost: TOLERANCE,
		},
	];
}
