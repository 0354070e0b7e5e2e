import type { IDataObject, INode, IPollFunctions, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { PollContext } from 'n8n-core';

import { MicrosoftDefenderMsspTrigger } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';

export interface PollSetup {
	emit?: IPollFunctions['__emit'];
	/** What the node is given as static data, in place of the workflow's own. */
	staticData?: IDataObject;
	budgetMs?: number;
}

export const node: INode = {
	id: 'node-1',
	name: 'Trigger',
	type: 'test.microsoftDefenderMsspTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** n8n's own context of a poll. */
export function pollContext({ emit, staticData, budgetMs }: PollSetup = {}): PollContext {
	const nodeType = new MicrosoftDefenderMsspTrigger();
	const workflow = new Workflow({
		id: 'workflow-1',
		name: 'Test',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
		settings: {},
	});
	return new PollContext(
		workflow,
		node,
		// SAFETY: nothing of it is used before a credential or a URL of n8n is asked for.
		{} as IWorkflowExecuteAdditionalData,
		'trigger',
		'activate',
		emit,
		undefined,
		undefined,
		undefined,
		staticData === undefined ? undefined : () => staticData,
		budgetMs === undefined ? undefined : () => budgetMs,
	);
}

/** The context as older n8n gives it: without these members. */
export function without(context: PollContext, ...names: Array<keyof PollContext>): IPollFunctions {
	const older = Object.create(context) as Record<string, unknown>;
	for (const name of names) older[name] = undefined;
	// SAFETY: it inherits everything else from the context.
	return older as unknown as IPollFunctions;
}
