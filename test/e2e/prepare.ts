import { progressPrinter } from '../../demo/progress';
import type { Scenario } from './scenario';

/**
 * Lets the scenarios that do not come first be prepared while others run, one after the other. A scenario whose preparation
 * went wrong does it again itself, and fails with the reason.
 */
export async function prepareInBackground(
	[, ...later]: readonly Scenario[],
	print: (line: string) => void,
): Promise<void> {
	for (const { name, prepare } of later) {
		try {
			await prepare?.(
				progressPrinter((line) => {
					print(`   ${name}, beforehand: ${line}`);
				}, Date.now),
			);
		} catch (error) {
			print(`   ${name} could not be prepared: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
}
