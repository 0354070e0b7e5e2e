/** How urgent it is: a word for everybody, a sign and colours where a product has them. */
export interface Level {
	word: string;
	emoji: string;
	/** `#rrggbb`, readable on white and under white. */
	colour: string;
	/** Container style of Adaptive Cards. */
	style: 'accent' | 'attention' | 'emphasis' | 'good' | 'warning';
}

const RED = { emoji: '🔴', colour: '#b3261e', style: 'attention' } as const;
const ORANGE = { emoji: '🟠', colour: '#b45309', style: 'warning' } as const;
const GREEN = { emoji: '✅', colour: '#107c41', style: 'good' } as const;

const SEVERITIES: ReadonlyMap<string, Level> = new Map<string, Level>([
	['high', { word: 'High', ...RED }],
	['medium', { word: 'Medium', ...ORANGE }],
	['low', { word: 'Low', emoji: '🟡', colour: '#806600', style: 'emphasis' }],
	['informational', { word: 'Informational', emoji: '🔵', colour: '#0f6cbd', style: 'accent' }],
]);

const UNKNOWN: Level = { word: 'Unknown severity', emoji: '⚪', colour: '#616161', style: 'emphasis' };

/** By Graph's severity. What is resolved keeps its word, and is green. */
export function severityLevel(severity: string | undefined, isResolved: boolean): Level {
	const level = SEVERITIES.get(severity ?? '') ?? UNKNOWN;
	return isResolved ? { ...level, ...GREEN } : level;
}

const HEALTH: ReadonlyMap<string, Level> = new Map<string, Level>([
	['degraded', { word: 'Degraded', ...RED }],
	['skipped', { word: 'Skipped', ...ORANGE }],
	['expiring', { word: 'Expiring', ...ORANGE }],
	['recovered', { word: 'Recovered', ...GREEN }],
]);

/** By the event of a Tenant Health item. */
export const healthLevel = (event: string | undefined): Level =>
	HEALTH.get(event ?? '') ?? { ...UNKNOWN, word: 'Tenant health' };
