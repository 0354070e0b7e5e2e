import type { AlertComment, ViewPatch } from '../alerts/record';
import { formatTicks } from '../alerts/timestamp';
import { definedOnly, inputTicks, ticksNow, withNormalTimes, patchedRecord } from '../records/input';
import type { StoredRecord } from '../records/store';

/** One incident, enums in Graph's vocabulary. Its alerts are those whose `incidentId` is its id. */
export interface IncidentRecord extends StoredRecord {
	/** A number as text, because Graph shows it so (`incidentId` of an alert record is the number). */
	id: string;
	displayName: string;
	description: string | null;
	status: string;
	/** The incident that this one was merged into; its status is then `redirected`. */
	redirectIncidentId: string | null;
	severity: string;
	classification: string;
	determination: string;
	assignedTo: string | null;
	customTags: string[];
	systemTags: string[];
	comments: AlertComment[];
	resolvingComment: string | null;
	createdDateTime: string;
	lastUpdateDateTime: string;
	summary: string | null;
	lastModifiedBy: string | null;
	/** 0 to 100. */
	priorityScore: number | null;
	extra: { graph?: ViewPatch };
}

export type IncidentInput = Partial<IncidentRecord>;
export type IncidentPatch = Partial<Omit<IncidentRecord, 'id'>>;

const timeProperties = ['createdDateTime', 'lastUpdateDateTime'] as const;

/**
 * A complete, realistic incident around the properties given. Throws when the id is no number
 * or a time is not a DateTimeOffset.
 */
export function newIncidentRecord(input: IncidentInput, now: number, freeId: string): IncidentRecord {
	const created = inputTicks(input.createdDateTime) ?? ticksNow(now);
	const record: IncidentRecord = {
		id: freeId,
		displayName: 'Suspicious PowerShell activity on one endpoint',
		description: 'PowerShell ran a downloaded script that the user did not expect.',
		status: 'active',
		redirectIncidentId: null,
		severity: 'medium',
		classification: 'unknown',
		determination: 'unknown',
		assignedTo: null,
		customTags: [],
		systemTags: [],
		comments: [],
		resolvingComment: null,
		createdDateTime: formatTicks(created),
		lastUpdateDateTime: formatTicks(created + 26_666_667n),
		summary: null,
		lastModifiedBy: null,
		priorityScore: 42,
		visibleAt: 0,
		extra: {},
		...definedOnly(input),
	};
	if (!/^\d+$/.test(record.id)) throw new Error(`'${record.id}' is not an incident id like 4711`);
	return withNormalTimes(record, timeProperties);
}

/** The record after a change: `lastUpdateDateTime` moves to now unless the patch sets it. */
export function patchedIncidentRecord(
	record: IncidentRecord,
	patch: IncidentPatch,
	now: number,
): IncidentRecord {
	return patchedRecord(record, patch, { now, timeProperties });
}
