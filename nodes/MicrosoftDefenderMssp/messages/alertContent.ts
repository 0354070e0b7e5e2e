import type { AlertDevice, SimpleAlert } from '../core/alert';
import type { JsonObject } from '../core/json';
import { unique } from '../core/json';
import type { RoutedItem } from '../core/routedItem';
import { buttonsFor } from './buttons';
import type { ContentOptions, MessageContent } from './content';
import { changeWords, eventWords } from './eventWords';
import { topEvidence } from './evidence';
import { factsOf, frameOf } from './frame';
import { severityLevel } from './levels';
import { linkTo } from './links';
import { LONGEST, moment, shown, some, titleCase } from './words';

/** What to say of an alert. */
export function alertContent(
	{ alert, tenant, links }: RoutedItem & { alert: SimpleAlert },
	{ event }: JsonObject,
	options: ContentOptions,
): MessageContent {
	const isResolved = alert.status === 'resolved';
	const level = severityLevel(alert.severity, isResolved);
	const evidence = topEvidence([alert], options.maxEvidence);
	return {
		...frameOf(tenant, options),
		level,
		event: eventWords('alert', event),
		title: shown(alert.title, LONGEST.title) ?? shown(alert.id) ?? 'without a title',
		...(options.includeDescription && { description: shown(alert.description, LONGEST.long) }),
		facts: factsOf([
			['Customer', tenant.name],
			['Severity', alert.severity && level.word],
			['Changed', changeWords(event)],
			['Status', alert.status && titleCase(alert.status)],
			...entityFacts([alert]),
			...caseFacts(alert),
			['Category', alert.category && titleCase(alert.category)],
			['Product', alert.productName ?? (alert.serviceSource && titleCase(alert.serviceSource))],
			['MITRE ATT&CK', some(alert.mitreTechniques, 6)],
			['Created', alert.createdDateTime && moment(alert.createdDateTime)],
			['Incident', alert.incidentId],
			['Alert ID', alert.id],
		]),
		evidence: evidence.lines,
		moreEvidence: evidence.more,
		links: [...linkTo('Open in Defender', links.alert), ...linkTo('Open incident', links.incident)],
		buttons: options.includeButtons ? buttonsFor('alert', tenant.id, alert.id, isResolved) : [],
	};
}

type Facts = Array<readonly [label: string, value: string | undefined]>;

/** Where it happened and to whom. */
export function entityFacts(alerts: readonly SimpleAlert[]): Facts {
	const devices = unique(alerts.flatMap((alert) => alert.devices.map(deviceTitle)));
	const users = unique(alerts.flatMap((alert) => alert.users.map(({ name, id, sid }) => name ?? id ?? sid)));
	return [
		['Device', some(devices)],
		['User', some(users)],
	];
}

function deviceTitle({ name, id, os, group }: AlertDevice): string | undefined {
	const title = name ?? id;
	const details = [os, group].filter((detail) => detail !== undefined).join(', ');
	return title === undefined || details === '' ? title : `${title} (${details})`;
}

/** Who works on it, and what it was found to be. */
export function caseFacts({
	assignedTo,
	classification,
	determination,
}: Pick<SimpleAlert, 'assignedTo' | 'classification' | 'determination'>): Facts {
	const found = [classification, determination]
		.filter((word) => word !== undefined && word !== 'unknown')
		.map((word) => titleCase(word ?? ''));
	return [
		['Assigned to', assignedTo],
		['Classification', found.length === 0 ? undefined : found.join(', ')],
	];
}
