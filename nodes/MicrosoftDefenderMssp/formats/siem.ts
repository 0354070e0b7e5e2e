import type { Account, Device, Evidence } from '../core/evidence/evidence';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { userName } from './names';
import type { RowParts } from './siemRow';
import { siemRow } from './siemRow';

/**
 * Rows as the retired Defender SIEM API gave them. The rows of an alert share its AlertId, AlertPart counts them from 0.
 * An incident without alerts gives one row, with the incident's id as AlertId.
 */
export const siem: Format = {
	title: 'SIEM (Defender SIEM API)',
	description: 'Rows with the field names of the retired Defender SIEM API, one per evidence',
	documents: (item) =>
		findingsOf(item).flatMap((finding) => rowsOf(finding).map((row) => siemRow(finding, row))),
};

type Row = Omit<RowParts, 'part'>;

/**
 * A row for each evidence that the API has fields for: files, processes, addresses, links. As in that API, every row names
 * a device and a user: those of the evidence, else the first. Devices and users that no row names get rows of their own, so
 * that none is lost; an alert without any of these gives one row.
 */
function rowsOf({ evidence }: Finding): RowParts[] {
	const devices = evidence.flatMap(({ device }) => device ?? []);
	const users = evidence.flatMap(({ account }) => account ?? []);
	const byId = new Map(devices.map((device) => [device.id, device]));
	const found: Row[] = evidence.filter(hasFields).map((entry) => ({
		evidence: entry,
		device: (entry.deviceId === undefined ? undefined : byId.get(entry.deviceId)) ?? devices[0],
		user: entry.account ?? users[0],
	}));
	const namedDevices = found.map(({ device }) => device);
	const others = unnamed(devices, deviceKey, namedDevices).map((device) => ({ device, user: users[0] }));
	const rows: Row[] = [...found, ...others];
	const namedUsers = rows.map(({ user }) => user);
	const more = unnamed(users, userKey, namedUsers).map((user) => ({ device: devices[0], user }));
	const all: Row[] = [...rows, ...more];
	return (all.length === 0 ? [{}] : all).map((row, part) => ({ ...row, part }));
}

const hasFields = ({ file, process, ip, url }: Evidence): boolean =>
	[file, process, ip, url].some((part) => part !== undefined);

const deviceKey = ({ id, name }: Device): string => id ?? name ?? '';

const userKey = (user: Account): string => JSON.stringify([user.domain, userName(user)]);

/** Those that are not in `named`, each once. */
function unnamed<T>(all: T[], keyOf: (one: T) => string, named: Array<T | undefined>): T[] {
	const keys = new Set(named.map((one) => (one === undefined ? undefined : keyOf(one))));
	const rest = all.filter((one) => !keys.has(keyOf(one)));
	return [...new Map(rest.map((one) => [keyOf(one), one])).values()];
}
