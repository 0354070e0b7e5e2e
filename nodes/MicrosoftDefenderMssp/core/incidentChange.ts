import { graphWord, readClassification } from './classification';
import { compact } from './compact';
import type { Failure } from './failure';
import type { JsonObject } from './json';
import { texts } from './json';
import { knownWords } from './knownWords';
import { words } from './parameters';
import type { Result } from './result';
import { fail, succeed } from './result';
import type { FieldPair } from './updateFields';
import {
	ASSIGNED,
	checkTexts,
	filledIn,
	hasComment,
	isShownAs,
	noChange,
	readRemovable,
} from './updateFields';

/** What an incident's status can be set to; `redirected` is set by Microsoft alone (Graph `incidentStatus`). */
const SETTABLE_STATUSES: readonly string[] = ['active', 'awaitingAction', 'inProgress', 'resolved'];

/** What to do to an incident. */
export interface IncidentChange {
	/** What Graph's "update incident" is to set; empty if there is only a comment. */
	properties: IncidentProperties;
	/** Is added; no comment is ever changed. */
	comment?: string;
}

export interface IncidentProperties {
	status?: string;
	/** Null takes the incident from whoever has it. */
	assignedTo?: string | null;
	classification?: string;
	determination?: string;
	/** All of them: the others go. */
	customTags?: string[];
	resolvingComment?: string;
}

/** Reads 'Update Fields'; the failure names the field at fault. */
export function readIncidentChange(fields: JsonObject): Result<IncidentChange, Failure> {
	const allTexts = checkTexts(fields, FURTHER_TEXTS);
	if (!allTexts.ok) return allTexts;
	const status = graphWord('status', fields.status);
	const known = knownWords(status === undefined ? [] : [status], 'Status', SETTABLE_STATUSES);
	if (!known.ok) return known;
	const classified = readClassification(fields.classification, fields.determination);
	if (!classified.ok) return classified;
	const assignedTo = readRemovable(filledIn(fields.assignedTo), fields.unassign, ASSIGNED);
	if (!assignedTo.ok) return assignedTo;
	const tags = words(fields.customTags);
	const customTags = readRemovable(tags.length === 0 ? undefined : tags, fields.removeCustomTags, TAGGED);
	if (!customTags.ok) return customTags;
	const properties: IncidentProperties = compact({
		status,
		...classified.value,
		assignedTo: assignedTo.value,
		customTags: customTags.value === null ? [] : customTags.value,
		resolvingComment: filledIn(fields.resolvingComment),
	});
	const comment = filledIn(fields.comment);
	if (Object.keys(properties).length === 0 && comment === undefined) return fail(noChange);
	return succeed({ properties, ...(comment !== undefined && { comment }) });
}

const FURTHER_TEXTS = {
	texts: { resolvingComment: 'Resolving Comment' },
	lists: { customTags: 'Custom Tags' },
};

const TAGGED: FieldPair = { label: 'Custom Tags', remover: 'Remove Custom Tags' };

/** Whether an incident, as the service sends it, is as the change wants it. */
export function showsChange(raw: JsonObject, { properties, comment }: IncidentChange): boolean {
	const { assignedTo, customTags, resolvingComment } = properties;
	const hasWord = (name: 'classification' | 'determination' | 'status') =>
		properties[name] === undefined || graphWord(name, raw[name]) === properties[name];
	return (
		hasWord('status') &&
		hasWord('classification') &&
		hasWord('determination') &&
		isShownAs(raw.assignedTo, assignedTo) &&
		isShownAs(raw.resolvingComment, resolvingComment) &&
		(customTags === undefined || sorted(texts(raw.customTags)) === sorted(customTags)) &&
		hasComment(raw.comments, comment)
	);
}

const sorted = (values: string[]): string => JSON.stringify([...new Set(values)].sort());
