import { compact } from '../compact';
import type { SimpleIncident } from '../incident';
import type { JsonObject } from '../json';
import { objects, text, texts } from '../json';
import { simplifyGraphAlert } from './graphAlert';

/** Properties that are shown the way Graph sends them. */
const PASSED_ON = [
	'displayName',
	'description',
	'classification',
	'determination',
	'assignedTo',
	'redirectIncidentId',
	'createdDateTime',
	'lastUpdateDateTime',
] as const satisfies ReadonlyArray<keyof SimpleIncident>;

/** Simplifies an incident of Graph `security/incidents`. Never throws: what is missing or of another type is left out. */
export function simplifyGraphIncident(raw: JsonObject): SimpleIncident {
	return compact({
		id: text(raw.id) ?? '',
		...Object.fromEntries(PASSED_ON.map((name) => [name, text(raw[name])])),
		severity: camelCase(text(raw.severity)),
		status: camelCase(text(raw.status)),
		customTags: texts(raw.customTags),
		systemTags: texts(raw.systemTags),
		alerts: Array.isArray(raw.alerts) ? objects(raw.alerts).map(simplifyGraphAlert) : undefined,
	});
}

/** A sample of Graph's own documentation shows the enum values with a capital letter. */
const camelCase = (value: string | undefined): string | undefined =>
	value === undefined ? undefined : value.charAt(0).toLowerCase() + value.slice(1);
