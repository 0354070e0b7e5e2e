import { compact } from '../../core/compact';
import type { JsonObject } from '../../core/json';
import { isJsonObject, text } from '../../core/json';
import { readRoutedItem, readTenant } from '../../core/routedItem';

/** What tells later steps whose message it is and of what, at the places where the input item has it. */
export function identityOf(input: JsonObject): object {
	const { event } = input;
	const { alert, incident } = readRoutedItem(input) ?? {};
	return compact({
		event: isJsonObject(event) ? compact({ id: text(event.id), type: text(event.type) }) : undefined,
		tenant: readTenant(input.tenant),
		alert: alert && { id: alert.id },
		incident: incident && { id: incident.id },
	});
}
