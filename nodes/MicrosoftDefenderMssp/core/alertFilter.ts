import type { SimpleAlert } from './alert';
import type { Failure } from './failure';
import type { JsonObject } from './json';
import { text } from './json';
import { knownWords } from './knownWords';
import { words } from './parameters';
import type { Result } from './result';
import { succeed } from './result';
import { checkTexts } from './textFields';

/** Lowest first. Source: Graph `alertSeverity`. */
export const SEVERITIES = ['unknown', 'informational', 'low', 'medium', 'high'] as const;

/** Source: Graph `alertStatus` and `incidentStatus`. */
const STATUSES = [
	'unknown',
	'new',
	'active',
	'inProgress',
	'awaitingAction',
	'redirected',
	'resolved',
] as const;

/** What to let through; an absent or empty criterion lets everything through. */
export interface AlertFilter {
	minimumSeverity?: string;
	severities?: string[];
	statuses?: string[];
	serviceSources?: string[];
	detectionSources?: string[];
	categories?: string[];
	/** One device of the alert in one of them is enough; an alert without a device has none. */
	deviceGroups?: string[];
	/** As `deviceGroups`. */
	deviceTags?: string[];
	titleContains?: string;
}

/**
 * Whether the alert passes every criterion. A severity Microsoft may add later passes `minimumSeverity`: better one
 * alert too many than one hidden.
 */
export function passesFilter(alert: SimpleAlert, filter: AlertFilter): boolean {
	return (
		atLeast(alert.severity, filter.minimumSeverity) &&
		isOneOf(alert.severity, filter.severities) &&
		isOneOf(alert.status, filter.statuses) &&
		isOneOf(alert.serviceSource, filter.serviceSources) &&
		isOneOf(alert.detectionSource, filter.detectionSources) &&
		anyIsOneOf([...alert.categories, alert.category], filter.categories) &&
		anyIsOneOf(
			alert.devices.map(({ group }) => group),
			filter.deviceGroups,
		) &&
		anyIsOneOf(
			alert.devices.flatMap(({ tags = [] }) => tags),
			filter.deviceTags,
		) &&
		contains(alert.title, filter.titleContains)
	);
}

function atLeast(severity = 'unknown', minimum?: string): boolean {
	const rank = (value: string) => SEVERITIES.findIndex((known) => known === value);
	return minimum === undefined || rank(severity) === -1 || rank(severity) >= rank(minimum);
}

function isOneOf(value: string | undefined, wanted: string[] = []): boolean {
	return wanted.length === 0 || wanted.some((entry) => entry.toLowerCase() === value?.toLowerCase());
}

function anyIsOneOf(values: Array<string | undefined>, wanted: string[] = []): boolean {
	return wanted.length === 0 || values.some((value) => isOneOf(value, wanted));
}

function contains(title = '', part = ''): boolean {
	const wanted = part.trim().toLowerCase();
	return wanted === '' || title.toLowerCase().includes(wanted);
}

const LABELS = {
	texts: { minimumSeverity: 'Minimum Severity', titleContains: 'Title Contains' },
	lists: {
		severities: 'Severities',
		statuses: 'Statuses',
		serviceSources: 'Service Sources',
		detectionSources: 'Detection Sources',
		categories: 'Categories',
		deviceGroups: 'Device Groups',
		deviceTags: 'Device Tags',
	},
} as const;

/**
 * Reads the criteria of collection `filters`, which trigger and Get Many share; the failure names the one that cannot be used:
 * an expression can give any word, and one that no alert has would hide everything (or nothing) without a sign. Severities
 * and statuses alone are checked for that: products, detection sources and categories are open sets of Microsoft's, device
 * groups and tags are the customer's own words.
 */
export function readAlertFilter(filters: JsonObject): Result<AlertFilter, Failure> {
	const texts = checkTexts(filters, LABELS);
	if (!texts.ok) return texts;
	const minimumSeverity = text(filters.minimumSeverity);
	const severities = words(filters.severities);
	const statuses = words(filters.statuses);
	const given: Array<[string, string[], readonly string[]]> = [
		[LABELS.texts.minimumSeverity, minimumSeverity === undefined ? [] : [minimumSeverity], SEVERITIES],
		[LABELS.lists.severities, severities, SEVERITIES],
		[LABELS.lists.statuses, statuses, STATUSES],
	];
	for (const [label, values, known] of given) {
		const checked = knownWords(values, label, known);
		if (!checked.ok) return checked;
	}
	return succeed({
		minimumSeverity,
		severities,
		statuses,
		serviceSources: words(filters.serviceSources),
		detectionSources: words(filters.detectionSources),
		categories: words(filters.categories),
		deviceGroups: words(filters.deviceGroups),
		deviceTags: words(filters.deviceTags),
		titleContains: text(filters.titleContains),
	});
}
