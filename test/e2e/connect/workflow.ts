import { node, to, triggerType, type CredentialReference } from '../../../demo/workflowNodes';
import type { WorkflowJson } from '../../n8n/rest';

export interface ConnectedWorkflowInput {
	/** The OAuth2 credential. */
	credential: CredentialReference;
	/** Where the alerts go. */
	channelUrl: string;
}

export const triggerName = 'Alerts of the signed-in tenant';
const sendName = 'Send';

/** Reads the tenant of the credential, as its signed-in user, every five seconds. */
export function connectedWorkflow({ credential, channelUrl }: ConnectedWorkflowInput): WorkflowJson {
	const everyFiveSeconds = Array.from({ length: 12 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 5} * * * * *`,
	}));
	return {
		name: 'Connect',
		nodes: [
			node({
				name: triggerName,
				type: triggerType,
				typeVersion: 1,
				position: [0, 0],
				parameters: {
					pollTimes: { item: everyFiveSeconds },
					authentication: 'oAuth2',
					source: 'graphAlerts',
					triggerOn: ['created'],
					customerTenants: 'credential',
					tenantName: 'Contoso Retail',
					simplify: true,
					options: {},
				},
				credentials: { microsoftDefenderMsspOAuth2Api: credential },
			}),
			node({
				name: sendName,
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [300, 0],
				parameters: {
					method: 'POST',
					url: channelUrl,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ JSON.stringify($json) }}',
					options: {},
				},
			}),
		],
		connections: { [triggerName]: { main: [to(sendName)] } },
		settings: { executionOrder: 'v1' },
	};
}
