import type { INode } from 'n8n-workflow';

import type { JsonObject } from '../n8n/json';
import type { WorkflowJson } from '../n8n/rest';
import { readExample } from './exampleWorkflows';

/** What a person adds to an imported example, after its note. */
export interface Filling {
	/** Ids and names of the stored credentials by their type. */
	credentials: Readonly<Record<string, { id: string; name: string }>>;
	/** Values of parameters by the name of the node: whole parameters, not parts of them. */
	parameters?: Readonly<Record<string, JsonObject>>;
}

/** Credential types of nodes that have just one in the examples, by the node's type. */
const CREDENTIAL_OF: Readonly<Record<string, string>> = {
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
	'n8n-nodes-base.jira': 'jiraSoftwareCloudApi',
	'n8n-nodes-base.serviceNow': 'serviceNowBasicApi',
	'n8n-nodes-base.slack': 'slackApi',
};

/** Of the others by their parameter 'Authentication', which names no type. */
const CREDENTIAL_BY_AUTHENTICATION: Readonly<Record<string, string>> = {
	appOnly: 'microsoftDefenderMsspAppApi',
	basicAuth: 'httpBasicAuth',
	headerAuth: 'httpHeaderAuth',
};

/** n8n refuses a cron expression that fires more than once a minute, but takes many of them. */
const everyThreeSeconds = {
	item: Array.from({ length: 20 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 3} * * * * *`,
	})),
};

/**
 * The example as it runs in the test. This is the one place where an imported example is changed, and only as its note
 * asks: credentials, and the values that the scenario names. Beyond that the trigger polls more often, to save time.
 * The addresses of other services stay as they are: see internet.ts.
 */
export function fillIn(example: string, { credentials, parameters = {} }: Filling): WorkflowJson {
	const { name, nodes, connections, settings } = readExample(example);
	const unknown = Object.keys(parameters).filter((wanted) => !nodes.some((node) => node.name === wanted));
	if (unknown.length > 0) throw new Error(`${example} has no node ${unknown.join(', ')}`);
	return {
		name,
		nodes: nodes.map((node) => ({
			...node,
			...withCredential(node, credentials),
			parameters: {
				...node.parameters,
				...('pollTimes' in node.parameters && { pollTimes: everyThreeSeconds }),
				...parameters[node.name],
			},
		})),
		connections,
		settings,
	};
}

function withCredential(node: INode, credentials: Filling['credentials']): JsonObject {
	const type = credentialTypeOf(node);
	if (type === undefined) return {};
	const credential = credentials[type];
	if (!credential) throw new Error(`The scenario has no credential of type ${type} for '${node.name}'`);
	return { credentials: { [type]: credential } };
}

function credentialTypeOf({ type, parameters }: INode): string | undefined {
	const { genericAuthType, authentication } = parameters;
	if (typeof genericAuthType === 'string') return genericAuthType;
	if (CREDENTIAL_OF[type] !== undefined) return CREDENTIAL_OF[type];
	return typeof authentication === 'string' ? CREDENTIAL_BY_AUTHENTICATION[authentication] : undefined;
}
