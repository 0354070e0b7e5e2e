import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, cronNodeOptions, NodeHelpers, Workflow } from 'n8n-workflow';
import { ExecuteContext, PollContext } from 'n8n-core';

import { MicrosoftDefenderMssp } from '../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { MicrosoftDefenderMsspTrigger } from '../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';
import type { CredentialStore } from './credentialStore';

/** Ids that a test's credentials have in its store. */
export const CREDENTIAL_IDS = { appOnly: 'cred-app', oAuth2: 'cred-user' } as const;

export interface NodeSetup {
	parameters: IDataObject;
	store: CredentialStore;
	node?: Partial<INode>;
}

/** Runs the action node once in a real ExecuteContext. */
export async function execute(
	{ parameters, store, node = {} }: NodeSetup,
	input: IDataObject[] = [{}],
): Promise<INodeExecutionData[]> {
	const nodeType = new MicrosoftDefenderMssp();
	const set = setUp(nodeType, parameters, store, { name: 'Defender', ...node });
	const items = input.map((json, item) => ({ json, pairedItem: { item } }));
	const data = { main: [items] };
	const context = new ExecuteContext(
		set.workflow,
		set.node,
		set.additionalData,
		'manual',
		createRunExecutionData({}),
		0,
		items,
		data,
		{ node: set.node, data, source: null },
		[],
		undefined,
	);
	const [output = []] = await nodeType.execute.call(context);
	return output;
}

export interface PollingTrigger {
	/** One poll; null when n8n would start no execution. */
	poll(options?: PollOptions): Promise<INodeExecutionData[][] | null>;
	/** What n8n would keep for the trigger between polls. */
	staticData(): unknown;
	workflow: Workflow;
}

export interface PollOptions {
	mode?: WorkflowExecuteMode;
	activation?: WorkflowActivateMode;
}

/** The trigger in a workflow of its own, polled in real PollContexts that share the workflow's static data. */
export function createTrigger(
	{ parameters, store, node = {} }: NodeSetup,
	staticData: IDataObject = {},
): PollingTrigger {
	const nodeType = new MicrosoftDefenderMsspTrigger();
	const set = setUp(nodeType, parameters, store, { name: 'Trigger', ...node }, staticData);
	return {
		workflow: set.workflow,
		staticData: () => set.workflow.staticData,
		poll: async ({ mode = 'trigger', activation = 'activate' } = {}) =>
			await nodeType.poll.call(new PollContext(set.workflow, set.node, set.additionalData, mode, activation)),
	};
}

let workflows = 0;

function setUp(
	nodeType: INodeType,
	parameters: IDataObject,
	store: CredentialStore,
	node: Partial<INode>,
	staticData: IDataObject = {},
) {
	if (nodeType.description.polling) addPollTimes(nodeType);
	// n8n hands out parameters with the defaults of the description filled in.
	const { properties } = nodeType.description;
	const full: INode = {
		id: 'node-1',
		name: 'Node',
		type: `test.${nodeType.description.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: {
			microsoftDefenderMsspAppApi: { id: CREDENTIAL_IDS.appOnly, name: 'App' },
			microsoftDefenderMsspOAuth2Api: { id: CREDENTIAL_IDS.oAuth2, name: 'User' },
		},
		...node,
	};
	full.parameters =
		NodeHelpers.getNodeParameters(properties, parameters as never, true, false, full, nodeType.description) ??
		{};
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	} as INodeTypes;
	workflows += 1;
	const workflow = new Workflow({
		id: `workflow-${workflows}`,
		name: 'Test',
		nodes: [full],
		connections: {},
		active: true,
		nodeTypes,
		staticData,
		settings: { executionOrder: 'v1' },
	});
	return { node: full, workflow, additionalData: additionalDataOf(store) };
}

/** n8n's loader adds this parameter to every polling node. */
function addPollTimes({ description }: INodeType): void {
	if (description.properties.some(({ name }) => name === 'pollTimes')) return;
	description.properties.unshift({
		displayName: 'Poll Times',
		name: 'pollTimes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		options: cronNodeOptions,
	});
}

function additionalDataOf({ helper }: CredentialStore): IWorkflowExecuteAdditionalData {
	const host = 'http://127.0.0.1';
	// SAFETY: the members that contexts of nodes like ours touch; a missing one fails the test with a TypeError.
	return {
		credentialsHelper: helper,
		executionId: '1',
		restApiUrl: `${host}/rest`,
		instanceBaseUrl: `${host}/`,
		webhookBaseUrl: `${host}/webhook`,
		webhookWaitingBaseUrl: `${host}/webhook-waiting`,
		formWaitingBaseUrl: `${host}/form-waiting`,
		variables: {},
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}
