import type { WorkflowJson } from '../test/n8n/rest';
import type { CredentialReference } from './workflowNodes';
import { actionType, node, note, to } from './workflowNodes';

/** Path of the webhook below n8n's address. */
export const closePath = 'webhook/close-alert';

const buttonName = 'Somebody pressed "Close alert"';
const updateName = 'Close it in its tenant';

const closeNote = `## The way back
Every alert on the receiver page has a button, as a message in Slack or Teams would. It sends the tenant and the alert here, and the alert is closed **in that customer's tenant**: nobody has to choose one. The trigger sees it resolved, and the page shows that too.`;

/** The workflow behind the buttons of the receiver page. */
export function closeWorkflow(credential: CredentialReference): WorkflowJson {
	return {
		name: 'Close an alert from its button',
		nodes: [
			note(closeNote, [-60, -220], [560, 180]),
			node({
				name: buttonName,
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: 'close-alert',
				parameters: { httpMethod: 'POST', path: 'close-alert', responseMode: 'lastNode', options: {} },
			}),
			node({
				name: updateName,
				type: actionType,
				typeVersion: 1,
				position: [280, 0],
				parameters: {
					authentication: 'appOnly',
					resource: 'alert',
					operation: 'update',
					source: 'graphAlerts',
					customerTenants: 'input',
					tenantId: '={{ $json.body.tenantId }}',
					alertId: '={{ $json.body.alertId }}',
					updateFields: {
						status: 'resolved',
						classification: 'truePositive',
						comment: 'Closed with the button of the demo.',
					},
				},
				credentials: { microsoftDefenderMsspAppApi: credential },
			}),
		],
		connections: { [buttonName]: { main: [to(updateName)] } },
		settings: { executionOrder: 'v1' },
	};
}
