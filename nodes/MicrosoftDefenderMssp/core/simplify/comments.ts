import type { AlertComment } from '../alert';
import { compact } from '../compact';
import { timeText } from '../evidence/values';
import type { JsonObject } from '../json';
import { objects, text } from '../json';

/** The comments in a list of either API, in its order. */
export const simplifyComments = (value: unknown): AlertComment[] => objects(value).map(commentOf);

const commentOf = (raw: JsonObject): AlertComment =>
	compact({
		comment: text(raw.comment),
		createdByDisplayName: text(raw.createdByDisplayName) ?? text(raw.createdBy),
		createdDateTime: timeText(raw.createdDateTime) ?? timeText(raw.createdTime),
	});
