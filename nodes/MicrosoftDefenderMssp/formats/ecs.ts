import type { SimpleAlert } from '../core/alert';
import { entryOf } from '../core/knownWords';
import { normalizeTimestamp } from '../core/timestamp';
import { ecsCategories } from './ecsCategories';
import { entityFields } from './ecsEntities';
import type { EcsFields } from './ecsFields';
import { nested } from './ecsFields';
import { relatedFields } from './ecsRelated';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { isSubTechnique, tacticOf, techniqueOf } from './mitre';
import { epochMs } from './moment';

const ECS_VERSION = '9.4.0';

/**
 * One document of the Elastic Common Schema per alert, or per incident without alerts, mapped as Elastic's integration for
 * Microsoft Defender XDR does where ECS leaves a choice. `host`, `user`, `file`, `process` and the like tell of the first
 * evidence of that kind, `related` of all. What ECS has no field for stands under the name that this integration gives it.
 */
export const ecs: Format = {
	title: 'Elastic Common Schema (ECS)',
	description: `Documents of ECS ${ECS_VERSION} for Elasticsearch and OpenSearch`,
	documents: (item) => findingsOf(item).map((finding) => nested(fieldsOf(finding))),
};

function fieldsOf(finding: Finding): EcsFields {
	const { alert, tenant } = finding;
	const updated = normalizeTimestamp(alert.lastUpdateDateTime);
	const created = normalizeTimestamp(alert.createdDateTime);
	return {
		// ECS requires it. A service always sends a time; 1970 is nothing that anybody takes for real.
		'@timestamp': updated ?? created ?? '1970-01-01T00:00:00.0000000Z',
		'ecs.version': ECS_VERSION,
		message: alert.description ?? alert.title,
		labels: labelsOf(tenant.labels),
		tags: finding.isIncident ? tagsOf(finding) : undefined,
		...eventFields(finding),
		'rule.id': alert.detectorId,
		'rule.name': alert.title,
		'organization.id': tenant.id,
		'organization.name': tenant.name,
		'cloud.account.id': tenant.id,
		'cloud.account.name': tenant.name,
		'observer.vendor': 'Microsoft',
		'observer.product': alert.productName ?? 'Microsoft Defender',
		...threatFields(alert),
		...entityFields(finding.evidence),
		...relatedFields(finding),
		...defenderFields(alert),
	};
}

const tagsOf = ({ incident }: Finding): string[] => [
	...(incident?.customTags ?? []),
	...(incident?.systemTags ?? []),
];

/** A dot in the name of a label would nest it, which ECS forbids. */
const labelsOf = (labels: Record<string, string>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(labels)
			.map(([name, value]) => [name.replaceAll(/[.*"\s\p{Cc}]+/gu, '_'), value] as const)
			.filter(([name]) => name !== '' && name !== '_'),
	);

/** The numbers that Elastic's integrations give to Microsoft's words. */
const SEVERITIES: Readonly<Record<string, number>> = {
	informational: 21,
	low: 21,
	medium: 47,
	high: 73,
	critical: 99,
};

function eventFields({ alert, evidence, links, event }: Finding): EcsFields {
	const [start, end] = [alert.firstActivityDateTime, alert.lastActivityDateTime];
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
		'event.start': normalizeTimestamp(start),
		'event.end': normalizeTimestamp(end),
		'event.duration': durationOf(epochMs(start), epochMs(end)),
	};
}

/** Nanoseconds; to the millisecond, because more is not exact in a JSON number. */
function durationOf(start: number | undefined, end: number | undefined): number | undefined {
	const ns = ((end ?? Number.NaN) - (start ?? Number.NaN)) * 1_000_000;
	return Number.isSafeInteger(ns) && ns >= 0 ? ns : undefined;
}

function threatFields(alert: SimpleAlert): EcsFields {
	const { category, mitreTechniques, actorDisplayName, threatFamilyName } = alert;
	const tactic = tacticOf(category);
	const isMitre = tactic !== undefined || mitreTechniques.length > 0;
	return {
		'threat.framework': isMitre ? 'MITRE ATT&CK' : undefined,
		'threat.tactic.id': tactic && [tactic.id],
		'threat.tactic.name': tactic && [tactic.name],
		'threat.technique.id': [...new Set(mitreTechniques.map(techniqueOf))],
		'threat.technique.subtechnique.id': mitreTechniques.filter(isSubTechnique),
		'threat.group.name': actorDisplayName,
		'threat.software.name': threatFamilyName,
	};
}

const DEFENDER = 'm365_defender.alert';

const defenderFields = (alert: SimpleAlert): EcsFields => ({
	[`${DEFENDER}.status`]: alert.status,
	[`${DEFENDER}.severity`]: alert.severity,
	[`${DEFENDER}.category`]: alert.category,
	[`${DEFENDER}.classification`]: alert.classification,
	[`${DEFENDER}.determination`]: alert.determination,
	[`${DEFENDER}.assigned_to`]: alert.assignedTo,
	[`${DEFENDER}.incident_id`]: alert.incidentId,
	[`${DEFENDER}.service_source`]: alert.serviceSource,
	[`${DEFENDER}.detection_source`]: alert.detectionSource,
	[`${DEFENDER}.investigation_state`]: alert.investigationState,
	[`${DEFENDER}.actor_display_name`]: alert.actorDisplayName,
	[`${DEFENDER}.threat_display_name`]: alert.threatDisplayName,
	[`${DEFENDER}.threat_family_name`]: alert.threatFamilyName,
	[`${DEFENDER}.resolved_datetime`]: normalizeTimestamp(alert.resolvedDateTime),
});
