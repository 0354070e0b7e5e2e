import { compact } from '../core/compact';
import type { JsonObject } from '../core/json';
import { unique } from '../core/json';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { epochMs } from './moment';
import { hashesOf, userName } from './names';

/**
 * One event per alert, or per incident without alerts, as the HTTP Event Collector's `/services/collector/event` takes it.
 * `time` is in seconds; without a readable time it is absent and Splunk takes its own. All evidence is in `event`, the
 * names that people search for are indexed as well. Source: Splunk, "Format events for HTTP Event Collector".
 */
export const splunkHec: Format = {
	title: 'Splunk HEC',
	description: 'Events for the HTTP Event Collector of Splunk, with the customer as indexed field',
	documents: (item) => findingsOf(item).map(eventOf),
};

function eventOf(finding: Finding): JsonObject {
	const { alert, evidence, tenant, isIncident } = finding;
	const ms = epochMs(alert.createdDateTime);
	const device = evidence.map(({ device: one }) => one?.name).find((name) => name !== undefined);
	return {
		...(ms !== undefined && { time: ms / 1000 }),
		host: device ?? (tenant.name || tenant.id || 'unknown'),
		source: 'n8n-nodes-microsoft-defender-mssp',
		sourcetype: isIncident ? 'microsoft:defender:incident' : 'microsoft:defender:alert',
		event: bodyOf(finding),
		fields: fieldsOf(finding),
	};
}

function bodyOf({ alert, isIncident, incident, tenant, links, event }: Finding): JsonObject {
	return {
		...(Object.keys(event).length > 0 && { event }),
		tenant,
		...(!isIncident && { alert }),
		...(incident !== undefined && { incident: compact({ ...incident, alerts: undefined }) }),
		links,
	};
}

/** Indexed fields may be texts or lists of texts, and nothing deeper. */
function fieldsOf(finding: Finding): JsonObject {
	const { alert, tenant, event, isIncident } = finding;
	const fields = {
		tenant_id: tenant.id,
		tenant_name: tenant.name,
		event_id: event.id,
		event_type: event.type,
		alert_id: isIncident ? undefined : alert.id,
		incident_id: alert.incidentId,
		severity: alert.severity,
		status: alert.status,
		category: alert.category,
		service_source: alert.serviceSource,
		detection_source: alert.detectionSource,
		mitre_technique_id: alert.mitreTechniques,
		...entityFields(finding),
		...labelFields(tenant.labels),
	};
	return compact(
		Object.fromEntries(
			Object.entries(fields).map(([name, value]) => [name, value?.length === 0 ? undefined : value]),
		),
	);
}

const entityFields = ({ evidence, alert }: Finding) => ({
	dest: unique(evidence.map(({ device }) => device?.name)),
	user: unique(evidence.map(({ account }) => account && userName(account))),
	ip: unique(evidence.map(({ ip }) => ip)),
	url: unique(evidence.map(({ url }) => url)),
	file_name: unique(evidence.map(({ file }) => file?.name)),
	file_hash: unique([
		...alert.hashes,
		...evidence.flatMap(({ file, process }) => [file, process?.image]).flatMap(hashesOf),
	]),
});

/** Names of indexed fields are words: what else a label has in its name becomes an underscore. */
const labelFields = (labels: Record<string, string>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(labels).map(([name, value]) => [`tenant_label_${name.replaceAll(/\W+/g, '_')}`, value]),
	);
