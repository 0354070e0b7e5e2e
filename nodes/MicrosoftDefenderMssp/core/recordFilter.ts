import { bareAlert } from './alert';
import type { AlertFilter } from './alertFilter';
import { passesFilter, readAlertFilter } from './alertFilter';
import type { Failure } from './failure';
import type { SimpleIncident } from './incident';
import type { HeldRecord } from './item';
import type { JsonObject } from './json';
import { readWholeNumber } from './parameters';
import type { Result } from './result';
import { succeed } from './result';

/** What to let through of alerts and incidents. */
export interface RecordFilter extends AlertFilter {
	/** Of incidents only. */
	minimumPriority?: number;
}

/**
 * Whether an alert or incident passes the filter. An incident is judged by its own severity, status, title and priority; by
 * its alerts for what only alerts have, and it passes if one of them does or if they were not asked for.
 */
export function passesRecordFilter({ simple }: HeldRecord, filter: RecordFilter): boolean {
	if (!('customTags' in simple)) return passesFilter(simple, filter);
	const { minimumPriority, minimumSeverity, severities, statuses, titleContains, ...ofAlerts } = filter;
	const { severity, status, displayName: title, alerts } = simple;
	const own = { ...bareAlert(simple.id), severity, status, title };
	return (
		hasPriority(simple, minimumPriority) &&
		passesFilter(own, { minimumSeverity, severities, statuses, titleContains }) &&
		(alerts === undefined || alerts.length === 0 || alerts.some((alert) => passesFilter(alert, ofAlerts)))
	);
}

/** An incident that Microsoft has not scored passes: better one too many than one hidden. */
const hasPriority = ({ priorityScore }: SimpleIncident, minimum?: number): boolean =>
	minimum === undefined || priorityScore === undefined || priorityScore >= minimum;

/** Filter 'Minimum Priority', from 0 to 100; undefined where it is not set. */
export const readMinimumPriority = (value: unknown): Result<number | undefined, Failure> =>
	value === undefined || value === null || value === ''
		? succeed(undefined)
		: readWholeNumber(value, 'Minimum Priority', [0, 100]);

/** Reads the criteria of collection `filters` of the trigger; the failure names the one that cannot be used. */
export function readRecordFilter(filters: JsonObject): Result<RecordFilter, Failure> {
	const filter = readAlertFilter(filters);
	if (!filter.ok) return filter;
	const minimumPriority = readMinimumPriority(filters.minimumPriority);
	return minimumPriority.ok
		? succeed({ ...filter.value, minimumPriority: minimumPriority.value })
		: minimumPriority;
}
