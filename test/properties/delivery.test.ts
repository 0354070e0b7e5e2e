import fc from 'fast-check';

import { DETAILED } from '../../nodes/MicrosoftDefenderMssp/core/forget';
import { history } from './history';
import { Life } from './run';

/** `npm run test:properties` asks for more, and for others each time. */
const { PROPERTY_RUNS, PROPERTY_SEED: SEED = PROPERTY_RUNS === undefined ? '17' : undefined } = process.env;
const RUNS = Number(PROPERTY_RUNS ?? 500);
/** A history takes about 40 ms; what is left of the time goes into finding a short one that fails. */
const LIMIT_MS = Number(process.env.PROPERTY_LIMIT_MS ?? 60_000 + RUNS * 150);

// The customers of a history have few alerts, of which all would be remembered with their values.
beforeEach(() => void jest.replaceProperty(DETAILED, 'most', 2));

describe('the trigger over random histories', () => {
	it(
		'delivers every alert and its last version, none twice but after a lost hand-over, none under another customer, in bounded time and state',
		async () => {
			await fc.assert(
				fc.asyncProperty(history, async (past) => {
					const life = new Life(past);
					await life.live();
					expect(life.findings).toEqual([]);
				}),
				{
					numRuns: RUNS,
					interruptAfterTimeLimit: LIMIT_MS,
					markInterruptAsFailure: true,
					// The same histories need no short one that fails.
					...(SEED !== undefined && { seed: Number(SEED), endOnFailure: true }),
				},
			);
		},
		LIMIT_MS * 1.5,
	);
});
