import type { IPollFunctions } from 'n8n-workflow';

import { timer } from './timer';

/**
 * n8n's default engine names five minutes and holds nobody to it; alerts that were read would wait that long for the last
 * customer. Its durable engine names less than this. n8n 2.41 gives a trigger up for good, until people publish again, if its
 * first poll is not over 84 s after it began (0.7 of `N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS`).
 */
const LONGEST_POLL_MS = 50_000;

export interface PollClock {
	/** After this nothing new is begun; milliseconds since 1970. */
	lastStartAt: number;
	/** Settles when the poll has to end, whatever is still under way. */
	over: Promise<void>;
	/** Settles when finding the tenants must have come to an end, so that time is left to read them. */
	lookUpsOver: Promise<void>;
	timer: typeof timer;
	/** Ends the timers above of a poll that is through. */
	stop(): void;
}

/** Measures this poll against the time n8n gives it (`getPollBudgetMs`, since n8n 2.38). */
export function startPollClock(context: IPollFunctions): PollClock {
	const given = typeof context.getPollBudgetMs === 'function' ? context.getPollBudgetMs() : LONGEST_POLL_MS;
	const budget = Math.min(given, LONGEST_POLL_MS);
	const controller = new AbortController();
	const after = async (share: number): Promise<void> => {
		await timer(budget * share, controller.signal);
	};
	return {
		lastStartAt: Date.now() + budget * 0.7,
		over: after(0.9),
		lookUpsOver: after(0.25),
		timer,
		stop: () => {
			controller.abort();
		},
	};
}
