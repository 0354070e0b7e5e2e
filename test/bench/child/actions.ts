import { ExecuteContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';

import { beginStage } from './control';
import { builtNode, appOnlySetting } from './n8n';
import type { Cost } from './probe';
import { costOf, peakMb } from './probe';
import { createTally } from './tally';
import { benchTrigger, tenantsJson } from './trigger';

/** The action node: Get Many over many customers, and what it makes of alerts without asking anybody. */
export interface ActionsJob {
	kind: 'actions';
	origin: string;
	packageDir: string;
	tenants: number;
	/** Asked for of each tenant. */
	alertsPerTenant: number;
	/** Alerts that messages and documents are made of. */
	items: number;
	times: number;
	messages: string[];
	formats: string[];
}

export interface ActionsResult {
	/** Each run; the first one asks for the tokens. */
	getMany: Cost[];
	/** By format, each run over all items. */
	messages: Record<string, Cost[]>;
	formats: Record<string, Cost[]>;
	peakMb: number;
	faults: string[];
}

export async function actions(job: ActionsJob): Promise<ActionsResult> {
	const { origin, tenants, alertsPerTenant, times } = job;
	const firstAt = Date.now() - 600_000;
	await beginStage(origin, { tenants, alertsPerTenant, firstAt, stepMs: 10, latencyMs: 0 });
	const faults: string[] = [];
	const getMany = await repeated(times, async () => {
		const asked = { customerTenants: 'json', tenantsJson: tenantsJson(tenants), limit: alertsPerTenant };
		const { output, cost } = await run(job, { operation: 'getAll', ...asked }, [{ json: {} }]);
		const tally = createTally();
		tally.add(output);
		faults.push(...tally.faults(tenants, alertsPerTenant).map((fault) => `Get Many: ${fault}`));
		return cost;
	});
	const items = await alertItems(job);
	const offline = async (parameters: IDataObject): Promise<Cost[]> =>
		await repeated(times, async () => {
			const { output, cost } = await run(job, parameters, items);
			const missing = items.length - output.length;
			if (missing > 0) faults.push(`${JSON.stringify(parameters)}: ${missing} items without a result`);
			return cost;
		});
	const messages: ActionsResult['messages'] = {};
	for (const messageFormat of job.messages) {
		messages[messageFormat] = await offline({ operation: 'buildMessage', messageFormat });
	}
	const formats: ActionsResult['formats'] = {};
	for (const format of job.formats) formats[format] = await offline({ operation: 'convert', format });
	return { getMany, messages, formats, peakMb: peakMb(), faults: [...new Set(faults)] };
}

async function repeated(times: number, work: () => Promise<Cost>): Promise<Cost[]> {
	const costs: Cost[] = [];
	for (let round = 0; round < times; round += 1) costs.push(await work());
	return costs;
}

/** What the trigger hands over, in the order in which it came. */
async function alertItems({ packageDir, origin, items }: ActionsJob): Promise<INodeExecutionData[]> {
	const firstAt = Date.now() - 600_000;
	await beginStage(origin, { tenants: 1, alertsPerTenant: items, firstAt, stepMs: 10 });
	const setup = { packageDir, origin, tenants: 1, options: { maxItems: Math.min(10_000, items) } };
	const polled = await benchTrigger(setup).poll();
	return polled.map((item, index) => ({ ...item, pairedItem: { item: index } }));
}

async function run(
	{ packageDir, origin }: ActionsJob,
	parameters: IDataObject,
	items: INodeExecutionData[],
): Promise<{ output: INodeExecutionData[]; cost: Cost }> {
	const nodeType = builtNode(packageDir, 'MicrosoftDefenderMssp');
	const given = { authentication: 'appOnly', resource: 'alert', ...parameters };
	const { workflow, node, additionalData } = appOnlySetting(nodeType, given, origin);
	const data = { main: [items] };
	const runData = createRunExecutionData({});
	const source = { node, data, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'trigger',
		runData,
		0,
		items,
		data,
		source,
		[],
	);
	const { value, ...cost } = await costOf(async () => await nodeType.execute.call(context));
	return { output: Array.isArray(value) ? (value[0] ?? []) : [], cost };
}
