import type { IDataObject } from 'n8n-workflow';
import type { SourceName } from '../../nodes/MicrosoftDefenderMssp/sources/source';
import { startAtNoon } from './killers';
import type { Mssp } from './mssp';
import { listOf } from './mssp';
import type { PollingTrigger } from './n8nContexts';
import { createTrigger } from './n8nContexts';

/** The cloud of the test that runs, in a file that calls {@link eachTestStartsAtNoon}. */
export let mssp: Mssp;

/** What Microsoft's clock is ahead of ours. */
export const microsoftsClock = { aheadMs: 0 };

/** Gives each test of this file a cloud of its own, at noon. */
export function eachTestStartsAtNoon(): void {
	beforeEach(async () => {
		microsoftsClock.aheadMs = 0;
		mssp = await startAtNoon(() => Date.now() + microsoftsClock.aheadMs);
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});
}

export const noonTrigger = (source: SourceName, parameters: IDataObject = {}): PollingTrigger =>
	createTrigger({
		parameters: { authentication: 'appOnly', source, ...listOf([mssp.contoso]), ...parameters },
		store: mssp.store,
	});

/** A trigger whose first poll reaches back. */
export const lookingBack = (source: SourceName, { options = {}, ...parameters }: IDataObject = {}) =>
	noonTrigger(source, {
		...parameters,
		options: { firstRun: 'lookBack', maxItems: 10_000, ...(options as IDataObject) },
	});
