import { normalizeTimestamp } from '../core/timestamp';
import type { EcsFields } from './ecsFields';
import { urlFields } from './ecsUrl';
import type { Finding } from './finding';

/**
 * What Elastic's integration `m365_defender` writes beside ECS, so that its dashboards and the prebuilt rules "Microsoft
 * Defender XDR Alert External Alerts" and "… Incident External Alerts" find the documents. These rules look for `event.kind` and
 * `data_stream.dataset`, name their alerts after `title` or `display_name`, and put what has the same `id` and `tenant_id`
 * into one. Sources: elastic/integrations, packages/m365_defender; elastic/detection-rules, rules/promotions.
 */
export function integrationFields(finding: Finding): EcsFields {
	const dataset = finding.isIncident ? 'm365_defender.incident' : 'm365_defender.alert';
	return {
		'data_stream.type': 'logs',
		'data_stream.dataset': dataset,
		'data_stream.namespace': 'default',
		'event.module': 'm365_defender',
		'event.dataset': dataset,
		...(finding.isIncident ? {} : alertFields(finding)),
		...(finding.incident !== undefined && {
			'm365_defender.incident.tenant_id': finding.tenant.id,
			...urlFields('m365_defender.incident.web_url', finding.links.incident),
		}),
	};
}

const ALERT = 'm365_defender.alert';

const alertFields = ({ alert, tenant, links }: Finding): EcsFields => ({
	[`${ALERT}.id`]: alert.id,
	[`${ALERT}.tenant_id`]: tenant.id,
	[`${ALERT}.title`]: alert.title,
	[`${ALERT}.description`]: alert.description,
	[`${ALERT}.detector_id`]: alert.detectorId,
	[`${ALERT}.mitre_techniques`]: alert.mitreTechniques,
	[`${ALERT}.created_datetime`]: normalizeTimestamp(alert.createdDateTime),
	[`${ALERT}.last_update_datetime`]: normalizeTimestamp(alert.lastUpdateDateTime),
	[`${ALERT}.first_activity_datetime`]: normalizeTimestamp(alert.firstActivityDateTime),
	[`${ALERT}.last_activity_datetime`]: normalizeTimestamp(alert.lastActivityDateTime),
	...urlFields(`${ALERT}.web_url`, links.alert),
	...urlFields(`${ALERT}.incident_web_url`, links.incident),
});
