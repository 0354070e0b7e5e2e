import type { AlertComment, SimpleAlert } from '../core/alert';
import type { SimpleIncident } from '../core/incident';
import { isJsonObject } from '../core/json';
import { normalizeTimestamp } from '../core/timestamp';
import { evidenceList, pairsIn } from './ecsEvidence';
import type { EcsFields } from './ecsFields';
import { nested } from './ecsFields';
import type { Finding } from './finding';

const ALERT = 'm365_defender.alert';
const INCIDENT = 'm365_defender.incident';

/** What ECS has no field for, under the names of Elastic's integration. */
export const defenderFields = (finding: Finding): EcsFields => ({
	...alertFields(finding),
	...(finding.incident !== undefined && incidentFields(finding.incident)),
});

const alertFields = ({ alert, evidence, providerAlertId, raw }: Finding): EcsFields => ({
	...stateFields(ALERT, alert),
	[`${ALERT}.category`]: alert.category,
	[`${ALERT}.categories`]: alert.categories,
	[`${ALERT}.incident_id`]: alert.incidentId,
	[`${ALERT}.provider_alert_id`]: providerAlertId,
	[`${ALERT}.alert_policy_id`]: alert.alertPolicyId,
	[`${ALERT}.service_source`]: alert.serviceSource,
	[`${ALERT}.detection_source`]: alert.detectionSource,
	[`${ALERT}.investigation_state`]: alert.investigationState,
	[`${ALERT}.actor_display_name`]: alert.actorDisplayName,
	[`${ALERT}.threat_display_name`]: alert.threatDisplayName,
	[`${ALERT}.threat_family_name`]: alert.threatFamilyName,
	[`${ALERT}.resolved_datetime`]: normalizeTimestamp(alert.resolvedDateTime),
	[`${ALERT}.recommended_actions`]: alert.recommendedActions,
	[`${ALERT}.system_tags`]: alert.systemTags,
	[`${ALERT}.comments`]: alert.comments.map(commentOf),
	[`${ALERT}.custom_details`]: pairsIn(alert.customDetails ?? {}),
	[`${ALERT}.additional_data`]: isJsonObject(raw?.additionalData) ? pairsIn(raw.additionalData) : undefined,
	[`${ALERT}.evidence`]: evidenceList(evidence),
});

const incidentFields = (incident: SimpleIncident): EcsFields => ({
	[`${INCIDENT}.id`]: incident.id,
	[`${INCIDENT}.display_name`]: incident.displayName,
	[`${INCIDENT}.description`]: incident.description,
	[`${INCIDENT}.summary`]: incident.summary,
	...stateFields(INCIDENT, incident),
	[`${INCIDENT}.priority_score`]: incident.priorityScore,
	[`${INCIDENT}.last_modified_by`]: incident.lastModifiedBy,
	[`${INCIDENT}.resolving_comment`]: incident.resolvingComment,
	[`${INCIDENT}.redirect_incident_id`]: incident.redirectIncidentId,
	[`${INCIDENT}.created_datetime`]: normalizeTimestamp(incident.createdDateTime),
	[`${INCIDENT}.last_update_datetime`]: normalizeTimestamp(incident.lastUpdateDateTime),
	[`${INCIDENT}.tags`]: incident.customTags,
	[`${INCIDENT}.system_tags`]: incident.systemTags,
	[`${INCIDENT}.comments`]: incident.comments.map(commentOf),
});

type State = Pick<SimpleAlert, 'assignedTo' | 'classification' | 'determination' | 'severity' | 'status'>;

const stateFields = (prefix: string, state: State): EcsFields => ({
	[`${prefix}.status`]: state.status,
	[`${prefix}.severity`]: state.severity,
	[`${prefix}.classification`]: state.classification,
	[`${prefix}.determination`]: state.determination,
	[`${prefix}.assigned_to`]: state.assignedTo,
});

const commentOf = ({ comment, createdByDisplayName, createdDateTime }: AlertComment) =>
	nested({
		message: comment,
		created_by_display_name: createdByDisplayName,
		created_datetime: normalizeTimestamp(createdDateTime),
	});
