import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { PollContext } from 'n8n-core';

import { tenantIdAt } from '../service/stage';
import { builtNode, appOnlySetting } from './n8n';

export interface TriggerSetup {
	packageDir: string;
	origin: string;
	tenants: number;
	options?: IDataObject;
}

/** The trigger in a workflow of its own. */
export interface BenchTrigger {
	/** One poll, with what n8n does at its end; the items of output 'Alerts'. */
	poll: () => Promise<INodeExecutionData[]>;
	/** How much n8n stored with the last hand-over; NaN before the first. */
	storedBytes: () => number;
	/** What n8n has in memory for the trigger. */
	staticData(): IDataObject;
	/** A context of it, to use n8n's helpers as the trigger does. */
	context(): IPollFunctions;
}

/** A trigger for so many customers, polled in real PollContexts that share its workflow's static data. */
export function benchTrigger({ packageDir, origin, tenants, options = {} }: TriggerSetup): BenchTrigger {
	const nodeType = builtNode(packageDir, 'MicrosoftDefenderMsspTrigger');
	const parameters = {
		authentication: 'appOnly',
		customerTenants: 'json',
		tenantsJson: tenantsJson(tenants),
		options: { firstRun: 'lookBack', ...options },
	};
	const { workflow, node, additionalData } = appOnlySetting(nodeType, parameters, origin);
	let storedBytes = NaN;
	let emitted: INodeExecutionData[][][] = [];
	const emit: IPollFunctions['__emit'] = (data, _response, done) => {
		// n8n writes the static data into its database with each hand-over.
		storedBytes = Buffer.byteLength(JSON.stringify(workflow.staticData));
		emitted.push(data);
		done?.resolve(undefined);
	};
	const context = (): PollContext =>
		new PollContext(workflow, node, additionalData, 'trigger', 'activate', emit);
	return {
		context,
		storedBytes: () => storedBytes,
		staticData: () => workflow.staticData,
		async poll() {
			emitted = [];
			const result = await nodeType.poll.call(context());
			if (result !== null) emit(result);
			const alerts = emitted.flatMap(([items = []]) => items);
			emitted = [];
			return alerts;
		},
	};
}

/** So many customers as the JSON of parameter 'Customer Tenants: JSON'. */
export function tenantsJson(count: number): string {
	return JSON.stringify(
		Array.from({ length: count }, (_, index) => ({
			id: tenantIdAt(index),
			name: `Customer ${index}`,
			labels: { channel: `#customer-${index}` },
		})),
	);
}
