import type { SimpleAlert } from '../core/alert';
import { mostTelling } from '../core/evidence/telling';
import type { JsonObject } from '../core/json';
import { isJsonObject, unique } from '../core/json';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { isSubTechnique, tacticOf, techniqueOf } from './mitre';
import { epochMs } from './moment';
import { ocsfDevice } from './ocsfDevice';
import { activityOf, pair, severityOf, statusOf } from './ocsfEnums';
import { ocsfEvidences } from './ocsfEvidence';
import { incidentProfile, relatedEvents, tagsOf, wordsOfPeople } from './ocsfIncident';
import { ocsfMalware } from './ocsfMalware';
import { ocsfObservables } from './ocsfObservables';
import { ocsfProduct } from './ocsfProduct';
import { ocsfResources } from './ocsfResources';
import { present } from './present';

const OCSF_VERSION = '1.8.0';
const CLASS_UID = 2004;

/**
 * A Detection Finding of OCSF per alert, or per incident without alerts, with the profiles cloud (the customer) and incident
 * (who works on it, its verdict). All evidence is in `evidences` and `observables`; `device` is the most telling one. What
 * OCSF has no attribute for stands under `unmapped` with Graph's names.
 */
export const ocsf: Format = {
	title: 'OCSF Detection Finding',
	description: `Detection Findings (class ${CLASS_UID}) of OCSF ${OCSF_VERSION}, for security data lakes`,
	documents: (item) => findingsOf(item).map(documentOf),
};

function documentOf(finding: Finding): JsonObject {
	const { alert } = finding;
	const evidence = finding.evidence;
	const evidences = ocsfEvidences(evidence);
	const attributes = {
		...classification(finding),
		// OCSF requires it. A service always sends a time; 1970 is nothing that anybody takes for real.
		time: epochMs(alert.createdDateTime) ?? epochMs(alert.lastUpdateDateTime) ?? 0,
		start_time: epochMs(alert.firstActivityDateTime),
		end_time: epochMs(alert.lastActivityDateTime),
		message: alert.title,
		metadata: metadataOf(finding, evidences),
		finding_info: findingInfo(finding),
		evidences,
		observables: ocsfObservables(evidence, evidences),
		resources: ocsfResources(evidence),
		device: mostTelling(evidence)
			.map(ocsfDevice)
			.find((device) => device !== undefined),
		malware: ocsfMalware(alert, evidence),
		remediation: present({ desc: alert.recommendedActions }),
		...cloudProfile(finding),
		...incidentProfile(finding),
		...wordsOfPeople(finding),
		unmapped: unmappedOf(finding),
	};
	return present(attributes) ?? {};
}

/** The event says what happened. An item without event (one that was asked for) tells only whether it is closed. */
function classification({ event, alert }: Finding): JsonObject {
	const activity = activityOf(event.type ?? (alert.status === 'resolved' ? 'resolved' : undefined));
	return {
		activity_id: activity.id,
		activity_name: activity.caption,
		category_uid: 2,
		category_name: 'Findings',
		class_uid: CLASS_UID,
		class_name: 'Detection Finding',
		type_uid: CLASS_UID * 100 + activity.id,
		type_name: `Detection Finding: ${activity.id === 99 ? 'Other' : activity.caption}`,
		...pair('severity', severityOf(alert.severity)),
		...pair('status', statusOf(alert.status)),
		is_alert: activity.caption !== 'Close',
	};
}

function metadataOf(
	{ alert, isIncident, tenant, event }: Finding,
	evidences: JsonObject[],
): JsonObject | undefined {
	const isWindows = evidences.some((evidence) => 'reg_key' in evidence || 'reg_value' in evidence);
	return present({
		version: OCSF_VERSION,
		profiles: ['cloud', 'incident'],
		extensions: isWindows ? [{ name: 'win', uid: '2', version: OCSF_VERSION }] : [],
		product: ocsfProduct(alert, isIncident),
		tenant_uid: tenant.id,
		uid: event.id,
		original_event_uid: alert.id,
		original_time: alert.createdDateTime,
		modified_time: epochMs(alert.lastUpdateDateTime),
		correlation_uid: alert.incidentId,
		tags: Object.entries(tenant.labels).map(([name, value]) => ({ name, value })),
	});
}

function findingInfo(finding: Finding): JsonObject {
	const { alert, incident, isIncident, links, providerAlertId } = finding;
	const { categories, category, serviceSource, detectionSource } = alert;
	const uid = alert.detectorId;
	return {
		// OCSF requires it, also of the alert that has none.
		uid: alert.id,
		...present({
			title: alert.title,
			desc: alert.description ?? (isIncident ? incident?.summary : undefined),
			types: isIncident ? ['Incident'] : unique([category, ...categories]),
			created_time: epochMs(alert.createdDateTime),
			modified_time: epochMs(alert.lastUpdateDateTime),
			first_seen_time: epochMs(alert.firstActivityDateTime),
			last_seen_time: epochMs(alert.lastActivityDateTime),
			src_url: links.alert ?? links.incident,
			uid_alt: providerAlertId === alert.id ? undefined : providerAlertId,
			data_sources: unique([serviceSource, detectionSource]),
			analytic: uid === undefined ? undefined : { uid, type_id: 0, type: 'Unknown' },
			attacks: attacksOf(alert),
			related_events: relatedEvents(finding),
			tags: isIncident
				? tagsOf({ customTags: incident?.customTags, systemTags: incident?.systemTags })
				: tagsOf({ systemTags: alert.systemTags }),
		}),
	};
}

/** The tactic stands alone: an alert has categories and techniques, and nothing says which go together. */
function attacksOf({ category, categories, mitreTechniques }: SimpleAlert): JsonObject[] {
	const tactics = unique([category, ...categories]).map(tacticOf);
	return [
		...tactics
			.filter((tactic) => tactic !== undefined)
			.map(({ id, name }) => ({ tactic: { uid: id, name } })),
		...mitreTechniques.map((id) => ({
			technique: { uid: techniqueOf(id) },
			...(isSubTechnique(id) && { sub_technique: { uid: id } }),
		})),
	];
}

function cloudProfile({ tenant }: Finding): JsonObject {
	const customer = present({ uid: tenant.id, name: tenant.name });
	return {
		cloud: present({
			provider: 'Microsoft',
			account: customer && { ...customer, type_id: 17, type: 'M365 Tenant' },
			org: customer,
		}),
	};
}

const unmappedOf = (finding: Finding): JsonObject | undefined =>
	present(finding.isIncident ? ofIncident(finding) : ofAlert(finding));

const ofAlert = ({ alert, raw }: Finding): JsonObject => ({
	determination: alert.determination,
	investigationState: alert.investigationState,
	actorDisplayName: alert.actorDisplayName,
	threatFamilyName: alert.threatFamilyName,
	alertPolicyId: alert.alertPolicyId,
	resolvedDateTime: alert.resolvedDateTime,
	comments: alert.comments,
	customDetails: alert.customDetails,
	additionalData: isJsonObject(raw?.additionalData) ? raw.additionalData : undefined,
});

const ofIncident = ({ alert, incident }: Finding): JsonObject => ({
	determination: alert.determination,
	summary: alert.description === undefined ? undefined : incident?.summary,
	priorityScore: incident?.priorityScore,
	resolvingComment: incident?.resolvingComment,
	lastModifiedBy: incident?.lastModifiedBy,
	comments: incident?.comments,
});
