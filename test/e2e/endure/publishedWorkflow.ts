import { sampleCustomers } from '../../../demo/sampleCustomers';
import { addAppCredential, type Stage } from '../stage/stage';
import { endureWorkflow } from './workflow';

/** The workflow under test, running. */
export interface PublishedWorkflow {
	id: string;
	/** Changes a parameter of the trigger and publishes: n8n starts the trigger anew. */
	editTrigger: () => Promise<void>;
	/** Changes another step and publishes: n8n leaves the trigger running. */
	editOther: () => Promise<void>;
}

/** Creates the credential and the workflow, and publishes it. */
export async function publishWorkflow(stage: Stage): Promise<PublishedWorkflow> {
	const { rest, receiver } = stage;
	const credential = await addAppCredential(stage);
	let [overlapMinutes, edits] = [5, 0];
	const current = () =>
		endureWorkflow({
			customers: sampleCustomers,
			receiverUrl: receiver.url,
			credential,
			overlapMinutes,
			remark: `${edits} edits`,
		});
	const id = await rest.createWorkflow(current());
	await rest.publish(id);

	async function publishAgain(): Promise<void> {
		edits += 1;
		await rest.updateWorkflow(id, current());
		await rest.publish(id);
	}

	return {
		id,
		editTrigger: async () => {
			overlapMinutes = overlapMinutes === 5 ? 6 : 5;
			await publishAgain();
		},
		editOther: publishAgain,
	};
}
