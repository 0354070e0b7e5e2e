import type { INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

/**
 * Starts one execution for each entry. Resolves to true when all of them are known to exist, to false as soon as n8n
 * could not start one; stays open while they run. Before n8n 2.36 nothing is known, and it stays open for good.
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
	const ends = executions.map(async (outputs) => {
		const done = context.helpers.createDeferredPromise<IRun | undefined>();
		context.__emit(outputs, undefined, done);
		await done.promise;
	});
	return await Promise.all(ends).then(
		() => true,
		() => false,
	);
}
