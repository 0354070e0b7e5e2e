import { compact } from './compact';
import type { Failure } from './failure';
import type { JsonObject } from './json';
import { texts } from './json';
import { words } from './parameters';
import type { Result } from './result';
import { fail, succeed } from './result';
import { filledIn } from './textFields';
import type { FieldPair, SharedChange } from './updateFields';
import {
	hasComment,
	isShownAs,
	noChange,
	readRemovable,
	readSharedChange,
	showsSharedChange,
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

export interface IncidentProperties extends SharedChange {
	/** All of them: the others go. */
	customTags?: string[];
	resolvingComment?: string;
}

/** Reads 'Update Fields'; the failure names the field at fault. */
export function readIncidentChange(fields: JsonObject): Result<IncidentChange, Failure> {
	const shared = readSharedChange(fields, SETTABLE_STATUSES, FURTHER_TEXTS);
	if (!shared.ok) return shared;
	const tags = words(fields.customTags);
	const customTags = readRemovable(tags.length === 0 ? undefined : tags, fields.removeCustomTags, TAGGED);
	if (!customTags.ok) return customTags;
	const properties: IncidentProperties = compact({
		...shared.value,
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
	const { customTags, resolvingComment } = properties;
	return (
		showsSharedChange(raw, properties) &&
		isShownAs(raw.resolvingComment, resolvingComment) &&
		(customTags === undefined || sorted(texts(raw.customTags)) === sorted(customTags)) &&
		hasComment(raw.comments, comment)
	);
}

const sorted = (values: string[]): string => JSON.stringify([...new Set(values)].sort());
