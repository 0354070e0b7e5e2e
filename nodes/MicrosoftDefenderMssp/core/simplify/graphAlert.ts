import type { SimpleAlert } from '../alert';
import { readGraphEvidence } from '../evidence/readGraph';
import { timeText } from '../evidence/values';
import type { JsonObject } from '../json';
import { isJsonObject, text, texts } from '../json';
import { simplifyComments } from './comments';
import type { AlertHead } from './lists';
import { withLists } from './lists';

/** Texts that Graph already sends the way we show them. */
const TEXTS = [
	'incidentId',
	'title',
	'description',
	'severity',
	'status',
	'classification',
	'determination',
	'category',
	'serviceSource',
	'detectionSource',
	'productName',
	'assignedTo',
	'actorDisplayName',
	'threatDisplayName',
	'threatFamilyName',
	'investigationState',
	'recommendedActions',
	'detectorId',
	'alertPolicyId',
] as const satisfies ReadonlyArray<keyof SimpleAlert>;

const TIMES = [
	'createdDateTime',
	'lastUpdateDateTime',
	'resolvedDateTime',
	'firstActivityDateTime',
	'lastActivityDateTime',
] as const satisfies ReadonlyArray<keyof SimpleAlert>;

/** Simplifies an alert of Graph `security/alerts_v2`. Never throws: what is missing or of another type is left out. */
export const simplifyGraphAlert = (raw: JsonObject): SimpleAlert =>
	withLists(graphAlertHead(raw), readGraphEvidence(raw.evidence));

/** What an alert says itself, which has the same names whether it is simplified or not. */
export function graphAlertHead(raw: JsonObject): AlertHead {
	const { customDetails } = raw;
	return {
		id: text(raw.id) ?? '',
		...textsOf(raw),
		...(isJsonObject(customDetails) && Object.keys(customDetails).length > 0 && { customDetails }),
		categories: categoriesOf(raw),
		systemTags: texts(raw.systemTags),
		comments: simplifyComments(raw.comments),
		mitreTechniques: texts(raw.mitreTechniques),
	};
}

/** Sets only what is there: to take the missing half out of an object of this many properties costs five times as much. */
function textsOf(raw: JsonObject): Partial<SimpleAlert> {
	const there: Partial<SimpleAlert> = {};
	for (const name of TEXTS) {
		const value = text(raw[name]);
		if (value !== undefined) there[name] = value;
	}
	for (const name of TIMES) {
		const value = timeText(raw[name]);
		if (value !== undefined) there[name] = value;
	}
	// The list is the newer of the two; the first of it is what people know as the category.
	const category = there.category ?? texts(raw.categories)[0];
	if (category !== undefined) there.category = category;
	return there;
}

function categoriesOf(raw: JsonObject): string[] {
	const categories = texts(raw.categories);
	const category = text(raw.category);
	return category === undefined || categories.includes(category) ? categories : [category, ...categories];
}
