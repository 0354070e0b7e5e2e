import type { Bench, Build } from '../bench';
import type { LatencyJob, LatencyResult } from '../child/latency';
import type { Goal, Measurement, Table } from '../measurement';
import { percentile, seconds } from '../report/numbers';

interface Scenario {
	name: string;
	slow: LatencyJob['slow'];
}

/** What one build did in one scenario. */
interface Found {
	scenario: Scenario;
	build: Build;
	result: LatencyResult;
}

/** How late new alerts are where some customers answer slowly. */
export const latency: Measurement = {
	name: 'latency',
	title: 'how late new alerts are handed over where some customers are slow',
	async run(bench) {
		const { many, ...usual } = bench.sizes.latency;
		const scenarios = scenariosOf(usual.slow);
		const found: Found[] = [];
		for (const build of bench.builds) {
			for (const scenario of scenarios) {
				const result = await measure(bench, build, { ...usual, ...scenario });
				found.push({ scenario, build, result });
			}
		}
		const read: Array<{ build: Build; result: LatencyResult }> = [];
		for (const build of bench.builds) {
			const job = { ...usual, ...many, name: 'many customers', slow: { tenants: 0, pageMs: 0 } };
			read.push({ build, result: await measure(bench, build, { ...job, everyMs: 60_000 }) });
		}
		return {
			tables: [delayTable(bench, scenarios, found), readTable(bench, read)],
			goals: [
				...found.filter(isNow).map(lostGoal),
				...read.filter(isNow).flatMap(({ result }) => readGoals(bench, result)),
			],
			faults: [...found, ...read].flatMap(({ build, result }) =>
				result.faults.map((fault) => `${build.name}: ${fault}`),
			),
			raw: { found, read },
		};
	},
};

const scenariosOf = (some: number): Scenario[] => [
	{ name: 'all answer fast', slow: { tenants: 0, pageMs: 0 } },
	{ name: '1 takes 29 s a page', slow: { tenants: 1, pageMs: 29_000 } },
	{ name: `${some} take 29 s a page`, slow: { tenants: some, pageMs: 29_000 } },
	{ name: `requests to ${some} hang`, slow: { tenants: some, pageMs: null } },
];

async function measure(
	{ run, log }: Bench,
	{ name: of, packageDir }: Build,
	{ name, ...job }: Omit<LatencyJob, 'kind' | 'packageDir'> & { name: string },
): Promise<LatencyResult> {
	log(`latency: ${job.tenants} customers, ${name}, ${of}`);
	const label = `latency-${of}-${job.tenants}-${job.slow.tenants}-${job.slow.pageMs ?? 'hang'}`;
	return await run({ kind: 'latency', packageDir, ...job }, label);
}

const isNow = ({ build }: { build: Build }): boolean => build.isMeasured;

function delayTable({ sizes, builds }: Bench, scenarios: Scenario[], found: Found[]): Table {
	const { tenants, latencyMs, everyMs, minutes } = sizes.latency;
	const figures = ({ delaysMs, pollsLost }: LatencyResult): Array<string | number> => [
		seconds(percentile(delaysMs, 50)),
		seconds(percentile(delaysMs, 99)),
		pollsLost,
	];
	return {
		title: `${tenants} customers that answer after ${latencyMs} ms, a new alert of each every ${everyMs / 1000} s for ${minutes} minutes, polls a minute apart, default settings`,
		columns: [
			'of them',
			...builds.flatMap(({ name }) => [`median, ${name}`, '99th percentile', 'polls lost']),
		],
		rows: scenarios.map((scenario) => [
			scenario.name,
			...found.filter((one) => one.scenario === scenario).flatMap(({ result }) => figures(result)),
		]),
		notes: [
			'From the moment at which an alert can be seen until it is handed over, of the customers that are not slow; half a minute of it is the wait for the next poll. In virtual time. Polls lost: that began meanwhile and did not bring it, at most.',
		],
	};
}

function readTable({ sizes }: Bench, read: Array<{ build: Build; result: LatencyResult }>): Table {
	const { many, latencyMs } = sizes.latency;
	return {
		title: `${many.tenants} customers that answer after ${latencyMs} ms, a new alert of each every minute, default settings`,
		columns: ['', 'read in the first poll', 'in each later one, at least', 'polls lost'],
		rows: read.map(({ build, result: { readCold, readWarm, pollsLost } }) => [
			build.name,
			readCold,
			readWarm,
			pollsLost,
		]),
	};
}

const lostGoal = ({ scenario, result }: Found): Goal => ({
	text: `Latency, ${scenario.name}: polls that a new alert is late`,
	value: result.pollsLost,
	unit: '',
	atMost: 1,
});

function readGoals({ sizes }: Bench, { readCold, readWarm }: LatencyResult): Goal[] {
	const { tenants } = sizes.latency.many;
	const text = `Latency, ${tenants} customers: read in`;
	return [
		{ text: `${text} the first poll`, value: readCold, unit: '', atLeast: tenants },
		{ text: `${text} a later poll`, value: readWarm, unit: '', atLeast: tenants },
	];
}
