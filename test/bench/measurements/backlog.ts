import type { Bench } from '../bench';
import type { DrainJob, DrainResult } from '../child/drain';
import type { Measurement, Table } from '../measurement';
import { megabytes, milliseconds, readable } from '../report/numbers';

interface Backlog {
	tenants: number;
	alertsPerTenant: number;
	result: DrainResult;
}

/** Many alerts that wait, handed over poll by poll. */
export const backlog: Measurement = {
	name: 'backlog',
	title: 'alerts per second until a backlog is handed over, and memory meanwhile',
	async run(bench) {
		const { oneTenant, manyTenants } = bench.sizes.backlog;
		const drained: Backlog[] = [];
		for (const alertsPerTenant of oneTenant) {
			drained.push(await drain(bench, { tenants: 1, alertsPerTenant }));
		}
		const [small, large] = [drained[0], drained.at(-1)];
		const many = await drain(bench, manyTenants);
		const all = [...drained, many];
		return {
			tables: [summary(bench, all), ...(large === undefined ? [] : [memoryTable(large)]), memoryTable(many)],
			goals:
				small === undefined || large === undefined
					? []
					: [
							{
								text: `Backlog: peak memory at ${amount(large)} alerts to that at ${amount(small)}`,
								value: large.result.peakMb / small.result.peakMb,
								unit: ' x',
								atMost: 1.5,
							},
						],
			faults: all.flatMap((one) => one.result.faults.map((fault) => `${title(one)}: ${fault}`)),
			raw: all,
		};
	},
};

async function drain(
	{ origin, packageDir, sizes, run, log }: Bench,
	size: { tenants: number; alertsPerTenant: number; capMs?: number },
): Promise<Backlog> {
	log(`backlog: ${size.tenants} customers with ${size.alertsPerTenant} alerts each`);
	const { maxItems } = sizes.backlog;
	const job: DrainJob = { kind: 'drain', origin, packageDir, maxItems, ...size };
	const result = await run<DrainResult>(job, `backlog-${size.tenants}-${size.alertsPerTenant}`);
	return { ...size, result };
}

const amount = ({ tenants, alertsPerTenant }: Backlog): string =>
	(tenants * alertsPerTenant).toLocaleString('en-US');

const title = (one: Backlog): string =>
	one.tenants === 1
		? `1 customer, ${amount(one)} alerts`
		: `${one.tenants} customers, ${amount(one)} alerts in all`;

function summary({ sizes }: Bench, all: Backlog[]): Table {
	return {
		title: `Backlog, at most ${sizes.backlog.maxItems} alerts per poll, polls one after the other, a minute apart by the clocks`,
		columns: [
			'',
			'handed over',
			'polls',
			'alerts per second',
			'CPU per alert',
			'slowest tenth of polls',
			'requests',
			'tokens asked',
			'peak memory',
		],
		rows: all.map((one) => {
			const { alerts, polls, wallMs, cpuMs, slowPollMs, traffic, peakMb, drained } = one.result;
			return [
				title(one),
				`${alerts.toLocaleString('en-US')}${drained ? '' : ' (time over)'}`,
				polls,
				readable(alerts / (wallMs / 1000)),
				milliseconds(cpuMs / alerts),
				`from ${milliseconds(slowPollMs)}`,
				traffic.lists,
				traffic.tokens,
				megabytes(peakMb),
			];
		}),
	};
}

/** A few of the samples, first and last among them. */
function memoryTable(one: Backlog): Table {
	const { memory } = one.result;
	const step = Math.max(1, Math.ceil(memory.length / 6));
	const shown = memory.filter((_, index) => index % step === 0 || index === memory.length - 1);
	return {
		title: `Memory over time, ${title(one)}`,
		columns: ['handed over', ...shown.map(({ alerts }) => alerts.toLocaleString('en-US'))],
		rows: [
			['resident', ...shown.map(({ rssMb }) => megabytes(rssMb))],
			['heap in use', ...shown.map(({ heapMb }) => megabytes(heapMb))],
		],
	};
}
