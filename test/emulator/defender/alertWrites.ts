import { changeAlert, type CallersChange } from '../alerts/change';
import { defenderAlert } from '../alerts/defenderView';
import type { AlertRecord } from '../alerts/record';
import {
	determinationsOfMany,
	determinationsOfOne,
	graphWord,
	writableClassifications,
	writableStatuses,
} from '../alerts/writeVocabulary';
import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import { anyText, required, someText, strictBody, wordOf, type BodyRule } from '../http/strictBody';
import type { World } from '../world';
import { isShown } from './alerts';
import type { DefenderCall } from './handler';

const entityContext = 'https://api.securitycenter.microsoft.com/api/$metadata#Alerts/$entity';

/** What both calls take; the determinations are the call's own. An owner of no letters is nobody. */
const changeRules = (determinations: Readonly<Record<string, string>>) => ({
	status: wordOf(Object.values(writableStatuses)),
	assignedTo: anyText,
	classification: wordOf(Object.values(writableClassifications)),
	determination: wordOf(Object.values(determinations)),
	comment: someText,
});

const someIds: BodyRule = {
	allows: (value) =>
		Array.isArray(value) && value.length > 0 && value.every((id) => typeof id === 'string' && id !== ''),
};

/** Answers `PATCH /api/alerts/{id}` with the alert, without evidence. */
export function updateAlert({ world, caller, call }: DefenderCall, id: string): Reply {
	const sent = strictBody(call, changeRules(determinationsOfOne));
	if ('problem' in sent) return refuse(world, sent.problem.code, sent.problem.message);
	if (Object.keys(sent.body).length === 0) return refuse(world, 'InvalidRequestBody', 'Nothing to update.');
	const record = shownAlert({ world, caller, call }, id);
	if (!record) return unknownAlert(world, id);
	const changed = changeAlert(world, caller, record, changeOf(sent.body, determinationsOfOne));
	return alertAnswer(changed, caller.tenant.id);
}

/**
 * Answers `POST /api/alerts/batchUpdate` without a body. What it says to an unknown alert is not documented; here it then
 * changes none.
 */
export function updateAlerts({ world, caller, call }: DefenderCall): Reply {
	const rules = { ...changeRules(determinationsOfMany), alertIds: required(someIds) };
	const sent = strictBody(call, rules);
	if ('problem' in sent) return refuse(world, sent.problem.code, sent.problem.message);
	const { alertIds, ...fields } = sent.body;
	// SAFETY: the rule of alertIds allows nothing else, and requires it.
	const ids = alertIds as string[];
	if (Object.keys(fields).length === 0) return refuse(world, 'InvalidRequestBody', 'Nothing to update.');
	const { largestAlertBatch } = caller.tenant.defender;
	if (ids.length > largestAlertBatch) {
		const message = `The number of alerts is greater than the maximum of ${largestAlertBatch}.`;
		return refuse(world, 'MaximumBatchSizeExceeded', message);
	}
	const records = ids.map((id) => shownAlert({ world, caller, call }, id));
	const unknown = ids.find((_id, index) => !records[index]);
	if (unknown !== undefined) return unknownAlert(world, unknown);
	for (const id of new Set(ids)) {
		const record = shownAlert({ world, caller, call }, id);
		if (record) changeAlert(world, caller, record, changeOf(fields, determinationsOfMany));
	}
	return { status: 200, headers: {}, body: '' };
}

/** An alert as an answer to a write. */
export const alertAnswer = (record: AlertRecord, tenantId: string): Reply =>
	json(200, { '@odata.context': entityContext, ...defenderAlert(record, tenantId, false) });

function changeOf(
	{
		status,
		assignedTo,
		classification,
		determination,
		comment,
	}: Partial<Record<keyof ReturnType<typeof changeRules>, unknown>>,
	determinations: Readonly<Record<string, string>>,
): CallersChange {
	return {
		status: graphWord(writableStatuses, status),
		classification: graphWord(writableClassifications, classification),
		determination: graphWord(determinations, determination),
		...(typeof assignedTo === 'string' && { assignedTo: assignedTo === '' ? null : assignedTo }),
		...(typeof comment === 'string' && { comment }),
	};
}

function shownAlert({ world, caller }: DefenderCall, id: string): AlertRecord | undefined {
	const record = caller.tenant.alerts.get(id)?.record;
	return record && isShown(record, world.now()) ? record : undefined;
}

const unknownAlert = (world: World, id: string): Reply =>
	apiError(world, 'defender', {
		status: 404,
		code: 'ResourceNotFound',
		message: `Alert ${id} was not found`,
	});

const refuse = (world: World, code: string, message: string): Reply =>
	apiError(world, 'defender', { status: 400, code, message });
