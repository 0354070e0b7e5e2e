import type { Caller } from '../http/bearer';
import { ticksNow } from '../records/input';
import type { World } from '../world';
import { patchedAlertRecord, type AlertPatch, type AlertRecord } from './record';
import { formatTicks, parseTicks } from './timestamp';

/** A change that a caller of an API makes, in Graph's vocabulary. */
export interface CallersChange extends Pick<
	AlertPatch,
	'status' | 'assignedTo' | 'classification' | 'determination'
> {
	/** A comment to add. */
	comment?: string;
}

/** Stores the alert with a caller's change; its last update is now, and in any case later than the one before. */
export function changeAlert(
	world: World,
	{ tenant, token }: Caller,
	record: AlertRecord,
	{ comment, ...patch }: CallersChange,
): AlertRecord {
	const before = parseTicks(record.lastUpdateDateTime) ?? 0n;
	const now = ticksNow(world.now());
	const stamp = formatTicks(now > before ? now : before + 1n);
	const author = token.upn ?? world.apps.get(token.clientId)?.displayName ?? token.clientId;
	const comments =
		comment === undefined
			? record.comments
			: [...record.comments, { comment, createdByDisplayName: author, createdDateTime: stamp }];
	const changed = patchedAlertRecord(record, { ...patch, comments, lastUpdateDateTime: stamp }, world.now());
	const resolvesNow =
		changed.resolvedDateTime !== record.resolvedDateTime && changed.resolvedDateTime !== null;
	const stored = resolvesNow ? { ...changed, resolvedDateTime: stamp } : changed;
	tenant.alerts.set(stored);
	return stored;
}
