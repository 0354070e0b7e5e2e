import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Core from 'n8n-core';
import type {
	IConnections,
	IDataObject,
	INode,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type * as WorkflowPackage from 'n8n-workflow';

import { tenantIdAt } from '../service/stage';
import { CLIENT_ID, CLIENT_SECRET } from './n8n';
import { beginStage, takeTraffic } from './control';
import { costOf, peakMb } from './probe';
import type { Round } from './sweep';
import { createTally } from './tally';

/** The same alerts by n8n's HTTP Request nodes, as somebody would draw it who has nothing else. */
export interface HttpNodeJob {
	kind: 'httpNode';
	/** `atOnce`: all customers go through the nodes together. `loop`: in a Loop Over Items, so many at a time. */
	drawing: 'atOnce' | 'loop';
	origin: string;
	/** An installed n8n, for its engine and its nodes. */
	n8nDir: string;
	tenants: number;
	alertsPerTenant: number;
	latencyMs: number;
	batch: number;
}

export interface HttpNodeResult extends Omit<Round, 'delivered'> {
	peakMb: number;
	faults: string[];
}

type Engine = typeof Core & typeof WorkflowPackage;

export async function httpNode(job: HttpNodeJob): Promise<HttpNodeResult> {
	const { origin, tenants, alertsPerTenant, latencyMs, n8nDir } = job;
	const firstAt = Date.now() - 600_000;
	await beginStage(origin, { tenants, alertsPerTenant, firstAt, stepMs: 1_000, latencyMs });
	const load = createRequire(join(n8nDir, 'package.json'));
	// SAFETY: the packages of these names.
	const engine = { ...load('n8n-workflow'), ...load('n8n-core') } as Engine;
	const drawing = job.drawing === 'loop' ? inALoop(job) : allAtOnce(job);
	const workflow = new engine.Workflow({
		id: 'drawn',
		...drawing,
		active: false,
		nodeTypes: nodeTypesOf(load, job),
		settings: { executionOrder: 'v1' },
	});
	const data = additionalDataOf(engine, workflow);
	await takeTraffic(origin);
	const startNode = workflow.getNode('Customers') ?? undefined;
	const { value, ...cost } = await costOf(
		async () => await new engine.WorkflowExecute(data, 'trigger').run({ workflow, startNode }),
	);
	const traffic = await takeTraffic(origin);
	const { error, runData } = value.data.resultData;
	const tally = createTally();
	for (const { data: output } of runData.Alerts ?? []) {
		for (const { json } of output?.main?.[0] ?? []) tally.add([{ json: { alert: json } }]);
	}
	const failed = error === undefined ? [] : [`the drawn workflow failed: ${error.message}`];
	return {
		...cost,
		traffic,
		peakMb: peakMb(),
		faults: [...failed, ...tally.faults(tenants, alertsPerTenant)],
	};
}

type LoadedNode = INodeType & { getNodeType?: () => INodeType };

function nodeTypesOf(load: NodeJS.Require, { tenants }: HttpNodeJob): INodeTypes {
	const nodeOf = (path: string, name: string): INodeType => {
		// SAFETY: n8n loads a node in just this way; some have a class for each version.
		const loaded = load(`n8n-nodes-base/dist/nodes/${path}`) as Record<string, new () => LoadedNode>;
		const NodeClass = loaded[name];
		if (NodeClass === undefined) throw new Error(`n8n has no node ${name}.`);
		const made = new NodeClass();
		return made.getNodeType?.() ?? made;
	};
	const types: Record<string, INodeType> = {
		http: nodeOf('HttpRequest/HttpRequest.node.js', 'HttpRequest'),
		split: nodeOf('Transform/SplitOut/SplitOut.node.js', 'SplitOut'),
		loop: nodeOf('SplitInBatches/SplitInBatches.node.js', 'SplitInBatches'),
		customers: customersNode(tenants),
	};
	const typeOf = (type: string): INodeType => {
		const found = types[type];
		if (found === undefined) throw new Error(`The drawn workflow has no node type ${type}.`);
		return found;
	};
	return { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) };
}

/** Stands for whatever gives the list of customers. */
function customersNode(tenants: number): INodeType {
	const items = Array.from({ length: tenants }, (_, index) => ({ json: { tenantId: tenantIdAt(index) } }));
	return {
		description: {
			displayName: 'Customers',
			name: 'customers',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		execute: async () => await Promise.resolve([items]),
	};
}

interface Drawing {
	nodes: INode[];
	connections: IConnections;
}

function allAtOnce(job: HttpNodeJob): Drawing {
	return {
		nodes: [nodeOf('Customers', 'customers'), ...requestNodes(job)],
		connections: { ...to('Customers', 'Token'), ...to('Token', 'Pages'), ...to('Pages', 'Alerts') },
	};
}

function inALoop(job: HttpNodeJob): Drawing {
	const loop = nodeOf('Loop', 'loop', { batchSize: job.batch }, 3);
	return {
		nodes: [nodeOf('Customers', 'customers'), loop, ...requestNodes(job)],
		connections: {
			...to('Customers', 'Loop'),
			Loop: { main: [[], [{ node: 'Token', type: 'main', index: 0 }]] },
			...to('Token', 'Pages'),
			...to('Pages', 'Alerts'),
			...to('Alerts', 'Loop'),
		},
	};
}

/** A token per customer, then its alerts page by page, then one item per alert. */
function requestNodes({ origin }: HttpNodeJob): INode[] {
	const from = new Date(Date.now() - 24 * 3_600_000).toISOString();
	const field = (name: string, value: string) => ({ name, value });
	const token = {
		method: 'POST',
		url: `=${origin}/{{ $json.tenantId }}/oauth2/v2.0/token`,
		sendBody: true,
		contentType: 'form-urlencoded',
		bodyParameters: {
			parameters: [
				field('grant_type', 'client_credentials'),
				field('client_id', CLIENT_ID),
				field('client_secret', CLIENT_SECRET),
				field('scope', 'https://graph.microsoft.com/.default'),
			],
		},
		options: {},
	};
	const pages = {
		url: `${origin}/v1.0/security/alerts_v2`,
		sendQuery: true,
		queryParameters: {
			parameters: [
				field('$filter', `lastUpdateDateTime ge ${from}`),
				field('$orderby', 'lastUpdateDateTime asc'),
				field('$top', '500'),
			],
		},
		sendHeaders: true,
		headerParameters: { parameters: [field('Authorization', '=Bearer {{ $json.access_token }}')] },
		options: {
			pagination: {
				pagination: {
					paginationMode: 'responseContainsNextURL',
					nextURL: '={{ $response.body["@odata.nextLink"] }}',
					paginationCompleteWhen: 'other',
					completeExpression: '={{ !$response.body["@odata.nextLink"] }}',
				},
			},
		},
	};
	return [
		nodeOf('Token', 'http', token, 4.2),
		nodeOf('Pages', 'http', pages, 4.2),
		nodeOf('Alerts', 'split', { fieldToSplitOut: 'value', options: {} }),
	];
}

function nodeOf(name: string, type: string, parameters: IDataObject = {}, typeVersion = 1): INode {
	// SAFETY: plain JSON.
	const given = parameters as INode['parameters'];
	return { id: name, name, type, typeVersion, position: [0, 0], parameters: given };
}

const to = (from: string, node: string): IConnections => ({
	[from]: { main: [[{ node, type: 'main', index: 0 }]] },
});

function additionalDataOf(
	engine: Engine,
	workflow: WorkflowPackage.Workflow,
): IWorkflowExecuteAdditionalData {
	const host = 'http://127.0.0.1';
	const row = { id: workflow.id, name: '', active: false, nodes: [], connections: {} };
	// SAFETY: what the engine and these nodes touch; a missing member fails the run with a TypeError.
	return {
		executionId: '1',
		hooks: new engine.ExecutionLifecycleHooks('trigger', '1', row as never),
		credentialsHelper: { getParentTypes: () => [] },
		restApiUrl: `${host}/rest`,
		instanceBaseUrl: `${host}/`,
		webhookBaseUrl: `${host}/webhook`,
		webhookWaitingBaseUrl: `${host}/webhook-waiting`,
		webhookTestBaseUrl: `${host}/webhook-test`,
		formWaitingBaseUrl: `${host}/form-waiting`,
		currentNodeExecutionIndex: 0,
		variables: {},
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}
