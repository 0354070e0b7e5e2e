import type { TenantState } from '../world';
import type { AlertRecord } from './record';
import { parseTicks } from './timestamp';

export type TimeProperty = 'createdDateTime' | 'lastUpdateDateTime';

/** The tenant's alerts that a service shows at this moment. */
export function visibleAlerts(
	tenant: TenantState,
	now: number,
	service: 'graph' | 'defender',
): AlertRecord[] {
	const shown = service === 'graph' ? 'shownByGraph' : 'shownByDefender';
	return [...tenant.alerts.values()].filter((alert) => alert.visibleAt <= now && alert[shown]);
}

/** Sorted by a time with all its 100 ns; equal times keep the order in which the alerts were added. */
export function sortedByTime(
	alerts: AlertRecord[],
	property: TimeProperty,
	descending: boolean,
): AlertRecord[] {
	const keyed = alerts.map((alert) => ({ alert, ticks: timeOf(alert, property) ?? 0n }));
	keyed.sort((left, right) => {
		if (left.ticks === right.ticks) return 0;
		return left.ticks < right.ticks === descending ? 1 : -1;
	});
	return keyed.map(({ alert }) => alert);
}

/** Ticks of a time property; null when the alert has none. */
export function timeOf(alert: AlertRecord, property: TimeProperty | 'lastActivityDateTime'): bigint | null {
	return parseTicks(alert[property]) ?? null;
}
