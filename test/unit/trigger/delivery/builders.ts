import type { Pending } from '../../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute } from '../../core/builders';

/** A hand-over of the minutes 2 to 8 of a partition. */
export const pendingEntry = (sequence: number, process: string, key = 'a'): Pending => ({
	sequence,
	process,
	undo: { [key]: { from: atMinute(2), to: atMinute(8), seen: [] } },
	health: {},
	warned: {},
});
