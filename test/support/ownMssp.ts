import { fakeDate } from './fakeDate';
import type { Mssp } from './mssp';
import { startMssp } from './mssp';

/** The cloud of the test that runs, in a file that calls {@link eachTestHasItsMssp}. */
export let mssp: Mssp;

/** Gives each test of this file a cloud of its own, to which `prepare` does what all of them need. */
export function eachTestHasItsMssp(prepare: () => Promise<void> | void = () => undefined): void {
	beforeEach(async () => {
		mssp = await startMssp();
		await prepare();
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});
}

/** Likewise, with a clock that only {@link passTime} moves on. */
export function eachTestHasItsMsspAndClock(): void {
	beforeEach(() => {
		fakeDate(Date.now());
	});
	eachTestHasItsMssp();
}
