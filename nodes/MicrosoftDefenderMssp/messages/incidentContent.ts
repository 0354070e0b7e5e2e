import type { SimpleIncident } from '../core/incident';
import type { JsonObject } from '../core/json';
import type { RoutedItem } from '../core/routedItem';
import { caseFacts, entityFacts } from './alertContent';
import { buttonsFor } from './buttons';
import type { ContentOptions, Fact, MessageContent } from './content';
import { changeWords, eventWords } from './eventWords';
import { topEvidence } from './evidence';
import { factsOf, frameOf } from './frame';
import { severityLevel } from './levels';
import { linkTo } from './links';
import { LONGEST, moment, shown, some, titleCase } from './words';

/** What to say of an incident; its alerts, where it carries them, are the first of its evidence. */
export function incidentContent(
	{ incident, tenant, links }: RoutedItem & { incident: SimpleIncident },
	{ event }: JsonObject,
	options: ContentOptions,
): MessageContent {
	const isResolved = incident.status === 'resolved' || incident.status === 'redirected';
	const level = severityLevel(incident.severity, isResolved);
	const alerts = incident.alerts ?? [];
	const evidence = topEvidence(alerts, options.maxEvidence, alertLines(incident));
	return {
		...frameOf(tenant, options),
		level,
		event: eventWords('incident', event),
		title: shown(incident.displayName, LONGEST.title) ?? shown(incident.id) ?? 'without a title',
		...(options.includeDescription && { description: shown(incident.description, LONGEST.long) }),
		facts: factsOf([
			['Customer', tenant.name],
			['Severity', incident.severity && level.word],
			['Changed', changeWords(event)],
			['Status', incident.status && titleCase(incident.status)],
			['Merged into', incident.redirectIncidentId],
			['Alerts', incident.alerts && String(incident.alerts.length)],
			...entityFacts(alerts),
			...caseFacts(incident),
			['Tags', some([...incident.customTags, ...incident.systemTags], 6)],
			['Created', incident.createdDateTime && moment(incident.createdDateTime)],
			['Incident ID', incident.id],
		]),
		evidence: evidence.lines,
		moreEvidence: evidence.more,
		links: linkTo('Open in Defender', links.incident),
		buttons: options.includeButtons ? buttonsFor('incident', tenant.id, incident.id, isResolved) : [],
	};
}

const alertLines = ({ alerts = [] }: SimpleIncident): Fact[] =>
	alerts.flatMap(({ title, severity }) => {
		const value = shown(title, LONGEST.title);
		return value === undefined
			? []
			: [{ label: 'Alert', value: `${value} (${severityLevel(severity, false).word})` }];
	});
