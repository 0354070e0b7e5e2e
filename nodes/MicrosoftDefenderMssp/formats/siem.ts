import type { Account, Device, Evidence } from '../core/evidence/evidence';
import type { Finding } from './finding';
import { findingsOf } from './finding';
import type { Format } from './format';
import { userName } from './names';
import { accountOf, peopleIn, usersAmong } from './parties';
import type { RowParts } from './siemRow';
import { deviceWith, siemRowsOf } from './siemRow';

/**
 * Rows as the retired Defender SIEM API gave them. The rows of an alert share its AlertId, AlertPart counts them from 0.
 * An incident without alerts gives one row, with the incident's id as AlertId.
 */
export const siem: Format = {
	title: 'SIEM (Defender SIEM API)',
	description: 'Rows with the field names of the retired Defender SIEM API, one per evidence',
	documents: (item) =>
		findingsOf(item).flatMap((finding) => {
			const rowOf = siemRowsOf(finding);
			return partsOf(finding).map((parts, part) => rowOf({ ...parts, part }));
		}),
};

type Parts = Omit<RowParts, 'part'>;

/**
 * A row for each evidence that says anything. As in that API, every row names a device and a user: those of the evidence, else
 * the first of the alert. Evidence that is a device or a user has a row of its own only where no other row names it, so that
 * none is lost; an alert without evidence gives one row.
 */
function partsOf({ evidence }: Finding): Parts[] {
	const devices = evidence.flatMap(({ device }) => device ?? []);
	const byId = new Map(devices.map((device) => [device.id, device]));
	const user = usersAmong(peopleIn(evidence))[0]?.account;
	const rows: Parts[] = evidence.filter(hasRow).map((entry) => ({
		evidence: entry,
		device: entry.device ?? deviceOf(entry, byId) ?? devices[0],
		user: accountOf(entry) ?? user,
	}));
	const named = new Set(rows.map((row) => deviceKey(row.device)));
	for (const entry of evidence) {
		if (addNew(named, entry.device, deviceKey)) rows.push({ evidence: entry, device: entry.device, user });
	}
	const users = new Set(rows.map((row) => userKey(row.user)));
	for (const entry of evidence) {
		const account = accountOf(entry);
		if (addNew(users, account, userKey)) {
			rows.push({ evidence: entry, device: entry.device ?? devices[0], user: account });
		}
	}
	return rows.length === 0 ? [{}] : rows;
}

/** The device that evidence was found on, of which there may be no more than its ID. */
const deviceOf = (
	{ deviceId }: Evidence,
	byId: ReadonlyMap<string | undefined, Device>,
): Device | undefined => (deviceId === undefined ? undefined : (byId.get(deviceId) ?? deviceWith(deviceId)));

/** Adds it to those that are named; false if it was among them, or is not there. */
function addNew<T>(named: Set<string>, one: T | undefined, keyOf: (one: T) => string): boolean {
	if (one === undefined || named.has(keyOf(one))) return false;
	named.add(keyOf(one));
	return true;
}

/** Other rows name devices and users anyway; but a row of Defender may name a file beside its user. */
const hasRow = (evidence: Evidence): boolean =>
	PARTS.some((part) => evidence[part] !== undefined) ||
	(evidence.kind !== 'device' &&
		evidence.kind !== 'user' &&
		(evidence.id !== undefined || evidence.name !== undefined));

const PARTS = ['file', 'process', 'ip', 'url', 'registry', 'mail', 'mailbox'] as const;

const deviceKey = (device: Device | undefined): string =>
	device === undefined ? '' : (device.id ?? device.name ?? '');

const userKey = (user: Account | undefined): string =>
	user === undefined ? '' : JSON.stringify([user.domain, userName(user)]);
