import { healthChannel, onCallChannel } from '../../../demo/channels';
import type { SampleCustomer } from '../../../demo/sampleCustomers';
import { actionType, node, to, type CredentialReference } from '../../../demo/workflowNodes';
import type { JsonObject } from '../../n8n/json';
import type { WorkflowJson } from '../../n8n/rest';
import { sendNode, triggerName, triggerNode } from '../endure/workflow';

export interface ScaleWorkflowInput {
	customers: readonly SampleCustomer[];
	receiverUrl: string;
	credential: CredentialReference;
	/** How the trigger divides what a poll found. */
	executionPer: 'poll' | 'tenant' | 'alert';
	/** How long each execution waits before it changes and sends anything. */
	slowSeconds: number;
	/** The workflow that n8n runs when an execution fails. */
	errorWorkflow: string;
	/** From when on the trigger is to deliver again, once; ISO 8601. */
	replayFrom?: string;
}

const slowName = 'Slow step';
const takeName = 'Take the alert in its tenant';
const alertsName = 'Send alerts';
const healthName = 'Send tenant health';

/** What the action node makes of every alert that was sent. */
export const takenStatus = 'inProgress';

/** Waits within the execution; n8n puts only those to sleep that wait for longer than 65 seconds. */
const slowNode = (seconds: number): JsonObject =>
	node({
		name: slowName,
		type: seconds > 0 ? 'n8n-nodes-base.wait' : 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [200, 0],
		parameters: seconds > 0 ? { amount: seconds, unit: 'seconds' } : {},
	});

/** Trigger, a step that may be slow, a change of each alert in its customer's tenant, and one step that sends it to the customer's channel. */
export function scaleWorkflow(input: ScaleWorkflowInput): WorkflowJson {
	const { customers, receiverUrl, credential, executionPer, slowSeconds, replayFrom = '' } = input;
	const credentials = { microsoftDefenderMsspAppApi: credential };
	return {
		name: 'Scale out',
		nodes: [
			triggerNode(customers, credential, { overlapMinutes: 5, executionPer, replayFrom }),
			slowNode(slowSeconds),
			node({
				name: takeName,
				type: actionType,
				typeVersion: 1,
				position: [400, 0],
				parameters: {
					authentication: 'appOnly',
					resource: 'alert',
					operation: 'update',
					source: 'graphAlerts',
					customerTenants: 'input',
					tenantId: '={{ $json.tenant.id }}',
					alertId: '={{ $json.alert.id }}',
					updateFields: { status: takenStatus },
				},
				credentials,
			}),
			sendNode(
				alertsName,
				`=${receiverUrl}/channels/{{ $('${triggerName}').item.json.tenant.labels.channel }}`,
				[600, 0],
				`$('${triggerName}').item.json, { taken: $json }`,
			),
			sendNode(healthName, `${receiverUrl}/channels/${healthChannel}`, [400, 200]),
		],
		connections: {
			[triggerName]: { main: [to(slowName), to(healthName)] },
			[slowName]: { main: [to(takeName)] },
			[takeName]: { main: [to(alertsName)] },
		},
		settings: { executionOrder: 'v1', errorWorkflow: input.errorWorkflow },
	};
}

/** What n8n runs when an execution fails: tells on-call which one. */
export function errorWorkflow(receiverUrl: string): WorkflowJson {
	const errorName = 'An execution failed';
	const tellName = 'Tell on-call';
	return {
		name: 'Tell of failed executions',
		nodes: [
			node({
				name: errorName,
				type: 'n8n-nodes-base.errorTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			}),
			sendNode(tellName, `${receiverUrl}/channels/${onCallChannel}`, [200, 0]),
		],
		connections: { [errorName]: { main: [to(tellName)] } },
		settings: { executionOrder: 'v1' },
	};
}
