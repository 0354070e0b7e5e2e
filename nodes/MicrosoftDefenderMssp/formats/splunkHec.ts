import { compact } from '../core/compact';
import type { JsonObject } from '../core/json';
import { objects } from '../core/json';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { addOnEvents } from './splunkAddOn';
import { hostOf, timeOf } from './splunkEvent';
import { alertFields, tenantFields } from './splunkFields';

/**
 * One event per alert, or per incident without alerts, as the HTTP Event Collector's `/services/collector/event` takes it.
 * `time` is in seconds; without a readable time it is absent and Splunk takes its own. All evidence is in `event`, the
 * names that people search for are indexed as well. Source: Splunk, "Format events for HTTP Event Collector".
 */
export const splunkHec: Format = {
	title: 'Splunk HEC',
	description: 'Events for the HTTP Event Collector of Splunk, with the customer as indexed field',
	documents: (item, options) =>
		options?.splunkAddOnEvents === true ? addOnEvents(item, eventOf) : findingsOf(item).map(eventOf),
};

function eventOf(finding: Finding): JsonObject {
	return {
		...timeOf(finding.alert.createdDateTime),
		host: hostOf(finding),
		source: 'n8n-nodes-microsoft-defender-mssp',
		sourcetype: finding.isIncident ? 'microsoft:defender:incident' : 'microsoft:defender:alert',
		event: bodyOf(finding),
		fields: { ...tenantFields(finding), ...alertFields(finding) },
	};
}

/** The service's own evidence says more than the simplified alert; without it the `entities` of that are all there is. */
function bodyOf({
	alert,
	isIncident,
	incident,
	tenant,
	links,
	event,
	raw,
	providerAlertId,
}: Finding): JsonObject {
	const evidence = objects(raw?.evidence);
	return {
		...(Object.keys(event).length > 0 && { event }),
		tenant,
		...(!isIncident && { alert }),
		...(providerAlertId !== undefined && { providerAlertId }),
		...(evidence.length > 0 && { evidence }),
		...(incident !== undefined && { incident: compact({ ...incident, alerts: undefined }) }),
		links,
	};
}
