import type { DeviceActionType } from '../core/deviceAction';
import { actionWords, hasEnded, isAsAsked } from '../core/deviceAction';
import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { text } from '../core/json';
import { allOf, anyOf } from '../core/odata';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { normalizeTimestamp } from '../core/timestamp';
import type { Connection } from '../transport/connection';
import type { Endpoint } from '../transport/endpoint';
import { callEndpoint } from '../transport/endpoint';
import { maybeDone } from '../transport/writeFailure';
import { defenderEndpoints } from './endpoints/defender';
import { listRows } from './listRows';

/** Which actions to list; every criterion narrows. */
export interface DeviceActionQuery {
	statuses?: string[];
	types?: string[];
	deviceId?: string;
	requestor?: string;
	/** Normalized timestamp, inclusive. */
	createdAfter?: string;
	limit: number;
}

/** Lists actions on the devices of one tenant. */
export async function listDeviceActions(
	{ statuses = [], types = [], deviceId, requestor, createdAfter, limit }: DeviceActionQuery,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject[], Failure>> {
	const filter = allOf([
		anyOf('machineId', deviceId === undefined ? [] : [deviceId]),
		anyOf('type', types),
		anyOf('status', statuses),
		anyOf('requestor', requestor === undefined ? [] : [requestor]),
		createdAfter && `creationDateTimeUtc ge ${createdAfter}`,
	]);
	return await listRows(defenderEndpoints.listDeviceActions, { filter, limit }, connection, tenantId);
}

/** Reads one action. */
export async function getDeviceAction(
	id: string,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject, Failure>> {
	return await callEndpoint(defenderEndpoints.getDeviceAction, { path: { id } }, connection, tenantId);
}

/** What is asked of a device. */
export interface DeviceRequest {
	endpoint: Endpoint;
	type: DeviceActionType;
	deviceId: string;
	body: JsonObject;
}

export interface StartedAction {
	action: JsonObject;
	/** It was under way before, so that nothing was started. */
	alreadyInProgress?: true;
}

/**
 * Starts an action on a device. That the same is already under way is no failure: then that one is the result. What keeps the
 * device busy otherwise is named in the failure.
 */
export async function startDeviceAction(
	request: DeviceRequest,
	connection: Connection,
	tenantId: string,
): Promise<Result<StartedAction, Failure>> {
	const { endpoint, type, deviceId, body } = request;
	const answer = await callEndpoint(endpoint, { path: { id: deviceId }, body }, connection, tenantId);
	if (answer.ok)
		return text(answer.value.id) === undefined ? fail(noAction) : succeed({ action: answer.value });
	const { failure } = answer;
	const isBusy = isConflict(failure);
	// Of collecting a package it is only said that the answer is 400 then, so that every 400 has to be looked into.
	const mayBeBusy = type === 'CollectInvestigationPackage' && failure.kind === 'badRequest';
	if (!isBusy && !mayBeBusy) return answer;
	const query = { deviceId, statuses: ['Pending', 'InProgress'], limit: Infinity };
	const pending = await listDeviceActions(query, connection, tenantId);
	const running = pending.ok ? pending.value.sort(newestFirst) : [];
	const ofKind = running.filter((row) => row.type === type);
	const action = ofKind.find((row) => isAsAsked(row, body));
	if (action !== undefined) return succeed({ action, alreadyInProgress: true });
	if (!isBusy) return answer;
	const other = ofKind[0] ?? running[0];
	return fail(other === undefined ? { ...failure, remedy: WAIT } : busyWith(other));
}

/** Sources: field reports of both the code and the text; Microsoft documents neither (microsoft-365-docs issue 5903). */
const isConflict = ({ code = '', cause }: Failure): boolean =>
	code.startsWith('HTTP 409') ||
	code.includes('ActiveRequestAlreadyExists') ||
	/already (in progress|running)/i.test(cause);

const newestFirst = (one: JsonObject, other: JsonObject): number =>
	createdAt(one) < createdAt(other) ? 1 : -1;

const createdAt = ({ creationDateTimeUtc }: JsonObject): string =>
	normalizeTimestamp(creationDateTimeUtc) ?? '';

const WAIT =
	"Nothing was done. Run it again when the device has finished what it is at; 'Device Action: Get Many' shows it.";

const busyWith = (action: JsonObject): Failure => ({
	kind: 'badRequest',
	appliesTo: 'tenant',
	transient: false,
	cause: `The device is busy with another action: ${actionWords(action)}.`,
	remedy: WAIT,
});

const noAction = maybeDone({
	kind: 'unexpectedAnswer',
	appliesTo: 'tenant',
	transient: true,
	cause: 'Microsoft Defender for Endpoint did not say what became of the action.',
	remedy: '',
});

export interface CancelledAction {
	action: JsonObject;
	/** There was nothing left to cancel. */
	alreadyEnded?: true;
}

/** Cancels an action. That it has ended is no failure: its final state is the result. */
export async function cancelDeviceAction(
	id: string,
	comment: string,
	connection: Connection,
	tenantId: string,
): Promise<Result<CancelledAction, Failure>> {
	const values = { path: { id }, body: { Comment: comment } };
	const answer = await callEndpoint(defenderEndpoints.cancelDeviceAction, values, connection, tenantId);
	if (answer.ok)
		return text(answer.value.id) === undefined ? fail(noAction) : succeed({ action: answer.value });
	if (answer.failure.kind !== 'badRequest' && !isConflict(answer.failure)) return answer;
	const action = await getDeviceAction(id, connection, tenantId);
	return action.ok && hasEnded(action.value) ? succeed({ action: action.value, alreadyEnded: true }) : answer;
}
