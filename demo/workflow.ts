import type { JsonObject } from '../test/n8n/json';
import type { WorkflowJson } from '../test/n8n/rest';
import { healthChannel, onCallChannel } from './channels';
import type { SampleCustomer } from './sampleCustomers';
import type { CredentialReference } from './workflowNodes';
import { actionType, node, note, to, triggerType } from './workflowNodes';

export interface RoutingInput {
	customers: readonly SampleCustomer[];
	receiverUrl: string;
	credential: CredentialReference;
}

export const triggerName = 'Defender alerts of every customer';
const switchName = 'Route by customer';
const severityName = 'Only high severity';
export const manualTriggerName = 'Press "Execute workflow"';
export const getManyName = "Get this customer's alerts";

/** n8n refuses `* /10` in the seconds field, but takes six poll times that are ten seconds apart. */
const everyTenSeconds = {
	item: [0, 10, 20, 30, 40, 50].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })),
};

/** The Customer Tenants list of the trigger, with the labels that the next steps route by. */
export function tenantListOf(customers: readonly SampleCustomer[]): JsonObject {
	return {
		tenant: customers.map(({ tenantId, name, channel, slaTier }) => ({
			tenantId,
			name,
			labels: {
				label: [
					{ key: 'channel', value: channel },
					{ key: 'slaTier', value: slaTier },
				],
			},
		})),
	};
}

function equals(expression: string, value: string): JsonObject {
	return {
		combinator: 'and',
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
		conditions: [
			{
				id: value,
				leftValue: expression,
				rightValue: value,
				operator: { type: 'string', operation: 'equals' },
			},
		],
	};
}

function triggerNode({ customers, credential }: RoutingInput): JsonObject {
	return node({
		name: triggerName,
		type: triggerType,
		typeVersion: 1,
		position: [0, 60],
		parameters: {
			pollTimes: everyTenSeconds,
			authentication: 'appOnly',
			source: 'graphAlerts',
			triggerOn: ['created', 'resolved'],
			customerTenants: 'list',
			tenantList: tenantListOf(customers),
			simplify: true,
			options: { firstRun: 'fromNow' },
		},
		credentials: { microsoftDefenderMsspAppApi: credential },
	});
}

function switchNode(customers: readonly SampleCustomer[]): JsonObject {
	const values = customers.map(({ channel, name }) => ({
		conditions: equals('={{ $json.tenant.labels.channel }}', channel),
		renameOutput: true,
		outputKey: name,
	}));
	const parameters = { mode: 'rules', rules: { values }, options: {} };
	return node({
		name: switchName,
		type: 'n8n-nodes-base.switch',
		typeVersion: 3.4,
		position: [320, 60],
		parameters,
	});
}

const severityNode = (): JsonObject =>
	node({
		name: severityName,
		type: 'n8n-nodes-base.filter',
		typeVersion: 2.3,
		position: [320, -240],
		parameters: { conditions: equals('={{ $json.alert.severity }}', 'high'), options: {} },
	});

function sendNode(
	name: string,
	receiverUrl: string,
	channel: string,
	position: [number, number],
): JsonObject {
	return node({
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position,
		retryOnFail: true,
		parameters: {
			method: 'POST',
			url: `${receiverUrl}/channels/${channel}`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ JSON.stringify($json) }}',
			options: {},
		},
	});
}

const routingNote = `## One trigger, every customer
The trigger reads the alerts of all customers every ten seconds. Each item says whose it is (\`tenant.name\`) and carries the labels of the **Customer Tenants** list, so **Route by customer** is a lookup of \`tenant.labels.channel\` and not one workflow per customer.

High severity goes to on-call as well. The second output, **Tenant Health**, tells when a customer cannot be read, and why.`;

/** The workflow that runs all the time: trigger, routing by customer and severity, one HTTP step for each channel. */
export function routingWorkflow(input: RoutingInput): WorkflowJson {
	const { customers, receiverUrl } = input;
	const sendName = (customer: SampleCustomer): string => `Send to ${customer.name}`;
	const senders = customers.map((customer, index) =>
		sendNode(sendName(customer), receiverUrl, customer.channel, [640, index * 160 - 80]),
	);
	return {
		name: 'Defender alerts to each customer’s channel',
		nodes: [
			note(routingNote, [-60, -500], [600, 210]),
			triggerNode(input),
			switchNode(customers),
			severityNode(),
			...senders,
			sendNode('Send to on-call', receiverUrl, onCallChannel, [640, -240]),
			sendNode('Send tenant health', receiverUrl, healthChannel, [640, 420]),
		],
		connections: {
			[triggerName]: { main: [to(switchName, severityName), to('Send tenant health')] },
			[switchName]: { main: customers.map((customer) => to(sendName(customer))) },
			[severityName]: { main: [to('Send to on-call')] },
		},
		settings: { executionOrder: 'v1' },
	};
}

const handsOnNote = `## Try the action node
Press **Execute workflow**. It reads the newest alerts as a user who is signed in to this customer's tenant: the authorization-code flow of Microsoft's page "Fetch alerts from MSSP customer tenant".`;

/** A workflow to play with: read one customer's alerts by hand with the connected OAuth2 credential. */
export function handsOnWorkflow(customer: SampleCustomer, credential: CredentialReference): WorkflowJson {
	return {
		name: `Try it by hand: alerts of ${customer.name}`,
		nodes: [
			note(handsOnNote, [-60, -200], [520, 150]),
			node({
				name: manualTriggerName,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			}),
			node({
				name: getManyName,
				type: actionType,
				typeVersion: 1,
				position: [280, 0],
				parameters: {
					authentication: 'oAuth2',
					resource: 'alert',
					operation: 'getAll',
					source: 'graphAlerts',
					customerTenants: 'credential',
					tenantName: customer.name,
					returnAll: false,
					limit: 50,
					simplify: true,
				},
				credentials: { microsoftDefenderMsspOAuth2Api: credential },
			}),
		],
		connections: { [manualTriggerName]: { main: [to(getManyName)] } },
		settings: { executionOrder: 'v1' },
	};
}
