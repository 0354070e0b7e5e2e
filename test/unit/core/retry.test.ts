import fc from 'fast-check';

import { retryDelay } from '../../../nodes/MicrosoftDefenderMssp/core/retry';
import { lasting, passing } from './builders';

const policy = { attempts: 4, longestWaitMs: 30_000 };

describe('retryDelay', () => {
	it('doubles the wait from attempt to attempt', () => {
		expect([1, 2, 3].map((attempt) => retryDelay(passing(), attempt, policy))).toEqual([500, 1000, 2000]);
	});

	it('gives up when the attempts are used up', () => {
		expect(retryDelay(passing(), 4, policy)).toBeUndefined();
	});

	it('never repeats what a person must mend first, even if the service names a time', () => {
		expect(retryDelay(lasting({ retryAfterMs: 10 }), 1, policy)).toBeUndefined();
	});

	it('waits as long as the service asks, not shorter', () => {
		expect(retryDelay(passing({ retryAfterMs: 30_000 }), 1, policy)).toBe(30_000);
		expect(retryDelay(passing({ retryAfterMs: 0 }), 1, policy)).toBe(0);
	});

	it.each([30_001, Infinity])('gives the failure back instead of waiting %d ms', (retryAfterMs) => {
		expect(retryDelay(passing({ retryAfterMs }), 1, policy)).toBeUndefined();
	});

	it('tries once only under a policy of one attempt', () => {
		expect(retryDelay(passing(), 1, { attempts: 1, longestWaitMs: 0 })).toBeUndefined();
	});

	it('never waits longer than allowed and never shorter than asked', () => {
		const wait = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined });
		fc.assert(
			fc.property(wait, fc.integer({ min: 1, max: 10 }), (retryAfterMs, attempt) => {
				const delay = retryDelay(passing({ retryAfterMs }), attempt, policy);
				if (delay === undefined) return;
				expect(delay).toBeLessThanOrEqual(policy.longestWaitMs);
				expect(delay).toBeGreaterThanOrEqual(retryAfterMs ?? 0);
			}),
		);
	});
});
