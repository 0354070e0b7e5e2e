import type { SimpleAlert } from './alert';
import { compact } from './compact';
import { isDefenderAlert } from './evidence/readDefender';
import type { SimpleIncident } from './incident';
import type { JsonObject } from './json';
import { isJsonObject, objects, text } from './json';
import type { PortalLinks } from './links';
import { simplifyDefenderAlert } from './simplify/defenderAlert';
import { simplifyGraphAlert } from './simplify/graphAlert';
import { simplifyGraphIncident } from './simplify/graphIncident';
import { isSimplified, readSimplified } from './simplify/simplified';
import type { Tenant } from './tenant';

/** An item of the trigger or of the action node, read back: whatever a workflow did to it, every part is of its type. */
export interface RoutedItem {
	/** Its parts are empty where the item names none. */
	tenant: Tenant;
	/** In Microsoft Graph's words, whatever the source. An item has one of the two. */
	alert?: SimpleAlert;
	incident?: SimpleIncident;
	/** The service's own object, where the item carries that instead of the simplified one. */
	raw?: JsonObject;
	links: PortalLinks;
	/** Only on items of the trigger. */
	event?: { id?: string; type?: string };
}

/** Reads an item with an `alert` or `incident`, simplified or not; undefined if it has neither. Never throws. */
export function readRoutedItem(json: JsonObject): RoutedItem | undefined {
	const { alert, incident, event } = json;
	const around = {
		tenant: readTenant(json.tenant),
		links: linksOf(json.links),
		...(isJsonObject(event) && { event: compact({ id: text(event.id), type: text(event.type) }) }),
	};
	if (isJsonObject(alert)) {
		return { ...around, alert: readAlert(alert), ...(!isSimplified(alert) && { raw: alert }) };
	}
	if (!isJsonObject(incident)) return undefined;
	const isServices = !isSimplifiedIncident(incident);
	return { ...around, incident: readIncident(incident), ...(isServices && { raw: incident }) };
}

/** Every incident of the service names its tenant; simplified, it does not. */
const isSimplifiedIncident = (incident: JsonObject): boolean =>
	!('tenantId' in incident) && objects(incident.alerts).every(isSimplified);

/** An alert of whatever source, or as this package simplified it. */
function readAlert(alert: JsonObject): SimpleAlert {
	if (isSimplified(alert)) return readSimplified(alert);
	return isDefenderAlert(alert) ? simplifyDefenderAlert(alert) : simplifyGraphAlert(alert);
}

/** Simplified or not, an incident has Graph's names; only its alerts differ. */
function readIncident(incident: JsonObject): SimpleIncident {
	const { alerts } = incident;
	return {
		...simplifyGraphIncident(incident),
		...(Array.isArray(alerts) && { alerts: objects(alerts).map(readAlert) }),
	};
}

/** The tenant that an item names, whatever stands there. */
export function readTenant(value: unknown): Tenant {
	const { id, name, labels }: JsonObject = isJsonObject(value) ? value : {};
	const pairs = Object.entries(isJsonObject(labels) ? labels : {}).flatMap(([key, label]) => {
		const shown = text(label);
		return shown === undefined ? [] : [[key, shown] as const];
	});
	return { id: text(id) ?? '', name: text(name) ?? text(id) ?? '', labels: Object.fromEntries(pairs) };
}

function linksOf(value: unknown): PortalLinks {
	const { alert, incident, device }: JsonObject = isJsonObject(value) ? value : {};
	return compact({ alert: text(alert), incident: text(incident), device: text(device) });
}
