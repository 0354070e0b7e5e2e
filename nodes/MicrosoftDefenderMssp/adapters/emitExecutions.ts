import type { INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

/**
 * Starts one execution for each entry. Resolves to false as soon as n8n could not start one, to true when all are over.
 * Before n8n 2.36 nothing is known, and it stays open for good.
 */
export async function emitExecutions(
	context: IPollFunctions,
	executions: INodeExecutionData[][][],
): Promise<boolean> {
	// Older n8n leaves the rejection of this promise unhandled.
	if (typeof context.__commitCursor !== 'function') {
		for (const outputs of executions) context.__emit(outputs);
		return await new Promise<boolean>(() => undefined);
	}
	const exist = executions.map(async (outputs) => {
		const done = context.helpers.createDeferredPromise<IRun | undefined>();
		context.__emit(outputs, undefined, done);
		await done.promise;
		return true;
	});
	const answers = exist.map(async (answer) => await answer.catch(existsNevertheless));
	return await new Promise((resolve) => {
		for (const answer of answers) {
			void answer.then((exists) => {
				if (!exists) resolve(false);
			});
		}
		void Promise.all(answers).then(() => {
			resolve(true);
		});
	});
}

/**
 * n8n settles the promise when the execution ends and rejects it also for one that was stopped, timed out or is gone from
 * its memory by then. Told by the errors' names, because they may be of another copy of n8n's packages.
 */
function existsNevertheless(thrown: unknown): boolean {
	const names = thrown instanceof Error ? [thrown.name, thrown.constructor.name] : [];
	return names.some((name) => /Execution(Cancelled|NotFound)Error$/.test(name));
}
