import type { AlertChange } from '../core/alertChange';
import type { AlertRecord } from '../core/item';
import { simplifyComments } from '../core/simplify/comments';
import type { AlertPlace } from './alertPlace';
import { readAlertAt } from './alertPlace';

/** Milliseconds before each look: what was written may take a moment to be shown. */
const WAITS_MS = [0, 1000, 3000];

/** An alert that was read back after a change. */
export interface ReadBack {
	/** As it was read last; absent where it could not be read. */
	record?: AlertRecord;
	/** The change was seen to be there. */
	verified: boolean;
}

/** Reads the alert until the change is seen, a few times at most. */
export async function verifyAlert(place: AlertPlace, change: AlertChange): Promise<ReadBack> {
	let last: ReadBack = { verified: false };
	for (const wait of WAITS_MS) {
		if (wait > 0) await place.connection.sleep(wait);
		const read = await readAlertAt(place);
		if (!read.ok) continue;
		last = { record: read.value, verified: shows(read.value, change) };
		if (last.verified) break;
	}
	return last;
}

/** Whether the alert is as the change wants it. */
export function shows({ simple, raw }: AlertRecord, change: AlertChange): boolean {
	const { assignedTo, comment } = change;
	const hasWord = (name: 'classification' | 'determination' | 'status') =>
		change[name] === undefined || simple[name] === change[name];
	const hasOwner =
		assignedTo === undefined || (simple.assignedTo ?? '').toLowerCase() === (assignedTo ?? '').toLowerCase();
	const hasComment =
		comment === undefined ||
		simplifyComments(raw.comments).some((entry) => entry.comment?.trim() === comment);
	return hasWord('status') && hasWord('classification') && hasWord('determination') && hasOwner && hasComment;
}
