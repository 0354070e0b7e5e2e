import { cleanupList, type Cleanup } from './cleanup';
import { printLine } from './progress';

/** The whole of what an unexpected error says, for those who look for its cause. */
const withStack = (error: unknown): string =>
	error instanceof Error ? (error.stack ?? error.message) : String(error);

/** What went wrong without where in the code, for those who only use the program. */
export const messageAlone = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/**
 * Runs a program: its work, which resolves to the exit code, then the end of all that it started. It waits for nothing else:
 * what is still being installed or started is ended by our exit.
 */
export async function runProgram(
	work: (cleanup: Cleanup) => Promise<number>,
	tell = withStack,
): Promise<void> {
	const cleanup = cleanupList(printLine);
	try {
		process.exitCode = await work(cleanup);
	} catch (error) {
		printLine(tell(error));
		process.exitCode = 1;
	} finally {
		await cleanup.run();
		process.exit();
	}
}
