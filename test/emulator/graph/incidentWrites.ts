import { apiError } from '../http/apiError';
import type { Caller } from '../http/bearer';
import { json, type Reply } from '../http/reply';
import { patchedIncidentRecord, type IncidentPatch, type IncidentRecord } from '../incidents/record';
import { hiddenIncidentMembers, plainIncidentMembers } from '../incidents/vocabulary';
import { ODataError } from '../odata/errors';
import type { World } from '../world';
import type { GraphCall } from './handler';
import { allIncidents } from './incidents';
import { answerEntity } from './list';
import { bodyProperties, enumProperty, textProperty, textsProperty } from './requestBody';

const members = (property: 'status' | 'classification' | 'determination') => [
	...(plainIncidentMembers[property] ?? []),
	...(hiddenIncidentMembers[property] ?? []),
];

/** What Graph's "update incident" names; an incident is redirected by Microsoft alone. */
const updatable = {
	status: enumProperty(members('status').filter((status) => status !== 'redirected')),
	assignedTo: textProperty({ nullable: true }),
	classification: enumProperty(members('classification')),
	determination: enumProperty(members('determination')),
	customTags: textsProperty,
	resolvingComment: textProperty({ nullable: true }),
};

const commentProperties = {
	'@odata.type': enumProperty([
		'microsoft.graph.security.alertComment',
		'#microsoft.graph.security.alertComment',
	]),
	comment: textProperty(),
};

/** Answers `PATCH /v1.0/security/incidents/{id}`. Throws an ODataError for a body that Graph refuses. */
export function updateIncident(graphCall: GraphCall, id: string): Reply {
	const { world, call } = graphCall;
	const record = visibleIncident(graphCall, id);
	if (!record) return notFound(world, id);
	// SAFETY: each property was read by the reader of its type.
	const patch = bodyProperties(call, updatable) as IncidentPatch;
	if (Object.keys(patch).length === 0) throw new ODataError('The request has no property to update.');
	const classification = patch.classification ?? record.classification;
	if (patch.determination !== undefined && classification === 'unknown') {
		throw new ODataError('A determination can be set only together with a classification.');
	}
	store(graphCall, record, patch);
	return answerEntity(graphCall, allIncidents(graphCall, false), { id });
}

/** Answers `POST /v1.0/security/incidents/{id}/comments` with all comments. Throws an ODataError likewise. */
export function commentIncident(graphCall: GraphCall, id: string): Reply {
	const { world, caller, call } = graphCall;
	const record = visibleIncident(graphCall, id);
	if (!record) return notFound(world, id);
	const { comment, '@odata.type': type } = bodyProperties(call, commentProperties);
	if (typeof comment !== 'string' || comment === '')
		throw new ODataError("The property 'comment' is missing.");
	if (type === undefined) throw new ODataError("The property '@odata.type' is missing.");
	const added = {
		comment,
		createdByDisplayName: nameOf(world, caller),
		createdDateTime: new Date(world.now()).toISOString(),
	};
	const comments = [...record.comments, added];
	store(graphCall, record, { comments });
	const context = `https://graph.microsoft.com/v1.0/$metadata#security/incidents('${id}')/comments`;
	return json(200, { '@odata.context': context, value: comments });
}

function store({ world, caller }: GraphCall, record: IncidentRecord, patch: IncidentPatch): void {
	const changed = { ...patch, lastModifiedBy: nameOf(world, caller) };
	caller.tenant.incidents.set(patchedIncidentRecord(record, changed, world.now()));
}

function visibleIncident({ world, caller }: GraphCall, id: string): IncidentRecord | undefined {
	const record = caller.tenant.incidents.get(id)?.record;
	return record && record.visibleAt <= world.now() ? record : undefined;
}

function notFound(world: World, id: string): Reply {
	const message = `Resource with id '${id}' was not found.`;
	return apiError(world, 'graph', { status: 404, code: 'ResourceNotFound', message });
}

/** Who did it: the user, else the app. */
function nameOf(world: World, { token }: Caller): string {
	return token.upn ?? world.apps.get(token.clientId)?.displayName ?? token.clientId;
}
