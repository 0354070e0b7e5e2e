import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { durableCursorsEnabled, hasOwnCopy } from '../adapters/durableCursor';
import { emitExecution, tellsOfExecutions } from '../adapters/emitExecution';
import type { Execution } from './delivery/executions';
import type { Host } from './delivery/host';

/** n8n as the delivery room sees it, in this poll. */
export function n8nHost(context: IPollFunctions): Host {
	const staticData = context.getWorkflowStaticData('node');
	const endsWithRun = hasOwnCopy(context, staticData);
	return {
		atomic: endsWithRun && durableCursorsEnabled(),
		answers: tellsOfExecutions(context),
		stored: () => staticData.state,
		store: (state) => {
			// A copy of its own, because n8n would watch the one that is remembered.
			staticData.state = { ...state };
		},
		start: async (execution) =>
			(await emitExecution(context, outputsOf(execution), { endsWithRun })) ? 'arrived' : 'failed',
		commit: async () => {
			if (endsWithRun) await context.__commitCursor?.();
		},
	};
}

const outputsOf = ({ alerts, health }: Execution): INodeExecutionData[][] => [
	toItems(alerts),
	toItems(health),
];

/** What becomes items of n8n. */
export function toItems(values: object[]): INodeExecutionData[] {
	return values.map((value) => ({ json: value as IDataObject }));
}
