import type { JsonObject } from '../json';
import { isJsonObject, objects, text, texts, unique } from '../json';
import { entryOf } from '../knownWords';
import type { Account, Evidence, EvidenceParts, FileDetails, Process } from './evidence';
import { ofFile, registryPath } from './types/file';
import { typeOf } from './types';
import { guessIdentity } from './unknownType';
import { accountName, known, loggedOnUsersOf, timeText, wholeNumber } from './values';

/** Defender's names of types that are not simply Graph's with a capital letter. */
const KINDS: Readonly<Record<string, string>> = {
	Registry: 'registryValue',
	MailMessage: 'analyzedMessage',
};

/** Whether an alert is of Defender for Endpoint: Graph has neither property. */
export const isDefenderAlert = (alert: JsonObject): boolean =>
	'alertCreationTime' in alert || 'aadTenantId' in alert;

/**
 * Reads the evidence of an alert of Defender for Endpoint. The device stands in the alert itself; so does a user, which counts
 * where no evidence names one. Never throws.
 */
export function readDefenderEvidence(alert: JsonObject): Evidence[] {
	const rows = objects(alert.evidence).map(readDefenderRow);
	const device = deviceOf(alert);
	const user = rows.some(({ account }) => account !== undefined) ? undefined : userOf(alert.relatedUser);
	return [...(device === undefined ? [] : [device]), ...(user === undefined ? [] : [user]), ...rows];
}

function deviceOf(alert: JsonObject): Evidence | undefined {
	const id = text(alert.machineId);
	const name = text(alert.computerDnsName);
	const loggedOnUsers = loggedOnUsersOf(alert.loggedOnUsers);
	const group = text(alert.rbacGroupName);
	if (id === undefined && name === undefined && group === undefined) return undefined;
	const device = { id, name, group, tags: [], ips: [], loggedOnUsers };
	return { kind: 'device', id, name, roles: [], tags: [], deviceId: id, device, raw: {} };
}

function userOf(related: unknown): Evidence | undefined {
	if (!isJsonObject(related)) return undefined;
	const account = known({ name: text(related.userName), domain: text(related.domainName) });
	const name = account && accountName(account);
	return name === undefined ? undefined : { kind: 'user', name, roles: [], tags: [], account, raw: {} };
}

/**
 * Reads a row of evidence of Defender for Endpoint (`entityType`) or Defender XDR: flat, with every key, null where it does not
 * apply. What a row names is told by its keys, so that types we do not know are read too.
 */
export function readDefenderRow(row: JsonObject): Evidence {
	const entityType = text(row.entityType) ?? '';
	const { kind } = typeOf(entryOf(KINDS, entityType) ?? camelCase(entityType));
	const piece: Evidence = {
		kind,
		roles: texts(row.roles).map(camelCase),
		verdict: camelCase(text(row.verdict)),
		remediationStatus: camelCase(text(row.remediationStatus)),
		detectionStatus: camelCase(text(row.detectionStatus)),
		createdDateTime: timeText(row.evidenceCreationTime),
		tags: [],
		deviceId: text(row.deviceId),
		raw: row,
		...partsOf(row, entityType),
	};
	return piece.id === undefined && piece.name === undefined ? { ...piece, ...identityOf(row, piece) } : piece;
}

const camelCase = <T extends string | undefined>(value: T): T =>
	(value === undefined ? undefined : value.charAt(0).toLowerCase() + value.slice(1)) as T;

/** Texts that name no piece of evidence, because every row has them. */
const NO_NAMES: ReadonlySet<string> = new Set(['entityType', 'evidenceCreationTime', 'deviceId']);

function identityOf(
	row: JsonObject,
	{ ip, url, registry, account }: Evidence,
): { id?: string; name?: string } {
	const name = ip ?? url ?? (registry && registryPath(registry));
	if (name !== undefined) return { name };
	if (account !== undefined) return { id: account.id ?? account.sid, name: accountName(account) };
	return guessIdentity(Object.fromEntries(Object.entries(row).filter(([key]) => !NO_NAMES.has(key))));
}

function partsOf(row: JsonObject, entityType: string): EvidenceParts {
	const process = processOf(row, entityType === 'Process');
	const file = process === undefined ? known(fileOf(row)) : undefined;
	return {
		account: known(accountOf(row)),
		...(process !== undefined && {
			id: text(row.processId),
			name: process.image?.name ?? process.image?.path ?? process.commandLine,
			process,
		}),
		...ofFile(file),
		ip: text(row.ipAddress),
		url: text(row.url),
		registry: known({
			hive: text(row.registryHive),
			key: text(row.registryKey),
			name: text(row.registryValueName),
			type: text(row.registryValueType),
			value: text(row.registryValue),
		}),
		...mailOf(row),
	};
}

const accountOf = (row: JsonObject): Account => ({
	name: text(row.accountName),
	domain: text(row.domainName),
	principalName: text(row.userPrincipalName),
	id: text(row.aadUserId),
	sid: text(row.userSid),
});

const fileOf = (row: JsonObject): FileDetails => ({
	name: text(row.fileName),
	path: text(row.filePath),
	sha1: text(row.sha1),
	sha256: text(row.sha256),
});

/** Undefined unless the row is about a process: a file has the same keys for its name. */
function processOf(row: JsonObject, isProcess: boolean): Process | undefined {
	const own = {
		id: wholeNumber(row.processId),
		commandLine: text(row.processCommandLine),
		createdDateTime: timeText(row.processCreationTime),
	};
	if (!isProcess && known(own) === undefined) return undefined;
	const parentImage = { name: text(row.parentProcessFileName), path: text(row.parentProcessFilePath) };
	return known({
		...own,
		image: known(fileOf(row)),
		parent: known({
			id: wholeNumber(row.parentProcessId),
			createdDateTime: timeText(row.parentProcessCreationTime),
			image: known(parentImage),
		}),
	});
}

/** What Defender XDR adds for mail. */
function mailOf(row: JsonObject): EvidenceParts {
	const address = text(row.mailboxAddress);
	const displayName = text(row.mailboxDisplayName);
	const subject = text(row.subject);
	const mail = {
		sender: text(row.sender),
		recipients: unique([text(row.recipient)]),
		subject,
		deliveryAction: camelCase(text(row.deliveryAction)),
		threats: [],
		urls: [],
	};
	return {
		...(known({ address, displayName }) && {
			name: address ?? displayName,
			mailbox: { address, displayName },
		}),
		...(known(mail) && { name: subject, mail }),
	};
}
