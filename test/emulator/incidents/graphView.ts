import { patched } from '../alerts/graphView';
import { shownMember } from '../alerts/schema';
import { plainIncidentMembers } from './vocabulary';
import type { IncidentRecord } from './record';

type Json = Record<string, unknown>;

/** The incident as `microsoft.graph.security.incident`, without its alerts. */
export function graphIncident(
	record: IncidentRecord,
	tenantId: string,
	includeUnknownEnumMembers: boolean,
): Json {
	const shown = (property: 'status' | 'severity' | 'classification' | 'determination') =>
		shownMember(plainIncidentMembers[property], record[property], includeUnknownEnumMembers);
	const incident: Json = {
		id: record.id,
		tenantId,
		status: shown('status'),
		incidentWebUrl: `https://security.microsoft.com/incidents/${record.id}?tid=${tenantId}`,
		redirectIncidentId: record.redirectIncidentId,
		displayName: record.displayName,
		createdDateTime: record.createdDateTime,
		lastUpdateDateTime: record.lastUpdateDateTime,
		assignedTo: record.assignedTo,
		classification: shown('classification'),
		determination: shown('determination'),
		severity: shown('severity'),
		customTags: record.customTags,
		systemTags: record.systemTags,
		description: record.description,
		lastModifiedBy: record.lastModifiedBy,
		summary: record.summary,
		priorityScore: record.priorityScore,
		comments: record.comments,
		resolvingComment: record.resolvingComment,
	};
	return patched(incident, record.extra.graph);
}
