import { compact } from '../compact';
import type { JsonObject } from '../json';
import { objects, text } from '../json';

/** A comment on an alert, with Microsoft Graph's property names. */
export interface AlertComment {
	comment?: string;
	createdByDisplayName?: string;
	createdDateTime?: string;
}

/** The comments in a list of either API, in its order. */
export const simplifyComments = (value: unknown): AlertComment[] => objects(value).map(commentOf);

const commentOf = (raw: JsonObject): AlertComment =>
	compact({
		comment: text(raw.comment),
		createdByDisplayName: text(raw.createdByDisplayName) ?? text(raw.createdBy),
		createdDateTime: text(raw.createdDateTime) ?? text(raw.createdTime),
	});
