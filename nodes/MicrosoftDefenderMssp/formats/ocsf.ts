import type { SimpleAlert } from '../core/alert';
import type { JsonObject } from '../core/json';
import { unique } from '../core/json';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { isSubTechnique, tacticOf, techniqueOf } from './mitre';
import { epochMs } from './moment';
import type { Enumerated } from './ocsfEnums';
import { activityOf, severityOf, statusOf, verdictOf } from './ocsfEnums';
import { ocsfEvidences, ocsfResources } from './ocsfEvidence';
import { ocsfAssignee, ocsfDevice } from './ocsfObjects';
import { ocsfObservables } from './ocsfObservables';
import { present } from './present';

const OCSF_VERSION = '1.8.0';
const CLASS_UID = 2004;

/**
 * A Detection Finding of OCSF per alert, or per incident without alerts, with the profiles cloud (the customer) and incident
 * (who works on it, its verdict). All evidence is in `evidences` and `observables`; `device` is the first device. What
 * OCSF has no attribute for stands under `unmapped` with Graph's names.
 */
export const ocsf: Format = {
	title: 'OCSF Detection Finding',
	description: `Detection Findings (class ${CLASS_UID}) of OCSF ${OCSF_VERSION}, for security data lakes`,
	documents: (item) => findingsOf(item).map(documentOf),
};

function documentOf(finding: Finding): JsonObject {
	const { alert, evidence } = finding;
	const evidences = ocsfEvidences(evidence);
	const hosts = evidence.find(({ device }) => device !== undefined);
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
		observables: ocsfObservables(evidence),
		resources: ocsfResources(evidence),
		device: hosts?.device && ocsfDevice(hosts.device, hosts.kind),
		malware: malwareOf(alert),
		remediation: present({ desc: alert.recommendedActions }),
		...cloudProfile(finding),
		...incidentProfile(finding),
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

const pair = (name: string, { id, caption }: Enumerated): JsonObject => ({
	[`${name}_id`]: id,
	[name]: caption,
});

function metadataOf({ alert, tenant, event }: Finding, evidences: JsonObject[]): JsonObject | undefined {
	const isWindows = evidences.some((evidence) => 'reg_key' in evidence || 'reg_value' in evidence);
	return present({
		version: OCSF_VERSION,
		profiles: ['cloud', 'incident'],
		extensions: isWindows ? [{ name: 'win', uid: '2', version: OCSF_VERSION }] : [],
		product: { name: alert.productName ?? 'Microsoft Defender', vendor_name: 'Microsoft' },
		tenant_uid: tenant.id,
		uid: event.id,
		original_event_uid: alert.id,
		original_time: alert.createdDateTime,
		modified_time: epochMs(alert.lastUpdateDateTime),
		correlation_uid: alert.incidentId,
		tags: Object.entries(tenant.labels).map(([name, value]) => ({ name, value })),
	});
}

function findingInfo({ alert, links, providerAlertId }: Finding): JsonObject | undefined {
	const { category, serviceSource, detectionSource } = alert;
	return {
		// OCSF requires it, also of the alert that has none.
		uid: alert.id,
		...present({
			title: alert.title,
			desc: alert.description,
			types: unique([category]),
			created_time: epochMs(alert.createdDateTime),
			modified_time: epochMs(alert.lastUpdateDateTime),
			first_seen_time: epochMs(alert.firstActivityDateTime),
			last_seen_time: epochMs(alert.lastActivityDateTime),
			src_url: links.alert ?? links.incident,
			uid_alt: providerAlertId === alert.id ? undefined : providerAlertId,
			data_sources: unique([serviceSource, detectionSource]),
			analytic:
				alert.detectorId === undefined ? undefined : { uid: alert.detectorId, type_id: 0, type: 'Unknown' },
			attacks: attacksOf(alert),
		}),
	};
}

/** The tactic stands alone: an alert has one category and any number of techniques, and nothing says which go together. */
function attacksOf({ category, mitreTechniques }: SimpleAlert): JsonObject[] {
	const tactic = tacticOf(category);
	return [
		...(tactic === undefined ? [] : [{ tactic: { uid: tactic.id, name: tactic.name } }]),
		...mitreTechniques.map((id) => ({
			technique: { uid: techniqueOf(id) },
			...(isSubTechnique(id) && { sub_technique: { uid: id } }),
		})),
	];
}

function malwareOf({ threatDisplayName, threatFamilyName }: SimpleAlert): JsonObject[] {
	const name = threatDisplayName ?? threatFamilyName;
	return name === undefined ? [] : [{ name, classification_ids: [0], classifications: ['Unknown'] }];
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

const incidentProfile = ({ alert, links }: Finding): JsonObject => ({
	assignee: alert.assignedTo === undefined ? undefined : ocsfAssignee(alert.assignedTo),
	src_url: links.incident,
	...pair('verdict', verdictOf(alert.classification)),
});

const unmappedOf = ({ alert, incident }: Finding): JsonObject | undefined =>
	present({
		determination: alert.determination,
		investigationState: alert.investigationState,
		actorDisplayName: alert.actorDisplayName,
		threatFamilyName: alert.threatFamilyName,
		resolvedDateTime: alert.resolvedDateTime,
		incidentDisplayName: incident?.displayName,
		customTags: incident?.customTags,
		systemTags: incident?.systemTags,
	});
