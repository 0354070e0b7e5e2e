import type { SimpleAlert } from '../alert';
import { compact } from '../compact';
import { readDefenderEvidence } from '../evidence/readDefender';
import { timeText } from '../evidence/values';
import type { JsonObject } from '../json';
import { text, texts, unique } from '../json';
import { simplifyComments } from './comments';
import { toGraphEnum } from './defenderEnums';
import { withLists } from './lists';

/**
 * Simplifies an alert of Defender for Endpoint `/api/alerts` and translates its names and enum values to Graph's.
 * Never throws: what is missing or of another type is left out, enum values we do not know are passed on.
 */
export function simplifyDefenderAlert(raw: JsonObject): SimpleAlert {
	const category = text(raw.category);
	const head = compact({
		id: text(raw.id) ?? '',
		incidentId: text(raw.incidentId),
		title: text(raw.title),
		description: text(raw.description),
		severity: toGraphEnum('severity', raw.severity),
		status: toGraphEnum('status', raw.status),
		classification: toGraphEnum('classification', raw.classification),
		determination: toGraphEnum('determination', raw.determination),
		category,
		serviceSource: 'microsoftDefenderForEndpoint',
		detectionSource: toGraphEnum('detectionSource', raw.detectionSource),
		assignedTo: text(raw.assignedTo),
		threatDisplayName: text(raw.threatName),
		threatFamilyName: text(raw.threatFamilyName),
		investigationState: toGraphEnum('investigationState', raw.investigationState),
		detectorId: text(raw.detectorId),
		createdDateTime: timeText(raw.alertCreationTime),
		lastUpdateDateTime: timeText(raw.lastUpdateTime),
		resolvedDateTime: timeText(raw.resolvedTime),
		firstActivityDateTime: timeText(raw.firstEventTime),
		lastActivityDateTime: timeText(raw.lastEventTime),
		categories: unique([category]),
		systemTags: [],
		comments: simplifyComments(raw.comments),
		mitreTechniques: texts(raw.mitreTechniques),
	});
	return withLists(head, readDefenderEvidence(raw));
}
