import type { SimpleAlert } from './alert';
import type { Failure } from './failure';
import { configurationFailure } from './failure';
import type { Result } from './result';
import { fail, succeed } from './result';

/** Lowest first. Source: Graph `alertSeverity`. */
export const SEVERITIES = ['unknown', 'informational', 'low', 'medium', 'high'] as const;

/** Source: Graph `alertStatus`. */
const STATUSES = ['unknown', 'new', 'inProgress', 'resolved'] as const;

/** What to let through; an absent or empty criterion lets everything through. */
export interface AlertFilter {
	minimumSeverity?: string;
	severities?: string[];
	statuses?: string[];
	serviceSources?: string[];
	categories?: string[];
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
		isOneOf(alert.category, filter.categories) &&
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

function contains(title = '', part = ''): boolean {
	return title.toLowerCase().includes(part.trim().toLowerCase());
}

/**
 * The filter, if its severities and statuses exist: an expression can give any word, and one that no alert has would hide
 * everything (or nothing) without a sign. Products and categories are open sets of Microsoft's and are not checked.
 */
export function checkAlertFilter(filter: AlertFilter): Result<AlertFilter, Failure> {
	const { minimumSeverity, severities = [], statuses = [] } = filter;
	const given: Array<[string, string[], readonly string[]]> = [
		['Minimum Severity', minimumSeverity === undefined ? [] : [minimumSeverity], SEVERITIES],
		['Severities', severities, SEVERITIES],
		['Statuses', statuses, STATUSES],
	];
	for (const [label, values, known] of given) {
		const wrong = values.find((value) => !known.includes(value));
		if (wrong !== undefined) return fail(unknownWord(label, wrong, known));
	}
	return succeed(filter);
}

const unknownWord = (label: string, word: string, known: readonly string[]): Failure =>
	configurationFailure(`'${label}' has the unknown value '${word}'.`, `Use ${known.join(', ')}.`);
