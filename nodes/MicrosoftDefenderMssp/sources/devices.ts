import type { DeviceFilter } from '../core/deviceFilter';
import { deviceQuery, isInGroup, nameQuery } from '../core/deviceFilter';
import { isDeviceId } from '../core/deviceParameters';
import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { texts } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { normalizeTimestamp } from '../core/timestamp';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { defenderEndpoints } from './endpoints/defender';
import { listRows } from './listRows';

/** Lists the devices of one tenant that pass the filter. */
export async function listDevices(
	filter: DeviceFilter,
	limit: number,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject[], Failure>> {
	const { deviceGroups } = filter;
	const query = {
		filter: deviceQuery(filter),
		limit,
		...(deviceGroups.length > 0 && { keep: (row: JsonObject) => isInGroup(row, deviceGroups) }),
	};
	return await listRows(defenderEndpoints.listDevices, query, connection, tenantId);
}

/**
 * Reads one device by its ID or name. The service is said to take the name in place of the ID; where it does not, the device
 * is looked for by name, and of several (a device set up anew has a new ID) it is the one that was seen last.
 */
export async function getDevice(
	idOrName: string,
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject, Failure>> {
	const device = await callEndpoint(
		defenderEndpoints.getDevice,
		{ path: { id: idOrName } },
		connection,
		tenantId,
	);
	const isUnknown = !device.ok && ['notFound', 'badRequest'].includes(device.failure.kind);
	if (!isUnknown || isDeviceId(idOrName)) return device;
	const query = { filter: nameQuery(idOrName), limit: Infinity };
	const named = await listRows(defenderEndpoints.listDevices, query, connection, tenantId);
	if (!named.ok) return named;
	const [latest] = named.value.sort((one, other) => (seenAt(one) < seenAt(other) ? 1 : -1));
	return latest === undefined ? fail(noDeviceOfName) : succeed(latest);
}

const seenAt = ({ lastSeen }: JsonObject): string => normalizeTimestamp(lastSeen) ?? '';

const noDeviceOfName: Failure = {
	kind: 'notFound',
	appliesTo: 'tenant',
	transient: false,
	cause: 'Microsoft Defender for Endpoint knows no device of this name in this tenant.',
	remedy: 'Check the name, and that the device belongs to this customer tenant.',
};

/** Adds a tag to a device or removes one; resolves to the device as it then is. */
export async function tagDevice(
	{ deviceId, tag, action }: { deviceId: string; tag: string; action: 'Add' | 'Remove' },
	connection: Connection,
	tenantId: string,
): Promise<Result<JsonObject, Failure>> {
	const values = { path: { id: deviceId }, body: { Value: tag, Action: action } };
	return await callEndpoint(defenderEndpoints.tagDevice, values, connection, tenantId);
}

export const hasTag = (device: JsonObject, tag: string): boolean => texts(device.machineTags).includes(tag);
