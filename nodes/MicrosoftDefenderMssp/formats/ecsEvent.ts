import { entryOf } from '../core/knownWords';
import { nanosecondsBetween, normalizeTimestamp } from '../core/timestamp';
import { ecsCategories } from './ecsCategories';
import type { EcsFields } from './ecsFields';
import type { Finding } from './finding';

/** The numbers that Elastic's integrations give to Microsoft's words. */
const SEVERITIES: Readonly<Record<string, number>> = {
	informational: 21,
	low: 21,
	medium: 47,
	high: 73,
	critical: 99,
};

/** `event.*`: what happened, when, and where to read on. */
export function eventFields({ alert, evidence, links, event }: Finding): EcsFields {
	const start = normalizeTimestamp(alert.firstActivityDateTime);
	const end = normalizeTimestamp(alert.lastActivityDateTime);
	return {
		'event.kind': 'alert',
		...ecsCategories(alert, evidence),
		'event.id': alert.id,
		'event.action': event.type,
		'event.provider': alert.serviceSource,
		'event.severity': entryOf(SEVERITIES, alert.severity),
		'event.url': links.alert ?? links.incident,
		'event.reference': links.alert === undefined ? undefined : links.incident,
		'event.created': normalizeTimestamp(alert.createdDateTime),
		'event.start': start,
		'event.end': end,
		'event.duration': durationOf(start, end),
	};
}

/** Nanoseconds: exact up to 104 days, from where on a JSON number holds no more than sixteen digits. */
function durationOf(start: string | undefined, end: string | undefined): number | undefined {
	if (start === undefined || end === undefined) return undefined;
	const nanoseconds = nanosecondsBetween(start, end);
	return nanoseconds < 0n || nanoseconds > MOST ? undefined : Number(nanoseconds);
}

/** What Elasticsearch takes for the type of this field; the nearest number below that JSON writes in digits alone. */
const MOST = 9_223_372_036_854_774_784n;
