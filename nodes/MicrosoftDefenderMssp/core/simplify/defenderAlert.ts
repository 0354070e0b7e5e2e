import type { AlertDevice, AlertFile, AlertProcess, AlertUser, SimpleAlert } from '../alert';
import { accountTitle } from '../alert';
import { compact, distinct } from '../compact';
import type { JsonObject } from '../json';
import { isJsonObject, objects, text, texts, unique } from '../json';
import { toGraphEnum } from './defenderEnums';

/**
 * Simplifies an alert of Defender for Endpoint `/api/alerts` and translates its names and enum values to Graph's.
 * Never throws: what is missing or of another type is left out, enum values we do not know are passed on.
 */
export function simplifyDefenderAlert(raw: JsonObject): SimpleAlert {
	const evidence = objects(raw.evidence);
	const files = distinct(evidence.map(fileOf));
	return compact({
		id: text(raw.id) ?? '',
		incidentId: text(raw.incidentId),
		title: text(raw.title),
		description: text(raw.description),
		severity: toGraphEnum('severity', raw.severity),
		status: toGraphEnum('status', raw.status),
		classification: toGraphEnum('classification', raw.classification),
		determination: toGraphEnum('determination', raw.determination),
		category: text(raw.category),
		serviceSource: 'microsoftDefenderForEndpoint',
		detectionSource: toGraphEnum('detectionSource', raw.detectionSource),
		assignedTo: text(raw.assignedTo),
		threatDisplayName: text(raw.threatName),
		threatFamilyName: text(raw.threatFamilyName),
		investigationState: toGraphEnum('investigationState', raw.investigationState),
		createdDateTime: text(raw.alertCreationTime),
		lastUpdateDateTime: text(raw.lastUpdateTime),
		resolvedDateTime: text(raw.resolvedTime),
		firstActivityDateTime: text(raw.firstEventTime),
		lastActivityDateTime: text(raw.lastEventTime),
		mitreTechniques: texts(raw.mitreTechniques),
		devices: distinct([deviceOf(raw)]),
		users: usersOf(raw, evidence),
		files,
		processes: distinct(evidence.filter(({ entityType }) => entityType === 'Process').map(processOf)),
		ips: unique(evidence.map(({ ipAddress }) => text(ipAddress))),
		urls: unique(evidence.map(({ url }) => text(url))),
		hashes: unique(files.flatMap(({ sha256, sha1 }) => [sha256, sha1])),
	});
}

const deviceOf = (raw: JsonObject): AlertDevice => ({
	id: text(raw.machineId),
	name: text(raw.computerDnsName),
	group: text(raw.rbacGroupName),
});

/** The user evidence; without any, the alert's own `relatedUser`, which names no id. */
function usersOf(raw: JsonObject, evidence: JsonObject[]): AlertUser[] {
	const users = distinct(evidence.map(userOf));
	if (users.length > 0 || !isJsonObject(raw.relatedUser)) return users;
	const { domainName, userName } = raw.relatedUser;
	return distinct([{ name: accountTitle(undefined, text(domainName), text(userName)) }]);
}

const userOf = (evidence: JsonObject): AlertUser => ({
	name: accountTitle(text(evidence.userPrincipalName), text(evidence.domainName), text(evidence.accountName)),
	id: text(evidence.aadUserId),
	sid: text(evidence.userSid),
});

const fileOf = (evidence: JsonObject): AlertFile => ({
	name: text(evidence.fileName),
	path: text(evidence.filePath),
	sha1: text(evidence.sha1),
	sha256: text(evidence.sha256),
});

const processOf = (evidence: JsonObject): AlertProcess => ({
	id: text(evidence.processId),
	name: text(evidence.fileName),
	commandLine: text(evidence.processCommandLine),
});
