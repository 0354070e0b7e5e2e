/** How long a worker that says nothing holds its executions, and how often the others look for such; by default 60 and 30 seconds. */
const lockMs = 6_000;
const lookEveryMs = 3_000;

/** Settings of all of n8n in this scenario: what takes minutes by default takes seconds. */
export const scaleSettings: NodeJS.ProcessEnv = {
	QUEUE_WORKER_LOCK_DURATION: String(lockMs),
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: String(lookEveryMs),
	// A trigger whose publication was interrupted by a kill is left alone for so long.
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '20',
};

/** Workers do not look for executions of others that died. */
export const noLooking: NodeJS.ProcessEnv = { QUEUE_WORKER_STALLED_INTERVAL: '0' };

/** After this, what a killed worker was doing is no longer in the queue: it is noticed at one look and given up at the next. */
export const forgottenAfterMs = lockMs + 2 * lookEveryMs + 1_000;

/** How often an alert happens while alerts keep coming. */
export const alertEveryMs = 700;
