import type { SimpleAlert } from '../core/alert';
import type { JsonObject } from '../core/json';
import { text } from '../core/json';
import type { Facts } from './entityFacts';
import { some, titleCase } from './words';

/** Who works on it, and what it was found to be. */
export function caseFacts({
	assignedTo,
	classification,
	determination,
}: Pick<SimpleAlert, 'assignedTo' | 'classification' | 'determination'>): Facts {
	const found = [classification, determination]
		.filter((word) => word !== undefined && word !== 'unknown')
		.map((word) => titleCase(word ?? ''));
	return [
		['Assigned to', assignedTo],
		['Classification', found.length === 0 ? undefined : found.join(', ')],
	];
}

/** What was found, and by what. */
export const detectionFacts = (alert: SimpleAlert): Facts => [
	['Threat', alert.threatDisplayName ?? alert.threatFamilyName],
	['Actor', alert.actorDisplayName],
	['Category', some(alert.categories.map(titleCase))],
	['Product', alert.productName ?? (alert.serviceSource && titleCase(alert.serviceSource))],
	['Detected by', detectorOf(alert)],
	['Policy', POLICY_SOURCES.has(alert.serviceSource ?? '') ? alert.alertPolicyId : undefined],
	['MITRE ATT&CK', some(alert.mitreTechniques, 6)],
];

/** Where the name of the product leaves open what found it; true where it is a rule of the customer's own. */
const DETECTORS: ReadonlyMap<string, boolean> = new Map([
	['antivirus', false],
	['automatedInvestigation', false],
	['customDetection', true],
	['customTi', true],
	['manual', false],
	['microsoftSentinel', true],
	['nrtAlerts', true],
	['scheduledAlerts', true],
	['smartScreen', false],
]);

function detectorOf({ detectionSource = '', detectorId }: SimpleAlert): string | undefined {
	const isRule = DETECTORS.get(detectionSource);
	if (isRule === undefined) return undefined;
	const name = titleCase(detectionSource);
	return isRule && detectorId !== undefined ? `${name}, rule ${detectorId}` : name;
}

/** The services whose alerts come of policies that customers write. Source: Graph `serviceSource`. */
const POLICY_SOURCES: ReadonlySet<string> = new Set([
	'dataLossPrevention',
	'microsoftAppGovernance',
	'microsoftInsiderRiskManagement',
]);

/** What the customer's own rule adds, the first few. */
export function customFacts(customDetails: JsonObject = {}): Facts {
	const told = Object.entries(customDetails).flatMap(([name, value]) => {
		const written = customText(value, 0);
		return written === undefined ? [] : [`${name}: ${written}`];
	});
	return [['Custom details', some(told)]];
}

/** The values are as the rule has them: texts, lists of texts, and seldom more. */
function customText(value: unknown, depth: number): string | undefined {
	if (typeof value !== 'object' || value === null) {
		return typeof value === 'boolean' ? String(value) : text(value);
	}
	if (depth > 3) return '…';
	const inner = Array.isArray(value) ? (value as unknown[]) : Object.values(value);
	return some(inner.map((one) => customText(one, depth + 1)).filter((one) => one !== undefined));
}
