import { randomBytes } from 'node:crypto';

import {
	isUnderWay,
	patchedDeviceActionRecord,
	settleActions,
	type DeviceActionRecord,
} from '../devices/actionRecord';
import { machineActionView } from '../devices/defenderView';
import { formatTicks } from '../alerts/timestamp';
import { apiError } from '../http/apiError';
import { json, type Reply } from '../http/reply';
import type { FilterFields } from '../odata/evaluate';
import { refuseOtherOptions } from '../odata/query';
import { ticksNow } from '../records/input';
import type { Row } from '../records/store';
import type { TenantState } from '../world';
import type { DefenderCall } from './handler';
import { answerEntity, answerList, type DefenderCollection } from './list';
import { badRequest, isFailure, exactTexts } from './exactTexts';

/** What the List machine actions page names. */
const fields: FilterFields<Row<DeviceActionRecord>> = {
	creationDateTimeUtc: { type: 'dateTime', read: ({ ticks }) => ticks.createdDateTime },
	id: { type: 'string', read: ({ record }) => record.id },
	machineId: { type: 'string', read: ({ record }) => record.machineId },
	requestor: { type: 'string', read: ({ record }) => record.requestor },
	status: {
		type: 'enum',
		members: ['Pending', 'InProgress', 'Succeeded', 'Failed', 'TimeOut', 'Cancelled'],
		read: ({ record }) => record.status,
	},
	type: {
		type: 'enum',
		members: [
			'RunAntiVirusScan',
			'Offboard',
			'LiveResponse',
			'CollectInvestigationPackage',
			'Isolate',
			'Unisolate',
			'StopAndQuarantineFile',
			'RestrictCodeExecution',
			'UnrestrictCodeExecution',
		],
		read: ({ record }) => record.type,
	},
};

/** The actions of a tenant, as lists and answers show them. */
export const machineActions = ({ deviceActions }: TenantState): DefenderCollection<DeviceActionRecord> => ({
	path: 'machineactions',
	context: 'MachineActions',
	store: deviceActions,
	fields,
	view: machineActionView,
});

/** Answers `GET /api/machineactions`. Throws an ODataError for options that Defender refuses. */
export function listMachineActions(defenderCall: DefenderCall): Reply {
	const { world, caller } = defenderCall;
	settleActions(caller.tenant, world.now());
	return answerList(defenderCall, machineActions(caller.tenant));
}

/** Answers `GET /api/machineactions/{id}`. */
export function getMachineAction(defenderCall: DefenderCall, id: string): Reply {
	refuseOtherOptions(defenderCall.call.url.searchParams, []);
	const action = findAction(defenderCall, id);
	return action
		? answerEntity(action, machineActions(defenderCall.caller.tenant))
		: unknownAction(defenderCall, id);
}

/** Answers `GET /api/machineactions/{id}/GetPackageUri`: the address is in quotes inside the JSON text, as Microsoft's sample has it. */
export function getPackageUri(defenderCall: DefenderCall, id: string): Reply {
	const action = findAction(defenderCall, id);
	if (action?.type !== 'CollectInvestigationPackage' || action.status !== 'Succeeded') {
		return unknownAction(defenderCall, id);
	}
	const address = `https://packages.example/safedownload/WDATP_Investigation_Package.zip?token=${randomBytes(24).toString('hex')}`;
	return json(200, {
		'@odata.context': 'https://api.securitycenter.microsoft.com/api/$metadata#Edm.String',
		value: `"${address}"`,
	});
}

/** Answers `POST /api/machineactions/{id}/cancel`. */
export function cancelMachineAction(defenderCall: DefenderCall, id: string): Reply {
	const { world, caller, call } = defenderCall;
	const body = exactTexts(call, { Comment: 'text' });
	if (isFailure(body)) return apiError(world, 'defender', body);
	const action = findAction(defenderCall, id);
	if (!action) return unknownAction(defenderCall, id);
	if (!isUnderWay(action)) {
		const message = `Machine action ${id} is in its final state and can't be cancelled`;
		return apiError(world, 'defender', badRequest('BadRequest', message));
	}
	const patch = {
		status: 'Cancelled',
		cancellationRequestor: requestorOf(defenderCall),
		cancellationComment: body.Comment,
		cancellationDateTimeUtc: formatTicks(ticksNow(world.now())),
	};
	const changed = patchedDeviceActionRecord(action, patch, world.now());
	caller.tenant.deviceActions.set(changed);
	return answerEntity(changed, machineActions(caller.tenant));
}

/** The user or app behind a call. */
export function requestorOf({ world, caller: { token } }: DefenderCall): string {
	return token.upn ?? world.apps.get(token.clientId)?.displayName ?? token.clientId;
}

function findAction({ world, caller }: DefenderCall, id: string): DeviceActionRecord | undefined {
	settleActions(caller.tenant, world.now());
	const record = caller.tenant.deviceActions.get(id.toLowerCase())?.record;
	return record && record.visibleAt <= world.now() ? record : undefined;
}

function unknownAction({ world }: DefenderCall, id: string): Reply {
	const message = `Machine action ${id} was not found`;
	return apiError(world, 'defender', { status: 404, code: 'ResourceNotFound', message });
}
