import { compact } from '../core/compact';
import { isDefenderAlert } from '../core/evidence/readDefender';
import type { JsonObject } from '../core/json';
import type { RoutedItem } from '../core/routedItem';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import { hostOf, timeOf } from './splunkEvent';
import { tenantFields } from './splunkFields';

/**
 * The events that the Splunk Add-on for Microsoft Security makes of the same alert or incident: the service's own object; of an
 * incident its alerts, each an event, and then the incident without them. Where the item does not have the service's own
 * object, `instead` makes the event. Source: add-on 3.0.0, its inputs for incidents and for alerts of Defender for Endpoint.
 */
export function addOnEvents(item: RoutedItem, instead: (finding: Finding) => JsonObject): JsonObject[] {
	const findings = findingsOf(item);
	const hasAlerts = item.incident !== undefined && findings.some(({ isIncident }) => !isIncident);
	return [...findings, ...(hasAlerts ? findingsOf(withoutAlerts(item)) : [])].flatMap((finding) => {
		if (finding.raw !== undefined) return [addOnEvent(finding, finding.raw)];
		// Of a simplified incident each alert tells the incident too.
		return finding.isIncident && hasAlerts ? [] : [instead(finding)];
	});
}

const withoutAlerts = ({ incident, raw, ...rest }: RoutedItem): RoutedItem => ({
	...rest,
	...(incident !== undefined && { incident: { ...incident, alerts: undefined } }),
	...(raw !== undefined && { raw: { ...raw, alerts: undefined } }),
});

/** The add-on extracts what else can be searched for from the object itself, so that of ours only the customer is indexed. */
function addOnEvent(finding: Finding, raw: JsonObject): JsonObject {
	const { createdDateTime, lastUpdateDateTime } = finding.alert;
	return {
		...timeOf(lastUpdateDateTime ?? createdDateTime),
		host: hostOf(finding),
		...kindOf(finding, raw),
		event: compact({ ...raw, alerts: undefined }),
		fields: tenantFields(finding),
	};
}

/** What the add-on calls its inputs for Graph's incidents and for alerts of Defender for Endpoint. */
const [INCIDENTS, ALERTS] = [
	'microsoft_365_defender_endpoint_incidents',
	'microsoft_defender_endpoint_atp_alerts',
];

function kindOf({ isIncident, tenant }: Finding, raw: JsonObject): { source: string; sourcetype: string } {
	if (isDefenderAlert(raw)) return { source: ALERTS, sourcetype: 'ms:defender:atp:alerts' };
	const sourcetype = isIncident ? 'ms365:defender:incident' : 'ms365:defender:incident:alerts';
	return { source: tenant.id === '' ? INCIDENTS : `${INCIDENTS}:${tenant.id}`, sourcetype };
}
