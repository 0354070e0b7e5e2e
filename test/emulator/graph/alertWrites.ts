import { changeAlert } from '../alerts/change';
import type { AlertRecord } from '../alerts/record';
import { plainGraphMembers } from '../alerts/vocabulary';
import { writableStatuses } from '../alerts/writeVocabulary';
import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import { anyText, required, someText, strictBody, wordOf, type BodyProblem } from '../http/strictBody';
import type { World } from '../world';
import { allAlerts } from './alerts';
import type { GraphCall } from './handler';
import { answerEntity } from './list';

/** Graph's own words alone; Defender's, and those of older pages of its reference, are refused. */
const changeRules = {
	'@odata.type': wordOf(['#microsoft.graph.security.alert', 'microsoft.graph.security.alert']),
	status: wordOf(Object.keys(writableStatuses)),
	classification: wordOf(plainGraphMembers.classification ?? []),
	determination: wordOf(plainGraphMembers.determination ?? []),
	assignedTo: { allows: (value: unknown) => value === null || anyText.allows(value) },
};

const commentRules = {
	'@odata.type': required(
		wordOf(['microsoft.graph.security.alertComment', '#microsoft.graph.security.alertComment']),
	),
	comment: required(someText),
};

/** Answers `PATCH /v1.0/security/alerts_v2/{id}` with the alert. */
export function updateAlert(graphCall: GraphCall, id: string): Reply {
	const { world, caller, call } = graphCall;
	const sent = strictBody(call, changeRules);
	if ('problem' in sent) return refused(world, sent.problem);
	const { status, classification, determination, assignedTo } = sent.body;
	if ([status, classification, determination, assignedTo].every((value) => value === undefined)) {
		return refused(world, { code: 'InvalidRequestBody', message: 'Nothing to update.' });
	}
	const record = shownAlert(graphCall, id);
	if (record) {
		changeAlert(world, caller, record, {
			...textAs('status', status),
			...textAs('classification', classification),
			...textAs('determination', determination),
			...(assignedTo === null ? { assignedTo } : textAs('assignedTo', assignedTo)),
		});
	}
	return answerEntity(graphCall, allAlerts(caller.tenant), { id });
}

/** Answers `POST /v1.0/security/alerts_v2/{id}/comments` with all comments of the alert. */
export function commentAlert(graphCall: GraphCall, id: string): Reply {
	const { world, caller, call } = graphCall;
	const sent = strictBody(call, commentRules);
	if ('problem' in sent) return refused(world, sent.problem);
	const record = shownAlert(graphCall, id);
	if (!record) return answerEntity(graphCall, allAlerts(caller.tenant), { id });
	const { comments } = changeAlert(world, caller, record, { comment: String(sent.body.comment) });
	const context = `https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2('${id}')/comments`;
	return json(200, { '@odata.context': context, value: comments });
}

function shownAlert({ world, caller }: GraphCall, id: string): AlertRecord | undefined {
	const record = caller.tenant.alerts.get(id)?.record;
	return record && record.visibleAt <= world.now() && record.shownByGraph ? record : undefined;
}

const textAs = <Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> =>
	// SAFETY: an object with this one name.
	typeof value === 'string' ? ({ [name]: value } as Record<Name, string>) : {};

const refused = (world: World, { message }: BodyProblem): Reply =>
	apiError(world, 'graph', { status: 400, code: 'BadRequest', message });
