import { hasEnded } from '../core/deviceAction';
import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { text } from '../core/json';
import type { Connection } from '../transport/connection';
import { getDeviceAction } from './deviceActions';

/** What an action came to. */
export interface AwaitedAction {
	/** Its final state, or the last one seen. */
	action: JsonObject;
	/** It went on for longer than was to be waited. */
	timedOut?: true;
	/** Why its state could not be read any more. */
	failure?: Failure;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Waits until an action has ended, for `maxWaitMs` at most, with pauses that grow. A failure to read its state that may pass
 * is waited out, and so is "not found", because an action just started may not be listed yet.
 */
export async function waitForDeviceAction(
	started: JsonObject,
	maxWaitMs: number,
	connection: Connection,
	tenantId: string,
): Promise<AwaitedAction> {
	const id = text(started.id);
	if (id === undefined) return { action: started };
	const end = connection.now() + maxWaitMs;
	let action = started;
	for (let pause = FIRST_PAUSE_MS; !hasEnded(action); pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
		const left = end - connection.now();
		if (left <= 0) return { action, timedOut: true };
		await connection.sleep(Math.min(pause, left));
		const read = await getDeviceAction(id, connection, tenantId);
		if (read.ok) action = read.value;
		else if (!read.failure.transient && read.failure.kind !== 'notFound') {
			return { action, failure: read.failure };
		}
	}
	return { action };
}
