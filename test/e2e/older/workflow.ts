import type { SampleCustomer } from '../../../demo/sampleCustomers';
import { tenantListOf } from '../../../demo/workflow';
import { actionType, node, to, type CredentialReference } from '../../../demo/workflowNodes';
import type { JsonObject } from '../../n8n/json';
import type { WorkflowJson } from '../../n8n/rest';

export const startName = 'Start';
export const readName = 'Read the alerts of every customer';
export const updateName = 'Take each alert';

function alertNode(
	name: string,
	position: [number, number],
	credential: CredentialReference,
	parameters: JsonObject,
): JsonObject {
	return node({
		name,
		type: actionType,
		typeVersion: 1,
		position,
		parameters: { authentication: 'appOnly', resource: 'alert', source: 'graphAlerts', ...parameters },
		credentials: { microsoftDefenderMsspAppApi: credential },
	});
}

/** Reads the alerts of all customers and changes each in the tenant that it came from. */
export function actWorkflow(
	customers: readonly SampleCustomer[],
	credential: CredentialReference,
): WorkflowJson {
	return {
		name: 'Act',
		nodes: [
			node({
				name: startName,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			}),
			alertNode(readName, [300, 0], credential, {
				operation: 'getAll',
				customerTenants: 'list',
				tenantList: tenantListOf(customers),
				returnAll: true,
				simplify: true,
			}),
			alertNode(updateName, [600, 0], credential, {
				operation: 'update',
				customerTenants: 'input',
				updateFields: { status: 'inProgress' },
			}),
		],
		connections: { [startName]: { main: [to(readName)] }, [readName]: { main: [to(updateName)] } },
		settings: { executionOrder: 'v1' },
	};
}
