import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject, INode, INodeType, INodeTypes, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { cronNodeOptions, NodeHelpers, Workflow } from 'n8n-workflow';

import { createCredentialStore } from '../../support/credentialStore';
import { tenantIdAt } from '../service/stage';

export const CLIENT_ID = 'a0000000-0000-4000-8000-00000000000a';
export const CLIENT_SECRET = 'a-secret-of-the-benchmark';

const APP_ONLY_TYPE = 'microsoftDefenderMsspAppApi';

/** A node in a workflow of its own, as n8n has it before it makes a context. */
export interface Setting {
	workflow: Workflow;
	node: INode;
	additionalData: IWorkflowExecuteAdditionalData;
}

/** The trigger has a poll, the other an execute: n8n calls what the description promises. */
type BuiltNode = INodeType & Required<Pick<INodeType, 'execute' | 'poll'>>;

/** A node of the built package, which is what n8n loads. */
export function builtNode(packageDir: string, className: string): BuiltNode {
	const file = join(packageDir, 'dist', 'nodes', 'MicrosoftDefenderMssp', `${className}.node.js`);
	// SAFETY: n8n loads a node in just this way.
	const loaded = createRequire(__filename)(file) as Record<string, new () => BuiltNode>;
	const NodeClass = loaded[className];
	if (NodeClass === undefined) throw new Error(`${file} has no class ${className}.`);
	return new NodeClass();
}

let workflows = 0;

/** Puts a node that uses the app-only credential into a workflow; parameters get their defaults as in n8n. */
export function settingOf(nodeType: INodeType, parameters: IDataObject, origin: string): Setting {
	const { description } = nodeType;
	if (description.polling) addPollTimes(nodeType);
	const node: INode = {
		id: 'node-1',
		name: description.displayName,
		type: `bench.${description.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [APP_ONLY_TYPE]: { id: 'app', name: 'App' } },
	};
	node.parameters =
		NodeHelpers.getNodeParameters(
			description.properties,
			parameters as never,
			true,
			false,
			node,
			description,
		) ?? {};
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	} as INodeTypes;
	workflows += 1;
	const workflow = new Workflow({
		id: `workflow-${workflows}`,
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		staticData: {},
		settings: { executionOrder: 'v1' },
	});
	return { workflow, node, additionalData: additionalDataFor(origin) };
}

/** n8n's loader adds this parameter to every polling node. */
function addPollTimes({ description }: INodeType): void {
	description.properties.unshift({
		displayName: 'Poll Times',
		name: 'pollTimes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		options: cronNodeOptions,
	});
}

/** The app-only credential, with the service as its cloud. */
function additionalDataFor(origin: string): IWorkflowExecuteAdditionalData {
	const { helper } = createCredentialStore({
		app: {
			cloud: 'custom',
			loginUrl: origin,
			graphUrl: origin,
			defenderUrl: origin,
			portalUrl: 'https://security.microsoft.com',
			tenantId: tenantIdAt(0),
			clientId: CLIENT_ID,
			clientSecret: CLIENT_SECRET,
		},
	});
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
