import { startSample, type Sample } from './sample';

/** The sample of the test that runs, in a file that calls {@link eachTestHasItsSample}. */
export let sample: Sample;

/** Gives each test of this file a sample of its own, to which `prepare` does what all of them need. */
export function eachTestHasItsSample(prepare: () => Promise<void> | void = () => undefined): void {
	beforeEach(async () => {
		sample = await startSample();
		await prepare();
	});
	afterEach(() => sample.emulator.close());
}
