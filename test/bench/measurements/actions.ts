import { FORMATS } from '../../../nodes/MicrosoftDefenderMssp/formats';
import { MESSAGE_FORMATS } from '../../../nodes/MicrosoftDefenderMssp/messages/formats';
import type { ActionsJob, ActionsResult } from '../child/actions';
import type { Cost } from '../child/probe';
import type { Measurement } from '../measurement';
import { median, milliseconds } from '../report/numbers';

/** The action node. */
export const actions: Measurement = {
	name: 'actions',
	title: 'Get Many over many customers, and what is made of an alert',
	async run({ origin, packageDir, sizes, run, log }) {
		const { tenants, alertsPerTenant, items } = sizes.actions;
		log('actions');
		const job: ActionsJob = {
			kind: 'actions',
			origin,
			packageDir,
			...sizes.actions,
			messages: Object.keys(MESSAGE_FORMATS),
			formats: Object.keys(FORMATS),
		};
		const result = await run<ActionsResult>(job, 'actions');
		const [cold, ...warm] = result.getMany;
		const each = (name: string, costs: Cost[]) => [
			name,
			milliseconds(median(costs.map(({ wallMs }) => wallMs)) / items),
			milliseconds(median(costs.map(({ cpuMs }) => cpuMs)) / items),
		];
		const asked = (name: string, costs: Cost[]) => [
			name,
			milliseconds(median(costs.map(({ wallMs }) => wallMs))),
			milliseconds(median(costs.map(({ cpuMs }) => cpuMs))),
			milliseconds(median(costs.map(({ cpuMs }) => cpuMs)) / (tenants * alertsPerTenant)),
		];
		return {
			tables: [
				{
					title: `Get Many: ${alertsPerTenant} alerts of each of ${tenants} customers, no latency`,
					columns: ['', 'wall', 'CPU', 'CPU per alert'],
					rows: [
						asked('cold tokens', cold === undefined ? [] : [cold]),
						...(warm.length === 0 ? [] : [asked('warm tokens', warm)]),
					],
				},
				{
					title: `Made of an alert, over ${items} items`,
					columns: ['', 'wall per alert', 'CPU per alert'],
					rows: [
						...Object.entries(result.messages).map(([name, costs]) => each(`Build Message: ${name}`, costs)),
						...Object.entries(result.formats).map(([name, costs]) => each(`Convert: ${name}`, costs)),
					],
				},
			],
			goals: [],
			faults: result.faults,
			raw: result,
		};
	},
};
