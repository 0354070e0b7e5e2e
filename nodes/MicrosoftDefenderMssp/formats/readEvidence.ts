import type { AlertDevice, AlertFile, AlertProcess, AlertUser, SimpleAlert } from '../core/alert';
import type { JsonObject } from '../core/json';
import { objects, text } from '../core/json';
import { readDefenderEvidence } from './defenderEvidence';
import type { Account, Evidence } from './evidence';
import { wholeNumber } from './evidence';
import { readGraphEvidence } from './graphEvidence';

/**
 * All evidence of an alert. The service's own object tells everything; without it, or where it came without evidence, the
 * entities of the simplified alert count as evidence. Devices and users that only the alert itself names (Defender for
 * Endpoint has no device evidence) come first.
 */
export function evidenceOf(alert: SimpleAlert, raw: JsonObject = {}): Evidence[] {
	const own = objects(raw.evidence).map(readEvidence);
	const devices = own.some(({ device }) => device !== undefined) ? [] : alert.devices.map(ofDevice);
	const users = own.some(({ user }) => user !== undefined) ? [] : alert.users.map(ofUser);
	return own.length > 0 ? [...devices, ...users, ...own] : [...devices, ...users, ...entitiesOf(alert)];
}

const readEvidence = (entry: JsonObject): Evidence =>
	text(entry['@odata.type']) === undefined && text(entry.entityType) !== undefined
		? readDefenderEvidence(entry)
		: readGraphEvidence(entry);

function entitiesOf({ files, processes, ips, urls }: SimpleAlert): Evidence[] {
	return [
		...files.map(ofFile),
		...processes.map(ofProcess),
		...ips.map((ip) => ({ kind: 'ip', roles: [], ip })),
		...urls.map((url) => ({ kind: 'url', roles: [], url })),
	];
}

function ofDevice({ id, name, os, group, riskScore, tags = [] }: AlertDevice): Evidence {
	return {
		kind: 'device',
		roles: [],
		deviceId: id,
		device: { id, name, osPlatform: os, group, riskScore, tags, ips: [], loggedOnUsers: [] },
	};
}

const ofUser = ({ name, id, sid }: AlertUser): Evidence => ({
	kind: 'user',
	roles: [],
	user: { ...accountOf(name), id, sid },
});

/** Takes the name of a simplified user apart. */
function accountOf(name: string | undefined): Account {
	const [, domain, account] = /^([^\\]+)\\(.+)$/s.exec(name ?? '') ?? [];
	if (account !== undefined) return { domain, name: account };
	return name?.includes('@') === true ? { principalName: name } : { name };
}

const ofFile = (file: AlertFile): Evidence => ({ kind: 'file', roles: [], file });

const ofProcess = ({ id, name, commandLine }: AlertProcess): Evidence => ({
	kind: 'process',
	roles: [],
	process: { id: wholeNumber(id), commandLine, ...(name !== undefined && { image: { name } }) },
});
