import fc from 'fast-check';

import { history } from './history';
import { Life } from './life';

/** `npm run test:independent` asks for more, and for others each time. */
const { INDEPENDENT_RUNS, INDEPENDENT_SEED = INDEPENDENT_RUNS === undefined ? '3' : undefined } = process.env;
const RUNS = Number(INDEPENDENT_RUNS ?? 60);
/** A history takes about 0.5 s, or some more on a busy machine; what is left goes into finding a short one that fails. */
const LIMIT_MS = 60_000 + RUNS * 2_000;

describe('the trigger in another n8n against another Microsoft, neither of which the rest of the tests knows', () => {
	it(
		'delivers every alert that docs/delivery.md promises, under its own customer, and none twice without a reason',
		async () => {
			await fc.assert(
				fc.asyncProperty(history, async (past) => {
					expect(await new Life(past).play()).toEqual([]);
				}),
				{
					numRuns: RUNS,
					interruptAfterTimeLimit: LIMIT_MS,
					markInterruptAsFailure: true,
					...(INDEPENDENT_SEED !== undefined && { seed: Number(INDEPENDENT_SEED) }),
				},
			);
		},
		LIMIT_MS * 1.5,
	);
});
