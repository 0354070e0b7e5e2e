import type { AlertChange } from '../core/alertChange';
import { compact } from '../core/compact';
import type { JsonObject } from '../core/json';
import {
	toDefenderClassification,
	toDefenderDetermination,
	toDefenderEnum,
} from '../core/simplify/defenderEnums';

/** The change as Defender for Endpoint takes it. To unassign is documented nowhere; an empty owner is nobody. */
export const defenderChange = (
	{ status, assignedTo, classification, determination, comment }: AlertChange,
	call: 'updateMany' | 'updateOne',
): JsonObject =>
	compact({
		status: status === undefined ? undefined : toDefenderEnum('status', status),
		assignedTo: assignedTo === null ? '' : assignedTo,
		classification: classification === undefined ? undefined : toDefenderClassification(classification),
		determination: determination === undefined ? undefined : toDefenderDetermination(determination, call),
		comment,
	});
