import { at } from '../n8n/json';
import type { Stage } from './scenario';

/**
 * Has the trigger deliver everything of the last ten minutes a second time, as after a crash of n8n: with its option
 * 'Replay From'. Waits until that many further executions have come.
 */
export async function deliverAgain(
	{ rest, workflowId, until }: Pick<Stage, 'rest' | 'workflowId' | 'until'>,
	further: number,
): Promise<void> {
	const before = (await rest.executions(workflowId)).length;
	const { nodes } = await rest.workflow(workflowId);
	if (!Array.isArray(nodes)) throw new Error('The workflow has no nodes');
	const replayFrom = new Date(Date.now() - 600_000).toISOString();
	const replaying = nodes.map((node: Record<string, unknown>) => {
		const { parameters } = node;
		if (at(parameters, 'pollTimes') === undefined) return node;
		const options = { ...Object(at(parameters, 'options')), replayFrom } as object;
		return { ...node, parameters: { ...Object(parameters), options } as object };
	});
	await rest.updateWorkflow(workflowId, { nodes: replaying });
	await rest.publish(workflowId);
	await until('everything to be delivered again', async () => {
		return (await rest.executions(workflowId)).length >= before + further;
	});
}
