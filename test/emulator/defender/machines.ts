import { machineView } from '../devices/defenderView';
import type { DeviceRecord } from '../devices/record';
import { apiError } from '../http/apiError';
import type { Reply } from '../http/reply';
import type { FilterField, FilterFields } from '../odata/evaluate';
import { refuseOtherOptions } from '../odata/query';
import type { Row } from '../records/store';
import type { TenantState } from '../world';
import type { DefenderCall } from './handler';
import { answerEntity, answerList, type DefenderCollection } from './list';
import { isFailure, exactTexts } from './exactTexts';

const enumOf = (
	property: 'deviceValue' | 'exposureLevel' | 'healthStatus' | 'onboardingStatus' | 'riskScore',
	members: readonly string[],
): FilterField<Row<DeviceRecord>> => ({ type: 'enum', members, read: ({ record }) => record[property] });

const textOf = (
	property: 'aadDeviceId' | 'id' | 'lastIpAddress' | 'osPlatform' | 'version',
): FilterField<Row<DeviceRecord>> => ({ type: 'string', read: ({ record }) => record[property] });

/** What the List machines page names, with the forms of its OData page. */
const fields: FilterFields<Row<DeviceRecord>> = {
	aadDeviceId: textOf('aadDeviceId'),
	computerDnsName: {
		type: 'string',
		read: ({ record }) => record.computerDnsName,
		allowsStartsWith: true,
	},
	deviceValue: enumOf('deviceValue', ['Normal', 'Low', 'High']),
	exposureLevel: enumOf('exposureLevel', ['None', 'Low', 'Medium', 'High']),
	healthStatus: enumOf('healthStatus', [
		'Active',
		'Inactive',
		'ImpairedCommunication',
		'NoSensorData',
		'NoSensorDataImpairedCommunication',
		'Unknown',
	]),
	id: textOf('id'),
	lastIpAddress: textOf('lastIpAddress'),
	lastSeen: { type: 'dateTime', read: ({ ticks }) => ticks.lastUpdateDateTime },
	'machineTags/any': { type: 'strings', read: ({ record }) => record.machineTags },
	onboardingStatus: enumOf('onboardingStatus', [
		'Onboarded',
		'CanBeOnboarded',
		'Unsupported',
		'InsufficientInfo',
	]),
	osPlatform: textOf('osPlatform'),
	rbacGroupId: { type: 'number', read: ({ record }) => record.rbacGroupId },
	riskScore: enumOf('riskScore', ['None', 'Informational', 'Low', 'Medium', 'High']),
	version: textOf('version'),
};

const machines = ({ devices }: TenantState): DefenderCollection<DeviceRecord> => ({
	path: 'machines',
	context: 'Machines',
	store: devices,
	fields,
	view: machineView,
	emptyIsNotFound: true,
});

/** Answers `GET /api/machines`, 404 where there are none. Throws an ODataError for options that Defender refuses. */
export function listMachines(defenderCall: DefenderCall): Reply {
	return answerList(defenderCall, machines(defenderCall.caller.tenant));
}

/** Answers `GET /api/machines/{id}`, where the id may be the device's name. */
export function getMachine(defenderCall: DefenderCall, idOrName: string): Reply {
	const { caller, call } = defenderCall;
	refuseOtherOptions(call.url.searchParams, []);
	const { defender, devices } = caller.tenant;
	const named = defender.findsDevicesByName
		? devices.all().find(({ computerDnsName }) => computerDnsName === idOrName)
		: undefined;
	const device = findDevice(defenderCall, idOrName) ?? named;
	return device ? answerEntity(device, machines(caller.tenant)) : unknownMachine(defenderCall, idOrName);
}

/** Answers `POST /api/machines/{id}/tags`. */
export function tagMachine(defenderCall: DefenderCall, id: string): Reply {
	const { world, caller, call } = defenderCall;
	const body = exactTexts(call, { Value: 'text', Action: ['Add', 'Remove'] });
	if (isFailure(body)) return apiError(world, 'defender', body);
	const device = findDevice(defenderCall, id);
	if (!device) return unknownMachine(defenderCall, id);
	const others = device.machineTags.filter((tag) => tag !== body.Value);
	const machineTags = body.Action === 'Add' ? [...others, body.Value] : others;
	const changed = { ...device, machineTags };
	caller.tenant.devices.set(changed);
	return answerEntity(changed, machines(caller.tenant));
}

/** The device with this id, if it can be seen yet. */
export function findDevice({ world, caller }: DefenderCall, id: string): DeviceRecord | undefined {
	const record = caller.tenant.devices.get(id.toLowerCase())?.record;
	return record && record.visibleAt <= world.now() ? record : undefined;
}

/** That there is no such device. */
export function unknownMachine({ world }: DefenderCall, id: string): Reply {
	const message = `Machine ${id} was not found`;
	return apiError(world, 'defender', { status: 404, code: 'ResourceNotFound', message });
}
