import type { Bench, Build } from '../bench';
import type { FairnessResult } from '../child/fairness';
import type { Goal, Measurement } from '../measurement';
import { megabytes, percentile, seconds } from '../report/numbers';

/** Whether new alerts wait for a backlog of many customers, and what that backlog takes. */
export const fairness: Measurement = {
	name: 'fairness',
	title: 'new alerts of a quiet customer beside a backlog of many, and what the backlog takes',
	async run(bench) {
		const { tenants, alertsPerTenant, maxItems } = bench.sizes.fairness;
		const found: Array<{ build: Build; result: FairnessResult }> = [];
		for (const build of bench.builds) found.push({ build, result: await measure(bench, build) });
		const row = (name: string, figure: (result: FairnessResult) => string | number) => [
			name,
			...found.map(({ result }) => figure(result)),
		];
		return {
			tables: [
				{
					title: `${tenants} customers with ${alertsPerTenant} alerts each to look back at and a quiet one, at most ${maxItems} alerts per poll, polls a minute apart by the clocks`,
					columns: ['', ...found.map(({ build }) => build.name)],
					rows: [
						row('polls until all is handed over', ({ polls }) => polls),
						row(
							"the quiet customer's new alerts are late by, at most",
							({ quietLate }) => `${quietLate} polls`,
						),
						row('half of the customers are read by poll', ({ newlyRead }) => firstReads(newlyRead, 50)),
						row('all of them by poll', ({ newlyRead }) => firstReads(newlyRead, 100)),
						row('largest state', ({ stateSize }) => `${stateSize.toLocaleString('en-US')} characters`),
						row('most memory beyond that before the first poll', (result) => megabytes(memoryOf(result))),
						row('most heap in use after a poll, likewise', ({ heapMb }) => megabytes(heapMb)),
						row('longest poll, CPU', ({ cpuMs }) => seconds(cpuMs)),
						row('longest poll', ({ wallMs }) => seconds(wallMs)),
					],
				},
			],
			goals: found.filter(({ build }) => build.isMeasured).flatMap(({ result }) => goalsOf(result)),
			faults: found.flatMap(({ build, result }) => result.faults.map((fault) => `${build.name}: ${fault}`)),
			raw: found,
		};
	},
};

async function measure(
	{ run, log, origin, sizes }: Bench,
	{ name, packageDir }: Build,
): Promise<FairnessResult> {
	log(`fairness: ${name}`);
	return await run({ kind: 'fairness', origin, packageDir, ...sizes.fairness }, `fairness-${name}`);
}

const memoryOf = ({ peakMb, idleMb }: FairnessResult): number => peakMb - idleMb;

/** By which poll so many of a hundred customers were read for the first time. */
const firstReads = (newlyRead: number[], percent: number): number =>
	percentile(
		newlyRead.flatMap((customers, poll) => Array.from({ length: customers }, () => poll + 1)),
		percent,
	);

function goalsOf(result: FairnessResult): Goal[] {
	return [
		{ text: 'Fairness: polls that a new alert is late', value: result.quietLate, unit: '', atMost: 1 },
		{ text: 'Fairness: state', value: result.stateSize / 1e6, unit: ' million characters', atMost: 2 },
		{ text: 'Fairness: memory', value: memoryOf(result), unit: ' MB', atMost: 300 },
	];
}
