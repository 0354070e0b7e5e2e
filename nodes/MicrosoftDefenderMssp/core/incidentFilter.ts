import type { Failure } from './failure';
import type { SimpleIncident } from './incident';
import type { IncidentRecord } from './item';
import type { JsonObject } from './json';
import { text, unique } from './json';
import { knownWords } from './knownWords';
import { words } from './parameters';
import { passesRecordFilter } from './recordFilter';
import type { Result } from './result';
import { succeed } from './result';
import { checkTexts, filledIn } from './textFields';
import { SEVERITIES } from './alertFilter';
import { DETERMINATIONS, RETIRED_DETERMINATIONS } from './classification';

/** Source: Graph `incidentStatus`. */
const INCIDENT_STATUSES = ['active', 'awaitingAction', 'inProgress', 'redirected', 'resolved'] as const;

/** Source: Graph `alertClassification`. */
const CLASSIFICATIONS = ['unknown', ...Object.keys(DETERMINATIONS)];

/** Source: Graph `alertDetermination`. */
const ALL_DETERMINATIONS = unique([
	'unknown',
	...Object.values(DETERMINATIONS).flat(),
	...RETIRED_DETERMINATIONS,
]);

/** Which incidents to let through; an absent or empty criterion lets everything through. */
export interface IncidentFilter {
	/** The service filters by these. */
	asked: {
		severities: string[];
		statuses: string[];
		classifications: string[];
		determinations: string[];
		assignedTo?: string;
	};
	/** By these only we can. */
	local: {
		minimumSeverity?: string;
		titleContains?: string;
		/** One of them is enough, whether a person or Microsoft set it. */
		tags: string[];
	};
}

const LABELS = {
	texts: {
		minimumSeverity: 'Minimum Severity',
		titleContains: 'Title Contains',
		assignedTo: 'Assigned To',
	},
	lists: {
		severities: 'Severities',
		statuses: 'Statuses',
		classifications: 'Classifications',
		determinations: 'Determinations',
		tags: 'Tags',
	},
} as const;

/** Reads collection `filters`. An expression can give any word, and one that no incident has would hide everything. */
export function readIncidentFilter(filters: JsonObject): Result<IncidentFilter, Failure> {
	const texts = checkTexts(filters, LABELS);
	if (!texts.ok) return texts;
	const minimumSeverity = text(filters.minimumSeverity);
	const asked = {
		severities: words(filters.severities),
		statuses: words(filters.statuses),
		classifications: words(filters.classifications),
		determinations: words(filters.determinations),
		assignedTo: filledIn(filters.assignedTo),
	};
	const local = {
		minimumSeverity,
		titleContains: text(filters.titleContains),
		tags: words(filters.tags),
	};
	const given: Array<[string[], string, readonly string[]]> = [
		[asked.severities, LABELS.lists.severities, SEVERITIES],
		[minimumSeverity === undefined ? [] : [minimumSeverity], LABELS.texts.minimumSeverity, SEVERITIES],
		[asked.statuses, LABELS.lists.statuses, INCIDENT_STATUSES],
		[asked.classifications, LABELS.lists.classifications, CLASSIFICATIONS],
		[asked.determinations, LABELS.lists.determinations, ALL_DETERMINATIONS],
	];
	for (const [values, label, known] of given) {
		const checked = knownWords(values, label, known);
		if (!checked.ok) return checked;
	}
	return succeed({ asked, local });
}

/** Whether there is something that only we can filter by, so that more has to be read than is given out. */
export const filtersLocally = ({ local }: IncidentFilter): boolean =>
	local.minimumSeverity !== undefined || local.titleContains !== undefined || local.tags.length > 0;

/** Whether an incident passes what the service does not filter by. */
export const passesIncidentFilter = (
	record: IncidentRecord,
	{ local: { tags, ...filter } }: IncidentFilter,
): boolean => passesRecordFilter(record, filter) && (tags.length === 0 || hasTag(record.simple, tags));

function hasTag({ customTags, systemTags }: SimpleIncident, wanted: string[]): boolean {
	const own = [...customTags, ...systemTags].map((tag) => tag.toLowerCase());
	return wanted.some((tag) => own.includes(tag.toLowerCase()));
}
