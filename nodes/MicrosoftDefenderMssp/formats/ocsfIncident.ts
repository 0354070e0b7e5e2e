import type { AlertComment } from '../core/alert';
import type { SimpleIncident } from '../core/incident';
import type { JsonObject } from '../core/json';
import { unique } from '../core/json';
import type { Finding } from './finding';
import { epochMs } from './moment';
import { pair, priorityOf, severityOf, verdictOf } from './ocsfEnums';
import { ocsfAssignee } from './ocsfUser';
import { present } from './present';

/** OCSF's profile `incident`: who works on it, how urgent it is, what came out. */
export const incidentProfile = ({ alert, links, incident }: Finding): JsonObject => ({
	assignee: alert.assignedTo === undefined ? undefined : ocsfAssignee(alert.assignedTo),
	src_url: links.incident,
	...(incident?.priorityScore !== undefined && pair('priority', priorityOf(incident.priorityScore))),
	...pair('verdict', verdictOf(alert.classification)),
});

/** The words of the people who work on it: the status as the service calls it, what came out, the latest comment. */
export const wordsOfPeople = ({ alert, incident, isIncident }: Finding): JsonObject => {
	const { status, classification, determination } = alert;
	const latest = latestOf(isIncident ? (incident?.comments ?? []) : alert.comments);
	return {
		status_code: status,
		status_detail: unique([classification, determination])
			.filter((word) => word !== 'unknown')
			.join(', '),
		comment: (isIncident ? incident?.resolvingComment : undefined) ?? latest?.comment,
	};
};

/** The last of several of one time, as where the service tells no times. */
const latestOf = (comments: readonly AlertComment[]): AlertComment | undefined =>
	comments.reduce<AlertComment | undefined>(
		(latest, one) =>
			(epochMs(one.createdDateTime) ?? 0) >= (epochMs(latest?.createdDateTime) ?? 0) ? one : latest,
		undefined,
	);

/** The incident of an alert; of an incident the one that it was merged into. */
export function relatedEvents({ incident, isIncident, alert }: Finding): JsonObject[] {
	if (incident === undefined) return [];
	if (!isIncident) return [incidentEvent(incident, alert.incidentId)];
	const { redirectIncidentId: uid } = incident;
	return uid === undefined
		? []
		: [{ uid, type: 'Incident', desc: 'The incident that this one was merged into' }];
}

const incidentEvent = (incident: SimpleIncident, incidentId?: string): JsonObject => ({
	// OCSF requires it, also of the incident that has none.
	uid: incident.id === '' ? (incidentId ?? '') : incident.id,
	type: 'Incident',
	...present({
		title: incident.displayName,
		desc: incident.description ?? incident.summary,
		status: incident.status,
		created_time: epochMs(incident.createdDateTime),
		modified_time: epochMs(incident.lastUpdateDateTime),
		tags: tagsOf({
			classification: incident.classification,
			determination: incident.determination,
			assignedTo: incident.assignedTo,
			lastModifiedBy: incident.lastModifiedBy,
			priorityScore: incident.priorityScore,
			summary: incident.description === undefined ? undefined : incident.summary,
			resolvingComment: incident.resolvingComment,
			redirectIncidentId: incident.redirectIncidentId,
			comments: incident.comments.map(({ comment }) => comment),
			customTags: incident.customTags,
			systemTags: incident.systemTags,
		}),
	}),
	...pair('severity', severityOf(incident.severity)),
});

type TagValue = number | string | undefined | ReadonlyArray<string | undefined>;

/** Names with a value or with several, for what OCSF has no attribute for. */
export const tagsOf = (tags: Readonly<Record<string, TagValue>>): JsonObject[] =>
	Object.entries(tags).flatMap(([name, value]): JsonObject[] => {
		if (value === undefined) return [];
		if (typeof value !== 'object') return [{ name, value: String(value) }];
		const values = unique(value);
		return values.length === 0 ? [] : [{ name, values }];
	});
