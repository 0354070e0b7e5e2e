import type { Bench } from '../bench';
import type { HttpNodeJob, HttpNodeResult } from '../child/httpNode';
import type { Round, SweepJob, SweepResult } from '../child/sweep';
import type { Goal, Measurement, Table } from '../measurement';
import { median, megabytes, seconds, times } from '../report/numbers';

const CONTENDERS = ['trigger', 'helper', 'fetch'] as const;
type Contender = (typeof CONTENDERS)[number];

const NAMES: Record<Contender, string> = {
	trigger: 'this trigger',
	helper: "(a) n8n's HTTP helper, same requests",
	fetch: '(b) fetch with keep-alive, same requests',
};

/** Every contender's results with so many tenants at a time. */
interface Heat {
	concurrency: number;
	results: Record<Contender, SweepResult[]>;
}

/** n8n's own nodes, drawn in two ways. */
type Drawn = Partial<Record<HttpNodeJob['drawing'], HttpNodeResult[]>>;

const DRAWINGS: Record<HttpNodeJob['drawing'], string> = {
	atOnce: '(c) HTTP Request nodes, every customer at once',
	loop: '(c) HTTP Request nodes in Loop Over Items',
};

/** One poll of a thousand customers, against what its requests cost alone and what n8n's own nodes make of it. */
export const sweep: Measurement = {
	name: 'sweep',
	title: 'one poll with new alerts of every customer',
	async run(bench) {
		const heats: Heat[] = [];
		for (const { concurrency, times: count } of bench.sizes.sweep.rounds) {
			heats.push(await runHeat(bench, concurrency, count));
		}
		const large = await runLarge(bench);
		const drawn = bench.n8nDir === undefined ? {} : await runDrawn(bench, bench.n8nDir);
		return {
			tables: [...heats.map((heat) => heatTable(bench, heat, drawn)), largeTable(bench, large)],
			goals: [...heats.flatMap((heat) => goalsOf(bench, heat, drawn)), ...largeGoals(bench, large)],
			faults: [...faultsOf(heats, drawn), ...large.faults],
			raw: { heats, drawn, large },
		};
	},
};

/** The contenders take turns, so that whatever else the machine does meets all of them. */
async function runHeat(bench: Bench, concurrency: number, count: number): Promise<Heat> {
	const { tenants, alertsPerTenant, latencyMs } = bench.sizes.sweep;
	const { origin, packageDir } = bench;
	const results: Heat['results'] = { trigger: [], helper: [], fetch: [] };
	for (let round = 1; round <= count; round += 1) {
		for (const contender of CONTENDERS) {
			bench.log(`sweep: ${concurrency} at a time, round ${round} of ${count}, ${contender}`);
			const size = { tenants, alertsPerTenant, latencyMs, concurrency };
			const job: SweepJob = { kind: 'sweep', contender, origin, packageDir, ...size };
			results[contender].push(await bench.run(job, `sweep-${contender}-${concurrency}-${round}`));
		}
	}
	return { concurrency, results };
}

async function runLarge({ origin, packageDir, sizes, run, log }: Bench): Promise<SweepResult> {
	const { latencyMs, large } = sizes.sweep;
	log(`sweep: ${large.tenants} customers`);
	const size = { ...large, alertsPerTenant: 1, latencyMs, mayEndEarly: true };
	const job: SweepJob = { kind: 'sweep', contender: 'trigger', origin, packageDir, ...size };
	return await run(job, `sweep-large-${large.tenants}`);
}

async function runDrawn(bench: Bench, n8nDir: string): Promise<Drawn> {
	const { tenants, alertsPerTenant, latencyMs, rounds } = bench.sizes.sweep;
	const { origin } = bench;
	const drawn: Drawn = {};
	for (const drawing of ['atOnce', 'loop'] as const) {
		const results: HttpNodeResult[] = [];
		const count = drawing === 'loop' ? 1 : Math.max(...rounds.map((round) => round.times));
		for (let round = 1; round <= count; round += 1) {
			bench.log(`sweep: HTTP Request nodes, ${drawing}, round ${round} of ${count}`);
			const size = { tenants, alertsPerTenant, latencyMs, batch: 10 };
			const job: HttpNodeJob = { kind: 'httpNode', drawing, origin, n8nDir, ...size };
			results.push(await bench.run(job, `sweep-${drawing}-${round}`));
		}
		drawn[drawing] = results;
	}
	return drawn;
}

const wall = ({ wallMs }: Pick<Round, 'wallMs'>): number => wallMs;
const cpu = ({ cpuMs }: Pick<Round, 'cpuMs'>): number => cpuMs;

const middle = (results: SweepResult[], tokens: 'cold' | 'warm', of: (round: Round) => number): number =>
	median(results.map((result) => of(result[tokens])));

function heatTable({ sizes }: Bench, { concurrency, results }: Heat, drawn: Drawn): Table {
	const { tenants, alertsPerTenant, latencyMs } = sizes.sweep;
	const rows = CONTENDERS.flatMap((contender) =>
		(['cold', 'warm'] as const).map((tokens) => {
			const own = results[contender];
			const last = own.at(-1)?.[tokens].traffic;
			return [
				`${NAMES[contender]}, ${tokens} tokens`,
				seconds(middle(own, tokens, wall)),
				times(middle(own, tokens, wall) / middle(results.fetch, tokens, wall)),
				seconds(middle(own, tokens, cpu)),
				times(middle(own, tokens, cpu) / middle(results.fetch, tokens, cpu)),
				megabytes(median(own.map(({ peakMb }) => peakMb))),
				String((last?.tokens ?? 0) + (last?.lists ?? 0) + (last?.metadata ?? 0)),
				String(last?.tokens ?? 0),
				String(last?.connections ?? 0),
			];
		}),
	);
	const notes = [serviceNote(results)];
	return {
		title: `${tenants} customers, ${alertsPerTenant} new alerts each, answers after ${latencyMs} ms, ${concurrency} customers at a time`,
		columns: [
			'',
			'wall',
			'to (b)',
			'CPU',
			'to (b)',
			'peak memory',
			'requests',
			'tokens asked',
			'connections',
		],
		rows: [...rows, ...drawnRows(drawn, results)],
		notes,
	};
}

function drawnRows(drawn: Drawn, results: Heat['results']): string[][] {
	return (Object.keys(DRAWINGS) as Array<HttpNodeJob['drawing']>).flatMap((drawing) => {
		const own = drawn[drawing];
		if (own === undefined) return [];
		const last = own.at(-1)?.traffic;
		return [
			[
				`${DRAWINGS[drawing]}, cold tokens (it keeps none)`,
				seconds(median(own.map(wall))),
				times(median(own.map(wall)) / middle(results.fetch, 'cold', wall)),
				seconds(median(own.map(cpu))),
				times(median(own.map(cpu)) / middle(results.fetch, 'cold', cpu)),
				megabytes(median(own.map(({ peakMb }) => peakMb))),
				String((last?.tokens ?? 0) + (last?.lists ?? 0)),
				String(last?.tokens ?? 0),
				String(last?.connections ?? 0),
			],
		];
	});
}

function largeTable({ sizes }: Bench, { cold, warm, peakMb }: SweepResult): Table {
	const { latencyMs, large } = sizes.sweep;
	const row = (name: string, round: Round): string[] => [
		name,
		seconds(round.wallMs),
		seconds(round.cpuMs),
		`${round.delivered} of ${large.tenants}`,
		megabytes(peakMb),
	];
	return {
		title: `${large.tenants} customers, 1 new alert each, answers after ${latencyMs} ms, ${large.concurrency} customers at a time`,
		columns: ['this trigger, one poll', 'wall', 'CPU', 'customers read', 'peak memory'],
		rows: [row('cold tokens', cold), row('warm tokens', warm)],
		notes: ['What a poll has no time for, the next one reads.'],
	};
}

function largeGoals({ sizes }: Bench, { cold, warm }: SweepResult): Goal[] {
	const { tenants } = sizes.sweep.large;
	const of = (name: string, { wallMs, delivered }: Round): Goal[] => [
		{ text: `Sweep of ${tenants}: ${name} poll`, value: wallMs / 1000, unit: ' s', atMost: 36 },
		{ text: `Sweep of ${tenants}: read in the ${name} poll`, value: delivered, unit: '', atLeast: tenants },
	];
	return [...of('cold', cold), ...of('warm', warm)];
}

/** The service must not be what is waited for. */
function serviceNote(results: Heat['results']): string {
	const shares = CONTENDERS.flatMap((contender) =>
		results[contender].flatMap(({ cold, warm }) =>
			[cold, warm].map(({ traffic, wallMs }) => traffic.cpuMs / wallMs),
		),
	);
	const share = (100 * Math.max(...shares)).toFixed(0);
	return `The service was busy for ${share} % of the time at most. CPU is that of the measuring process alone, all its threads.`;
}

function goalsOf({ sizes }: Bench, { concurrency, results }: Heat, drawn: Drawn): Goal[] {
	const { tenants } = sizes.sweep;
	const { trigger, helper, fetch } = results;
	const at = `Sweep, ${concurrency} at a time`;
	const ownMs = ownCpu(trigger, helper, fetch);
	const goals: Goal[] = [
		{
			text: `${at}: cold poll of ${tenants}`,
			value: middle(trigger, 'cold', wall) / 1000,
			unit: ' s',
			atMost: 36,
		},
		{
			text: `${at}: warm wall time to (a)`,
			value: middle(trigger, 'warm', wall) / middle(helper, 'warm', wall),
			unit: ' x',
			atMost: 1.15,
		},
		{
			text: `${at}: warm wall time to (b)`,
			value: middle(trigger, 'warm', wall) / middle(fetch, 'warm', wall),
			unit: ' x',
			atMost: 1.5,
		},
		{
			text: `${at}: own CPU beyond HTTP and JSON.parse, of the CPU of (b), warm`,
			value: (100 * ownMs) / middle(fetch, 'warm', cpu),
			unit: ' %',
			atMost: 30,
		},
		{
			text: `${at}: tokens asked per customer in a cold and a warm poll`,
			value: median(trigger.map(({ cold, warm }) => cold.traffic.tokens + warm.traffic.tokens)) / tenants,
			unit: '',
			atMost: 1,
		},
	];
	return [...goals, ...drawnGoals(at, trigger, drawn)];
}

/** Beyond the HTTP that the trigger uses: it is the helper's where there is a connection for each request. */
function ownCpu(trigger: SweepResult[], helper: SweepResult[], fetch: SweepResult[]): number {
	const usesHelper = trigger.some(({ warm }) => warm.traffic.connections > warm.traffic.lists / 2);
	return middle(trigger, 'warm', cpu) - middle(usesHelper ? helper : fetch, 'warm', cpu);
}

/** What is drawn with n8n's nodes asks for every token at every run, so it stands against a later poll: the usual one. */
function drawnGoals(at: string, trigger: SweepResult[], drawn: Drawn): Goal[] {
	return (Object.keys(DRAWINGS) as Array<HttpNodeJob['drawing']>).flatMap((drawing) => {
		const own = drawn[drawing];
		if (own === undefined) return [];
		return [
			{
				text: `${at}: faster than ${DRAWINGS[drawing]}`,
				value: median(own.map(wall)) / middle(trigger, 'warm', wall),
				unit: ' x',
				atLeast: 5,
			},
		];
	});
}

function faultsOf(heats: Heat[], drawn: Drawn): string[] {
	const ours = heats.flatMap(({ results }) =>
		CONTENDERS.flatMap((contender) =>
			results[contender].flatMap(({ faults }) => faults.map((fault) => `${contender}: ${fault}`)),
		),
	);
	const theirs = Object.values(drawn).flatMap((results) => results.flatMap(({ faults }) => faults));
	return [...ours, ...theirs];
}
