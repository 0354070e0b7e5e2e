import { setTimeout as sleep } from 'node:timers/promises';
import type { Queries } from '../stage/database';
import type { Stage } from '../stage/stage';
import { deliveriesOf, executionsWith } from './history';
import type { SentAlert } from './judge';

/** A customer that failed several times is tried every few minutes only. */
const arriveWithinMs = 240_000;
/** Some polls: what comes twice has come by then. */
const strayWaitMs = 8_000;

export interface Settling {
	stage: Stage;
	database: Queries;
	sent: readonly SentAlert[];
}

const missingOf = ({ stage, sent }: Settling): SentAlert[] => {
	const arrived = new Set(deliveriesOf(stage.arrivals).map(({ alertId }) => alertId));
	return sent.filter(({ alertId }) => !arrived.has(alertId));
};

/** The executions that n8n keeps of alerts that did not get to the receiver: n8n does not do a crashed one again by itself. */
const unfinished = async (settling: Settling): Promise<Map<string, number>> =>
	await executionsWith(
		settling.database,
		missingOf(settling).map(({ alertId }) => alertId),
	);

/** Waits until everything that is not in a crashed execution has arrived. */
export async function untilSettled(settling: Settling): Promise<void> {
	const deadline = Date.now() + arriveWithinMs;
	while (missingOf(settling).length > 0 && Date.now() < deadline) {
		await sleep(1_000);
		const held = await unfinished(settling);
		if (missingOf(settling).every(({ alertId }) => held.has(alertId))) break;
	}
	await sleep(strayWaitMs);
}

/** Does what a person does with crashed executions: retries them. Resolves to how many alerts came only so. */
export async function retryCrashed(settling: Settling): Promise<number> {
	const before = missingOf(settling).length;
	const { rest } = settling.stage;
	for (const id of new Set((await unfinished(settling)).values())) {
		await rest.call('POST', `/executions/${id}/retry`, { loadWorkflow: false });
	}
	if (before > 0) await sleep(strayWaitMs);
	return before - missingOf(settling).length;
}
