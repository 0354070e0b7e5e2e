import type { INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

/** Whether n8n says what became of an execution: since n8n 2.36. */
export const tellsOfExecutions = (context: IPollFunctions): boolean =>
	typeof context.__commitCursor === 'function';

/**
 * Starts an execution. Resolves to true when it has ended, to false as soon as n8n could not start it; stays open for good
 * where n8n does not tell. `endsWithRun`: one that exists ends with its run, and nothing instead means that there was none.
 */
export async function emitExecution(
	context: IPollFunctions,
	outputs: INodeExecutionData[][],
	{ endsWithRun }: { endsWithRun: boolean },
): Promise<boolean> {
	try {
		// Older n8n leaves the rejection of this promise unhandled.
		if (!tellsOfExecutions(context)) {
			context.__emit(outputs);
			return await new Promise<boolean>(() => undefined);
		}
		const done = context.helpers.createDeferredPromise<IRun | undefined>();
		context.__emit(outputs, undefined, done);
		const run = await done.promise;
		return run !== undefined || !endsWithRun;
	} catch (thrown) {
		return existsNevertheless(thrown);
	}
}

/**
 * n8n settles the promise when the execution ends and rejects it also for one that was stopped, timed out or is gone from
 * its memory by then. Told by the errors' names, because they may be of another copy of n8n's packages.
 */
function existsNevertheless(thrown: unknown): boolean {
	const names = thrown instanceof Error ? [thrown.name, thrown.constructor.name] : [];
	return names.some((name) => /Execution(Cancelled|NotFound)Error$/.test(name));
}
