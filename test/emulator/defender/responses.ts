import {
	isUnderWay,
	newDeviceActionRecord,
	settleActions,
	type DeviceActionRecord,
} from '../devices/actionRecord';
import type { DeviceRecord } from '../devices/record';
import { apiError, type ApiFailure } from '../http/apiError';
import type { Reply } from '../http/reply';
import type { DefenderCall } from './handler';
import { answerEntity } from './list';
import { machineActions, requestorOf } from './machineActions';
import { findDevice, unknownMachine } from './machines';
import { badRequest, isFailure, exactTexts, type Rule } from './exactTexts';

/** An action that a device can be asked for. */
interface Response {
	/** The last part of its path. */
	path: string;
	type: string;
	/** Keys of the body besides the comment. */
	scope?: { key: string; values: readonly string[] };
	file?: true;
	/** Other systems cannot do it. */
	windowsOnly?: true;
}

/** What devices can be asked for, by the last part of the path. */
export const responses: readonly Response[] = [
	{
		path: 'isolate',
		type: 'Isolate',
		scope: { key: 'IsolationType', values: ['Full', 'Selective', 'UnManagedDevice'] },
	},
	{ path: 'unisolate', type: 'Unisolate' },
	{
		path: 'runAntiVirusScan',
		type: 'RunAntiVirusScan',
		scope: { key: 'ScanType', values: ['Quick', 'Full'] },
	},
	{ path: 'restrictCodeExecution', type: 'RestrictCodeExecution', windowsOnly: true },
	{ path: 'unrestrictCodeExecution', type: 'UnrestrictCodeExecution', windowsOnly: true },
	{ path: 'collectInvestigationPackage', type: 'CollectInvestigationPackage' },
	{ path: 'StopAndQuarantineFile', type: 'StopAndQuarantineFile', file: true, windowsOnly: true },
];

/** Answers `POST /api/machines/{id}/<response>`: 201 and the action that a device then works on. */
export function respond(response: Response): (defenderCall: DefenderCall, id: string) => Reply {
	const { type, scope, file, windowsOnly } = response;
	const rules: Record<string, Rule> = {
		Comment: 'text',
		...(scope && { [scope.key]: scope.values }),
		...(file && { Sha1: 'sha1' }),
	};
	return (defenderCall, id) => {
		const { world, caller, call } = defenderCall;
		const refuse = (failure: ApiFailure) => apiError(world, 'defender', failure);
		const body = exactTexts(call, rules);
		if (isFailure(body)) return refuse(body);
		const device = findDevice(defenderCall, id);
		if (!device) return unknownMachine(defenderCall, id);
		if (windowsOnly && !device.osPlatform.startsWith('Windows')) {
			const message = `OS Platform ${device.osPlatform} isn't supported for this action.`;
			return refuse(badRequest('OsPlatformNotSupported', message));
		}
		const pending = pendingAction(defenderCall, type, device);
		if (pending) return repeated(defenderCall, pending);
		const action = newDeviceActionRecord(
			{
				type,
				scope: scope ? (body[scope.key] ?? null) : null,
				requestor: requestorOf(defenderCall),
				requestorComment: body.Comment,
				requestSource: 'PublicApi',
				machineId: device.id,
				computerDnsName: device.computerDnsName,
				relatedFileInfo: file ? { fileIdentifier: body.Sha1 ?? '', fileIdentifierType: 'Sha1' } : null,
			},
			world.now(),
		);
		caller.tenant.deviceActions.set(action);
		return answerEntity(action, machineActions(caller.tenant), 201);
	};
}

function pendingAction(
	{ world, caller: { tenant } }: DefenderCall,
	type: string,
	{ id }: DeviceRecord,
): DeviceActionRecord | undefined {
	settleActions(tenant, world.now());
	return tenant.deviceActions
		.all()
		.find((action) => action.type === type && action.machineId === id && isUnderWay(action));
}

/** One at a time: the service refuses a second one, or answers with the first (microsoft-365-docs issue 5903). */
function repeated({ world, caller: { tenant } }: DefenderCall, pending: DeviceActionRecord): Reply {
	const { repeatedAction } = tenant.defender;
	if (repeatedAction === 'pending') return answerEntity(pending, machineActions(tenant), 201);
	const status = repeatedAction === 'conflict' ? 409 : 400;
	const text = { code: 'ActiveRequestAlreadyExists', message: 'Action is already in progress' };
	return apiError(world, 'defender', { status, ...text });
}
