import type { SimpleAlert } from './alert';

/** Lowest first. Source: Graph `alertSeverity`. */
export const SEVERITIES = ['unknown', 'informational', 'low', 'medium', 'high'] as const;

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
