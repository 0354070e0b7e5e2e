import type { IdleJob, IdleResult } from '../child/idle';
import type { Measurement } from '../measurement';
import { median, megabytes, milliseconds, readable } from '../report/numbers';

/** Polls of a thousand customers that have nothing new, and how much is stored for them. */
export const idle: Measurement = {
	name: 'idle',
	title: 'polls with nothing new, and the size of the state',
	async run({ origin, packageDir, sizes, run, log }) {
		const { tenants, alertsPerTenant, polls } = sizes.idle;
		const measure = async (alerts: number): Promise<IdleResult> => {
			log(`idle: ${tenants} customers that had ${alerts} alerts each`);
			const job: IdleJob = { kind: 'idle', origin, packageDir, tenants, alertsPerTenant: alerts, polls };
			return await run(job, `idle-${alerts}`);
		};
		const [empty, seen] = [await measure(0), await measure(alertsPerTenant)];
		const perKey = (seen.stateBytes - empty.stateBytes) / (tenants * alertsPerTenant);
		const row = (name: string, { idle: costs, stateBytes, handOverBytes, peakMb, traffic }: IdleResult) => [
			name,
			milliseconds(median(costs.map(({ wallMs }) => wallMs))),
			milliseconds(median(costs.map(({ cpuMs }) => cpuMs))),
			milliseconds(median(costs.map(({ cpuMs }) => cpuMs)) / tenants),
			readable(traffic.lists / costs.length),
			`${readable(stateBytes / tenants)} B`,
			handOverBytes === null ? '-' : `${readable(handOverBytes / tenants)} B`,
			megabytes(peakMb),
		];
		return {
			tables: [
				{
					title: `${tenants} customers, median of ${polls} polls without latency, warm tokens`,
					columns: [
						'',
						'wall',
						'CPU',
						'CPU per customer',
						'requests',
						'state per customer',
						'same while a hand-over is open',
						'peak memory',
					],
					rows: [
						row('no alerts', empty),
						row(`${alertsPerTenant} alerts seen of each in the last hour`, seen),
					],
					notes: [`An alert that was seen takes ${readable(perKey)} bytes of the state.`],
				},
			],
			goals: [
				{ text: 'Idle: state per customer', value: empty.stateBytes / tenants, unit: ' B', atMost: 200 },
			],
			faults: [...empty.faults, ...seen.faults],
			raw: { empty, seen, bytesPerSeenAlert: perKey },
		};
	},
};
