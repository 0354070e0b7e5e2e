import { bareAlert } from './alert';
import type { AlertFilter } from './alertFilter';
import { passesFilter } from './alertFilter';
import type { HeldRecord } from './item';

/**
 * Whether an alert or incident passes the filter. An incident is judged by its own severity, status and title; by its
 * alerts for what only alerts have, and it passes if one of them does or if they were not asked for.
 */
export function passesRecordFilter({ simple }: HeldRecord, filter: AlertFilter): boolean {
	if (!('customTags' in simple)) return passesFilter(simple, filter);
	const { minimumSeverity, severities, statuses, titleContains, ...ofAlerts } = filter;
	const { severity, status, displayName: title, alerts } = simple;
	const own = { ...bareAlert(simple.id), severity, status, title };
	return (
		passesFilter(own, { minimumSeverity, severities, statuses, titleContains }) &&
		(alerts === undefined || alerts.length === 0 || alerts.some((alert) => passesFilter(alert, ofAlerts)))
	);
}
