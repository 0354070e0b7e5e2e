import { fakeDate } from './fakeDate';
import type { Mssp } from './mssp';
import { startMssp } from './mssp';

/** The cloud of the test that runs, in a file that calls {@link eachTestHasItsMssp}. */
export let mssp: Mssp;

/** Gives each test of this file a cloud of its own, and a clock that only {@link passTime} moves on. */
export function eachTestHasItsMssp(): void {
	beforeEach(async () => {
		fakeDate(Date.now());
		mssp = await startMssp();
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});
}
