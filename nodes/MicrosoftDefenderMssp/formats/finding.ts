import type { SimpleAlert } from '../core/alert';
import { bareAlert } from '../core/alert';
import { compact } from '../core/compact';
import type { SimpleIncident } from '../core/incident';
import type { JsonObject } from '../core/json';
import { objects, text } from '../core/json';
import type { PortalLinks } from '../core/links';
import { alertLinks } from '../core/links';
import type { RoutedItem } from '../core/routedItem';
import type { Tenant } from '../core/tenant';
import type { Evidence } from '../core/evidence/evidence';
import { evidenceOf } from '../core/evidence';
import { wellFormedThroughout } from './wellFormedThroughout';

/** What a format tells of: an alert, or an incident that came without alerts. */
export interface Finding {
	/** An incident is told in the words of an alert: its title is its display name, its `incidentId` its own id. */
	alert: SimpleAlert;
	isIncident: boolean;
	evidence: Evidence[];
	/** The service's own alert or incident, where the item or the trigger has it. */
	raw?: JsonObject;
	/** What Microsoft's product that found it calls the alert. */
	providerAlertId?: string;
	tenant: Tenant;
	links: PortalLinks;
	event: { id?: string; type?: string };
	/** The incident that the item carried. */
	incident?: SimpleIncident;
}

/**
 * The findings of an item: its alert; or each alert of its incident; or the incident itself where it has no alerts or came
 * without them. Every format makes its documents of these, so that all count the same. All texts are well-formed Unicode.
 */
export function findingsOf(item: RoutedItem): Finding[] {
	// First, so that texts of megabytes that stand in every row of an alert are gone through once.
	return readFindings(wellFormedThroughout(item));
}

function readFindings(item: RoutedItem): Finding[] {
	const { alert, incident, raw = {}, links } = item;
	if (alert !== undefined) return [alertFinding(item, alert, raw, links)];
	if (incident === undefined) return [];
	const alerts = incident.alerts ?? [];
	const raws = objects(raw.alerts);
	return alerts.length === 0
		? [incidentFinding(item, incident)]
		: alerts.map((one, index) => alertFinding(item, one, raws[index] ?? {}, linksWithin(one, item)));
}

function alertFinding(item: RoutedItem, alert: SimpleAlert, raw: JsonObject, links: PortalLinks): Finding {
	return {
		alert,
		isIncident: false,
		evidence: evidenceOf(alert, raw),
		...(Object.keys(raw).length > 0 && { raw, providerAlertId: text(raw.providerAlertId) }),
		tenant: item.tenant,
		links,
		event: item.event ?? {},
		incident: item.incident,
	};
}

/** The item of an incident links the incident only; its alerts are in the same portal. */
function linksWithin({ id, incidentId }: SimpleAlert, { links, tenant }: RoutedItem): PortalLinks {
	const portal = links.incident === undefined ? undefined : originOf(links.incident);
	if (portal === undefined || id === '') return links;
	return { ...alertLinks({ id, incidentId }, tenant.id, portal), ...links };
}

function originOf(link: string): string | undefined {
	const url = URL.canParse(link) ? new URL(link) : undefined;
	return url !== undefined && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

function incidentFinding(item: RoutedItem, incident: SimpleIncident): Finding {
	const { id, displayName, description, severity, status, classification, determination } = incident;
	const { assignedTo, createdDateTime, lastUpdateDateTime } = incident;
	const known = { description, severity, status, classification, determination, assignedTo };
	return {
		alert: {
			...compact({ ...known, createdDateTime, lastUpdateDateTime, title: displayName }),
			...bareAlert(id),
			incidentId: id,
		},
		isIncident: true,
		evidence: [],
		...(item.raw !== undefined && { raw: item.raw }),
		tenant: item.tenant,
		links: item.links,
		event: item.event ?? {},
		incident,
	};
}
