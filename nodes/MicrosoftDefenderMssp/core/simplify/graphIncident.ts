import { compact } from '../compact';
import { timeText } from '../evidence/values';
import type { SimpleIncident } from '../incident';
import type { JsonObject } from '../json';
import { objects, text, texts } from '../json';
import { simplifyComments } from './comments';
import { simplifyGraphAlert } from './graphAlert';

/** Texts that are shown the way Graph sends them. */
const TEXTS = [
	'displayName',
	'description',
	'summary',
	'assignedTo',
	'lastModifiedBy',
	'resolvingComment',
	'redirectIncidentId',
] as const satisfies ReadonlyArray<keyof SimpleIncident>;

/** Simplifies an incident of Graph `security/incidents`. Never throws: what is missing or of another type is left out. */
export function simplifyGraphIncident(raw: JsonObject): SimpleIncident {
	return compact({
		id: text(raw.id) ?? '',
		...Object.fromEntries(TEXTS.map((name) => [name, text(raw[name])])),
		severity: camelCase(text(raw.severity)),
		status: camelCase(text(raw.status)),
		classification: camelCase(text(raw.classification)),
		determination: camelCase(text(raw.determination)),
		priorityScore: scoreOf(raw.priorityScore),
		createdDateTime: timeText(raw.createdDateTime),
		lastUpdateDateTime: timeText(raw.lastUpdateDateTime),
		customTags: texts(raw.customTags),
		systemTags: texts(raw.systemTags),
		comments: simplifyComments(raw.comments),
		alerts: Array.isArray(raw.alerts) ? objects(raw.alerts).map(simplifyGraphAlert) : undefined,
	});
}

/** A sample of Graph's own documentation shows the enum values with a capital letter. */
const camelCase = (value: string | undefined): string | undefined =>
	value === undefined ? undefined : value.charAt(0).toLowerCase() + value.slice(1);

/** From 0 to 100; absent where Microsoft has not scored the incident. */
const scoreOf = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;
