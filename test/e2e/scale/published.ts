import { sampleCustomers } from '../../../demo/sampleCustomers';
import { addAppCredential, type Stage } from '../stage/stage';
import { errorWorkflow, scaleWorkflow, type ScaleWorkflowInput } from './workflow';

export type ScaleChanges = Partial<Pick<ScaleWorkflowInput, 'executionPer' | 'slowSeconds' | 'replayFrom'>>;

/** The workflow under test, running. */
export interface ScaleWorkflow {
	id: string;
	/** Changes it, on top of the changes before, and publishes it again. */
	change: (changes: ScaleChanges) => Promise<void>;
}

/** Creates the credential, the workflow and the one for failed executions, and publishes them. */
export async function publishScaleWorkflow(stage: Stage): Promise<ScaleWorkflow> {
	const { rest, receiver } = stage;
	const errorWorkflowId = await rest.createWorkflow(errorWorkflow(receiver.url));
	await rest.publish(errorWorkflowId);
	let input: ScaleWorkflowInput = {
		customers: sampleCustomers,
		receiverUrl: receiver.url,
		credential: await addAppCredential(stage),
		executionPer: 'poll',
		slowSeconds: 0,
		errorWorkflow: errorWorkflowId,
	};
	const id = await rest.createWorkflow(scaleWorkflow(input));
	await rest.publish(id);
	return {
		id,
		change: async (changes) => {
			input = { ...input, ...changes };
			await rest.updateWorkflow(id, scaleWorkflow(input));
			await rest.publish(id);
		},
	};
}
