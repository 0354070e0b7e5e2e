import type { SimpleAlert } from '../core/alert';
import type { JsonObject } from '../core/json';
import type { RoutedItem } from '../core/routedItem';
import { alertEvidence } from './alertEvidence';
import { buttonsFor } from './buttons';
import type { ContentOptions, MessageContent } from './content';
import { entityFacts } from './entityFacts';
import { changeWords, eventWords } from './eventWords';
import { topEvidence } from './evidence';
import { factsOf, frameOf } from './frame';
import { severityLevel } from './levels';
import { linkTo } from './links';
import { caseFacts, customFacts, detectionFacts } from './recordFacts';
import { LONGEST, moment, shown, some, titleCase } from './words';

/** What to say of an alert. */
export function alertContent(
	{ alert, raw, tenant, links }: RoutedItem & { alert: SimpleAlert },
	{ event }: JsonObject,
	options: ContentOptions,
): MessageContent {
	const isResolved = alert.status === 'resolved';
	const level = severityLevel(alert.severity, isResolved);
	const evidence = alertEvidence(alert, raw);
	const top = topEvidence(evidence, options.maxEvidence);
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
			...entityFacts(evidence),
			...caseFacts(alert),
			...detectionFacts(alert),
			...customFacts(alert.customDetails),
			['Tags', some(alert.systemTags, 6)],
			['Created', alert.createdDateTime && moment(alert.createdDateTime)],
			['Incident', alert.incidentId],
			['Alert ID', alert.id],
		]),
		evidence: top.lines,
		moreEvidence: top.more,
		links: [...linkTo('Open in Defender', links.alert), ...linkTo('Open incident', links.incident)],
		buttons: options.includeButtons ? buttonsFor('alert', tenant.id, alert.id, isResolved) : [],
	};
}
