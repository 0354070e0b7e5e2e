import type { INode } from 'n8n-workflow';

import type { JsonObject } from '../n8n/json';
import type { WorkflowJson } from '../n8n/rest';
import { readExample } from './exampleWorkflows';

/** What a person adds to an imported example, after its note. */
export interface Filling {
	/** Ids and names of the stored credentials by their type. */
	credentials: Readonly<Record<string, { id: string; name: string }>>;
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
 * The example as it runs in the test. This is the one place where an imported example is changed: it gets its credentials,
 * as its note asks, and its trigger polls more often, to save time. All else is as in the file, the sample customers and
 * the addresses of other services among it: see internet.ts. (While it runs, replay.ts sets an option of its trigger.)
 */
export function fillIn(example: string, { credentials }: Filling): WorkflowJson {
	const { name, nodes, connections, settings } = readExample(example);
	return {
		name,
		nodes: nodes.map((node) => ({
			...node,
			...withCredential(node, credentials),
			parameters: {
				...node.parameters,
				...('pollTimes' in node.parameters && { pollTimes: everyThreeSeconds }),
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
