import type { JsonObject } from '../core/json';
import { isJsonObject } from '../core/json';
import { readRoutedItem } from '../core/routedItem';
import { alertContent } from './alertContent';
import type { ContentOptions, MessageContent } from './content';
import { healthContent } from './healthContent';
import { incidentContent } from './incidentContent';

/** What to say of an item of the trigger or the action node; undefined if there is nothing in it to tell. Never throws. */
export function readContent(json: JsonObject, options: ContentOptions): MessageContent | undefined {
	const item = readRoutedItem(json);
	if (item?.alert !== undefined) return alertContent({ ...item, alert: item.alert }, json, options);
	if (item?.incident !== undefined) {
		return incidentContent({ ...item, incident: item.incident }, json, options);
	}
	return isJsonObject(json.health) ? healthContent(json.health, json, options) : undefined;
}
