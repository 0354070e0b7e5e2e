import { healthChannel } from '../../../demo/channels';
import type { SampleCustomer } from '../../../demo/sampleCustomers';
import { tenantListOf } from '../../../demo/workflow';
import { node, to, triggerType, type CredentialReference } from '../../../demo/workflowNodes';
import type { JsonObject } from '../../n8n/json';
import type { WorkflowJson } from '../../n8n/rest';

export interface WorkflowInput {
	customers: readonly SampleCustomer[];
	receiverUrl: string;
	credential: CredentialReference;
	/** A setting of the trigger that may change without changing what is delivered. */
	overlapMinutes: number;
	/** A change behind the trigger. */
	remark: string;
}

export const triggerName = 'Alerts of every customer';
const alertsName = 'Send alerts';
const healthName = 'Send tenant health';
const remarkName = 'Remark';
const secondsBetweenPolls = 3;

/** As many poll times as it takes: n8n refuses an expression that polls more often than once a minute. */
const everyFewSeconds = {
	item: Array.from({ length: 60 / secondsBetweenPolls }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * secondsBetweenPolls} * * * * *`,
	})),
};

/**
 * A step that posts each item, with the execution that sends it, so that a repeat can be traced to its hand-overs.
 * `item` is what is sent: expressions of objects, separated by commas.
 */
export function sendNode(name: string, url: string, position: [number, number], item = '$json'): JsonObject {
	return node({
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position,
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			// n8n 2.20 cannot spread $json.
			jsonBody: `={{ JSON.stringify(Object.assign({}, ${item}, { executionId: $execution.id })) }}`,
			options: {},
		},
	});
}

/** Trigger, a step that changes nothing, and one step that sends each alert to its customer's channel. */
/** The trigger, which tells the new alerts of these customers every few seconds. */
export function triggerNode(
	customers: readonly SampleCustomer[],
	credential: CredentialReference,
	options: JsonObject,
): JsonObject {
	return node({
		name: triggerName,
		type: triggerType,
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			pollTimes: everyFewSeconds,
			authentication: 'appOnly',
			source: 'graphAlerts',
			triggerOn: ['created'],
			customerTenants: 'list',
			tenantList: tenantListOf(customers),
			simplify: true,
			options: { firstRun: 'fromNow', ...options },
		},
		credentials: { microsoftDefenderMsspAppApi: credential },
	});
}

export function endureWorkflow(input: WorkflowInput): WorkflowJson {
	const { customers, receiverUrl, credential, overlapMinutes, remark } = input;
	return {
		name: 'Endure',
		nodes: [
			triggerNode(customers, credential, { overlapMinutes }),
			node({
				name: remarkName,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [200, 0],
				parameters: {},
				notes: remark,
			}),
			sendNode(alertsName, `=${receiverUrl}/channels/{{ $json.tenant.labels.channel }}`, [400, 0]),
			sendNode(healthName, `${receiverUrl}/channels/${healthChannel}`, [400, 200]),
		],
		connections: {
			[triggerName]: { main: [to(remarkName), to(healthName)] },
			[remarkName]: { main: [to(alertsName)] },
		},
		settings: { executionOrder: 'v1' },
	};
}
