import type { AlertDevice, SimpleAlert } from './alert';
import { compact, distinct } from './compact';
import type { SimpleIncident } from './incident';
import type { JsonObject } from './json';
import { isJsonObject, objects, text, texts } from './json';
import type { PortalLinks } from './links';
import { simplifyDefenderAlert } from './simplify/defenderAlert';
import { simplifyGraphAlert } from './simplify/graphAlert';
import { simplifyGraphIncident } from './simplify/graphIncident';
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

/** No service's own alert has these two. */
const isSimplified = (alert: JsonObject): boolean => 'devices' in alert && 'hashes' in alert;

/** Every incident of the service names its tenant; simplified, it does not. */
const isSimplifiedIncident = (incident: JsonObject): boolean =>
	!('tenantId' in incident) && objects(incident.alerts).every(isSimplified);

/** An alert of whatever source, or as this package simplified it. */
function readAlert(alert: JsonObject): SimpleAlert {
	if (isSimplified(alert)) return readSimplified(alert);
	const isDefenders = 'alertCreationTime' in alert || 'aadTenantId' in alert;
	return isDefenders ? simplifyDefenderAlert(alert) : simplifyGraphAlert(alert);
}

/** Simplified, an alert still has Graph's names, but for its entities. */
function readSimplified(alert: JsonObject): SimpleAlert {
	return {
		...simplifyGraphAlert(alert),
		devices: devicesOf(alert.devices),
		users: entities(alert.users, ['name', 'id', 'sid']),
		files: entities(alert.files, ['name', 'path', 'sha1', 'sha256']),
		processes: entities(alert.processes, ['id', 'name', 'commandLine']),
		ips: texts(alert.ips),
		urls: texts(alert.urls),
		hashes: texts(alert.hashes),
	};
}

function devicesOf(value: unknown): AlertDevice[] {
	return distinct(
		objects(value).map((device) => {
			const tags = texts(device.tags);
			return {
				...textsOf(device, ['id', 'name', 'os', 'group', 'riskScore']),
				...(tags.length > 0 && { tags }),
			};
		}),
	);
}

const entities = <Name extends string>(
	value: unknown,
	names: readonly Name[],
): Array<Partial<Record<Name, string>>> => distinct(objects(value).map((entry) => textsOf(entry, names)));

const textsOf = <Name extends string>(
	entry: JsonObject,
	names: readonly Name[],
): Partial<Record<Name, string>> =>
	compact(Object.fromEntries(names.map((name) => [name, text(entry[name])]))) as Partial<
		Record<Name, string>
	>;

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
