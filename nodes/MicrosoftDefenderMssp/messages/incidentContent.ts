import type { SimpleIncident } from '../core/incident';
import type { JsonObject } from '../core/json';
import { objects, unique } from '../core/json';
import type { RoutedItem } from '../core/routedItem';
import { alertEvidence } from './alertEvidence';
import { buttonsFor } from './buttons';
import type { ContentOptions, Fact, MessageContent } from './content';
import { entityFacts } from './entityFacts';
import { changeWords, eventWords } from './eventWords';
import { topEvidence } from './evidence';
import { factsOf, frameOf } from './frame';
import { severityLevel } from './levels';
import { linkTo } from './links';
import { caseFacts } from './recordFacts';
import { LONGEST, moment, shown, some, titleCase } from './words';

/** What to say of an incident; its alerts, where it carries them, are the first of its evidence. */
export function incidentContent(
	{ incident, raw = {}, tenant, links }: RoutedItem & { incident: SimpleIncident },
	{ event }: JsonObject,
	options: ContentOptions,
): MessageContent {
	const isResolved = incident.status === 'resolved' || incident.status === 'redirected';
	const level = severityLevel(incident.severity, isResolved);
	const raws = objects(raw.alerts);
	const evidence = (incident.alerts ?? []).flatMap((alert, index) => alertEvidence(alert, raws[index]));
	const top = topEvidence(evidence, options.maxEvidence, alertLines(incident));
	return {
		...frameOf(tenant, options),
		level,
		event: eventWords('incident', event),
		title: shown(incident.displayName, LONGEST.title) ?? shown(incident.id) ?? 'without a title',
		...(options.includeDescription && { description: storyOf(incident) }),
		facts: factsOf([
			['Customer', tenant.name],
			['Severity', incident.severity && level.word],
			['Priority', priorityOf(incident)],
			['Changed', changeWords(event)],
			['Status', incident.status && titleCase(incident.status)],
			['Merged into', incident.redirectIncidentId],
			['Alerts', incident.alerts && String(incident.alerts.length)],
			...entityFacts(evidence),
			...caseFacts(incident),
			['Resolution', incident.resolvingComment],
			['Tags', some([...incident.customTags, ...incident.systemTags], 6)],
			['Created', incident.createdDateTime && moment(incident.createdDateTime)],
			['Incident ID', incident.id],
		]),
		evidence: top.lines,
		moreEvidence: top.more,
		links: linkTo('Open in Defender', links.incident),
		buttons: options.includeButtons ? buttonsFor('incident', tenant.id, incident.id, isResolved) : [],
	};
}

/** Microsoft's summary tells what happened, the description what kind of incident it is. */
const storyOf = ({ summary, description }: SimpleIncident): string | undefined =>
	shown(unique([summary, description]).join(' '), LONGEST.long);

/** Microsoft scores incidents from 0 to 100. */
const priorityOf = ({ priorityScore }: SimpleIncident): string | undefined =>
	priorityScore === undefined ? undefined : `${priorityScore} of 100`;

const alertLines = ({ alerts = [] }: SimpleIncident): Fact[] =>
	alerts.flatMap(({ title, severity, status }) => {
		const value = shown(title, LONGEST.title);
		const state = [severityLevel(severity, false).word, ...(status === 'resolved' ? ['resolved'] : [])];
		return value === undefined ? [] : [{ label: 'Alert', value: `${value} (${state.join(', ')})` }];
	});
