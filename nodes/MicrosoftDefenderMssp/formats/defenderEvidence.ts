import type { JsonObject } from '../core/json';
import { text } from '../core/json';
import { entryOf } from '../core/knownWords';
import type { Account, Evidence, FileDetails, Process } from './evidence';
import { known, wholeNumber } from './evidence';

/** Defender's names of types that are not simply Graph's with a capital letter. */
const KINDS: Readonly<Record<string, string>> = {
	Registry: 'registryValue',
	MailBox: 'mailbox',
	MailMessage: 'analyzedMessage',
};

/**
 * Reads a row of evidence of Defender for Endpoint (`entityType`) or Defender XDR: flat, with every key, null where it does
 * not apply. What a row names is told by its keys, so that types we do not know are read too.
 */
export function readDefenderEvidence(row: JsonObject): Evidence {
	const entityType = text(row.entityType) ?? '';
	const kind = entryOf(KINDS, entityType) ?? camelCase(entityType);
	const process = known(processOf(row));
	return {
		kind,
		createdDateTime: text(row.evidenceCreationTime),
		detectionStatus: camelCase(text(row.detectionStatus)),
		roles: [],
		user: known(accountOf(row)),
		...(process === undefined ? { file: known(fileOf(row)) } : { process }),
		ip: text(row.ipAddress),
		url: text(row.url),
		registry: known({
			hive: text(row.registryHive),
			key: text(row.registryKey),
			type: text(row.registryValueType),
			value: text(row.registryValue),
		}),
		...mailOf(row, kind),
	};
}

const camelCase = <T extends string | undefined>(value: T): T =>
	(value === undefined ? undefined : value.charAt(0).toLowerCase() + value.slice(1)) as T;

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

/** Nothing unless the row is about a process: a file has the same keys for its name. */
function processOf(row: JsonObject): Process {
	const own = {
		id: wholeNumber(row.processId),
		commandLine: text(row.processCommandLine),
		createdDateTime: text(row.processCreationTime),
	};
	if (row.entityType !== 'Process' && known(own) === undefined) return {};
	const parentImage = { name: text(row.parentProcessFileName), path: text(row.parentProcessFilePath) };
	return {
		...own,
		image: known(fileOf(row)),
		parent: known({
			id: wholeNumber(row.parentProcessId),
			createdDateTime: text(row.parentProcessCreationTime),
			image: known(parentImage),
		}),
	};
}

/** What Defender XDR adds for mail and groups. */
function mailOf(row: JsonObject, kind: string): Pick<Evidence, 'message' | 'resource'> {
	const named = known({
		id: text(row.securityGroupId) ?? text(row.mailboxAddress),
		name: text(row.securityGroupName) ?? text(row.mailboxDisplayName) ?? text(row.clusterBy),
	});
	return {
		message: known({
			sender: text(row.sender),
			recipient: text(row.recipient),
			subject: text(row.subject),
			urls: [],
		}),
		resource: named && { ...named, type: kind },
	};
}
