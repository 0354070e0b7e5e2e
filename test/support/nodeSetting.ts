import type { IDataObject, INode, INodeType, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { cronNodeOptions, NodeHelpers, Workflow } from 'n8n-workflow';

import type { CredentialStore } from './credentialStore';

/** A node in a workflow of its own, as n8n has it before it makes a context. */
export interface NodeSetting {
	workflow: Workflow;
	node: INode;
	additionalData: IWorkflowExecuteAdditionalData;
}

export interface SettingOptions {
	node: Partial<INode>;
	staticData?: IDataObject;
	/** Of the workflow; a new one by default. */
	id?: string;
}

let workflows = 0;

/** Puts a node into a workflow. n8n hands out parameters with the defaults of the description filled in. */
export function settingOf(
	nodeType: INodeType,
	parameters: IDataObject,
	store: CredentialStore,
	{ node, staticData = {}, id }: SettingOptions,
): NodeSetting {
	const { description } = nodeType;
	if (description.polling) addPollTimes(nodeType);
	const full: INode = {
		id: 'node-1',
		name: 'Node',
		type: `test.${description.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...node,
	};
	full.parameters =
		NodeHelpers.getNodeParameters(
			description.properties,
			parameters as never,
			true,
			false,
			full,
			description,
		) ?? {};
	workflows += 1;
	const workflow = new Workflow({
		id: id ?? `workflow-${workflows}`,
		name: 'Test',
		nodes: [full],
		connections: {},
		active: true,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
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
	// SAFETY: the members that contexts of nodes like ours touch; a missing one fails the run with a TypeError.
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
